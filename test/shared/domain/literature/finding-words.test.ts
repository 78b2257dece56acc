import { describe, expect, it } from 'vitest';
import { findingWords, techniqueWords } from '../../../../shared/domain/literature/finding-words.ts';

const finding = {
  ...{ authors: 'Metzger et al.', references: [130], table: 5, row: 16, species: 'rat' },
  ...{ model: 'whole animal', technique: 'hlu', durationDays: [28], name: 'RANKL', direction: 'down' },
  ...{ percent: [3, 5], contrast: 'gravity', comparator: 'ground_control_1g', site: 'femur' },
  inconsistencies: ['I-25'],
};

describe('a finding in words', () => {
  it('says who found what where, how far it went, and against what', () => {
    expect(findingWords(finding)).toEqual({
      ...{ study: 'Metzger et al. (130)', where: 'table 5, row 16', subject: 'rat, whole animal' },
      ...{ days: '28', what: 'RANKL of femur', went: 'down by 3 to 5 %', against: 'ground control 1g' },
      notes: [],
    });
  });

  it('marks what is no evidence of weightlessness', () => {
    expect(findingWords({ ...finding, contrast: 'treatment' }).went).toBe('down by 3 to 5 % (treatment)');
    expect(findingWords({ ...finding, isLoaded: true }).went).toBe('down by 3 to 5 % (loaded)');
  });

  it('names a section where it stands in no table', () => {
    const { table: _, row: __, ...rest } = finding;
    expect(findingWords({ ...rest, section: 'osteocytes' }).where).toBe('osteocytes');
  });
});

describe('a platform in words', () => {
  it('says what it can be set to and what to know of it', () => {
    const told = techniqueWords({
      ...{ id: 'rpm', name: 'random positioning machine', abbreviations: ['RPM'], appliesTo: ['cells'] },
      ...{ principle: 'turns about two axes', artefacts: ['shear'], limitations: [], isForLong: true },
      parameters: [{ name: 'speed', least: 1, most: 60, unit: 'deg/s' }],
    });
    expect(told).toEqual({
      heading: 'random positioning machine (rpm, RPM), of cells: turns about two axes',
      lines: ['speed 1 to 60 deg/s', 'for long exposures; with shear'],
    });
  });
});
