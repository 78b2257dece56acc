import { describe, expect, it } from 'vitest';
import { type LiteratureRecord, literatureRecords } from '../../../../shared/domain/literature/catalogue.ts';
import { expectedIn } from '../../../../shared/domain/literature/expected.ts';
import { techniques } from '../../../../shared/domain/literature/techniques.ts';
import {
  EVERYWHERE,
  extracted,
  extractedBy,
  familiesOf,
  foundBy,
  nameHere,
} from '../../../support/extracted-literature.ts';
import { hasRealData } from '../../../support/real-data.ts';

const [first] = literatureRecords();
const record = (more: Partial<LiteratureRecord>): LiteratureRecord => ({
  ...first!,
  contrast: 'gravity',
  ...more,
});

it('genes and endpoints are told apart, each by platform', () => {
  const records = [
    record({ symbols: ['SOST'], technique: 'hlu', references: [130] }),
    record({ symbols: ['SOST'], technique: 'rwv', references: [135], direction: 'up' }),
    record({ symbols: ['FOS', 'JUN'], isRepresentative: true, endpoint: 'ap1', references: [1] }),
    record({ symbols: ['TNFSF11', 'TNFRSF11B'], endpoint: 'rankl_opg_ratio', references: [4] }),
    record({ symbols: [], endpoint: 'urinary_ca', of: 'calcium_excretion', references: [2] }),
    record({ symbols: ['CTSK'], contrast: 'treatment', references: [3] }),
  ];
  expect(expectedIn(records).map(({ of, technique, references }) => [of, technique, references])).toEqual([
    ['SOST', 'hlu', [130]],
    ['SOST', 'rwv', [135]],
    ['ap1', 'spaceflight', [1]],
    ['calcium_excretion', 'spaceflight', [2]],
    ['rankl_opg_ratio', 'spaceflight', [4]],
  ]);
});

const sidesOf = (of: string) =>
  expectedIn(literatureRecords()).flatMap((one) =>
    one.of === of ? [[one.technique, one.sides, one.consensus]] : [],
  );

it('a rise of RANKL over OPG is a rise of that ratio, and of neither gene', () => {
  expect(sidesOf('TNFRSF11B')).toContainEqual(['rpm', { down: [101, 121] }, 'consistent']);
  expect(sidesOf('TNFRSF11B').map(([technique]) => technique)).not.toContain('rwv');
  expect(sidesOf('TNFSF11')).toContainEqual(['rpm', { down: [101] }, 'single-study']);
  expect(sidesOf('TNFRSF11A')).toEqual([]);
  expect(sidesOf('rankl_opg_ratio')).toEqual([
    ['rpm', { up: [121] }, 'single-study'],
    ['rwv', { up: [135] }, 'single-study'],
  ]);
});

it('bones that bear weight, those that bear none and those of which it is not told are apart, each with its compartments', () => {
  const inFlight = (of: string) => sidesOf(of).find(([technique]) => technique === 'spaceflight');
  expect(inFlight('bmd')).toBeUndefined();
  expect(inFlight('bmd@non_weight_bearing')).toEqual([
    ...['spaceflight', { unchanged: [8, 27, 28, 29, 35, 36, 37] }, 'consistent'],
  ]);
  expect(inFlight('bmd@unspecified')).toEqual([
    ...['spaceflight', { down: [7, 8, 23, 24, 25, 28, 41] }, 'consistent'],
  ]);
  expect(inFlight('bmd@weight_bearing/trabecular')).toEqual([
    ...['spaceflight', { down: [36, 39, 149] }, 'consistent'],
  ]);
});

describe.skipIf(!hasRealData)('what is expected of every gene and endpoint', () => {
  const all = expectedIn(literatureRecords());
  const platforms = [...techniques().map(({ id }) => id), 'simulated_unspecified', EVERYWHERE];
  const recordsOf = (of: string) => all.flatMap((one) => (one.of === of ? one.records : []));

  it('is on every platform what was extracted of the review by other means', () => {
    expect(extracted).toHaveLength(176);
    for (const one of extracted)
      for (const technique of platforms) {
        const records = [nameHere(one), ...familiesOf(one)].flatMap(recordsOf);
        expect([one.key, technique, foundBy(records, technique)]).toEqual([
          ...[one.key, technique, extractedBy(one, technique)],
        ]);
      }
  });

  it('and there is nothing else', () => {
    const known = new Set(extracted.flatMap((one) => [nameHere(one), ...familiesOf(one)]));
    expect(all.filter(({ of }) => !known.has(of))).toEqual([]);
    expect(new Set(all.map(({ technique }) => technique)).difference(new Set(platforms))).toEqual(new Set());
  });
});
