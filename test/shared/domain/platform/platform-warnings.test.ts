import { describe, expect, it } from 'vitest';
import { platformWarnings } from '../../../../shared/domain/platform/platform-warnings.ts';
import { minimal } from '../experiment/minimal.ts';

const EVENTS = [
  { name: 'activation', unit: 'R1', at: Date.UTC(2026, 2, 1) * 1000, accuracy: 1 },
  { name: 'fixation', unit: 'R1', at: Date.UTC(2026, 2, 1, 6) * 1000, accuracy: 1 },
  { name: 'activation', unit: 'R2', at: Date.UTC(2026, 2, 1) * 1000, accuracy: 1 },
  { name: 'fixation', unit: 'R2', at: Date.UTC(2026, 2, 4) * 1000, accuracy: 1 },
];

const of = (technique: string | undefined, platform: object | undefined, own: object = {}) => {
  const arm = { id: 'rpm', kind: 'SIMULATED_MICROGRAVITY', ...(technique && { technique }) };
  const arms = [
    { ...arm, ...(platform && { platform }) },
    { id: 'ground', kind: 'GROUND_CONTROL_SYNCHRONOUS' },
  ];
  const units = [
    { id: 'R1', arm: 'rpm', ...own },
    { id: 'R2', arm: 'rpm' },
    { id: 'G1', arm: 'ground' },
  ];
  const counts = { kind: 'counts', match: '*.csv', takenAt: 'fixation' };
  const samples = ['R1', 'R2', 'G1'].map((unit) => ({ name: unit, unit }));
  const assays = [{ ...counts, id: 'rna', samples }];
  return minimal({ arms, units, pairs: [], sources: [], assays });
};
const messages = (...told: Parameters<typeof of>) =>
  platformWarnings(of(...told), EVENTS).map(({ message }) => message);

describe('a definition is warned', () => {
  it('of what is acute, and of what nobody says, once for the units of which it is said', () => {
    const warned = platformWarnings(of('rpm', undefined), EVENTS);
    expect(warned.map(({ code, field }) => [code, field])).toEqual(
      Array(3).fill(['definition.platform', 'arms[0].platform']),
    );
    expect(warned.map(({ message }) => message.slice(0, 60))).toEqual([
      'rpm (R1, R2): assay rna is taken 6 h after activation: acute',
      'rpm (R1, R2): what of gravity is left off the centre of Rand',
      'rpm (R1, R2): Random positioning machine stands still while ',
    ]);
  });

  it('of units apart where one is run otherwise: it turns farther out', () => {
    const told = { rpm: 20, radiusMm: 20, pause: 'none' };
    const farther = { platform: { radiusMm: 150 } };
    expect(messages('rwv', told, farther)).toEqual([
      expect.stringMatching(/^rpm \(R1\): assay rna is taken 6 h after activation: acute/),
      expect.stringMatching(/^rpm \(R1\): 0\.0671 g is left at the farthest culture/),
    ]);
    expect(messages('hlu', { start: 'launch' }, {})).toEqual([]);
  });

  it('of parameters that are held against nothing, as nobody knows the platform', () => {
    const text =
      'what is said of the platform of rpm cannot be checked: expected a known technique beside it';
    expect(messages(undefined, { rpm: 10 })).toEqual([text]);
    expect(messages('magnetic levitation', undefined, { platform: { radiusMm: 3 } })).toEqual([text]);
    expect(messages(undefined, undefined)).toEqual([]);
  });
});
