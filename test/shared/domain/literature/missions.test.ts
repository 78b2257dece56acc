import { expect, it } from 'vitest';
import { literatureRecords } from '../../../../shared/domain/literature/catalogue.ts';
import { missionsOf, missionsText } from '../../../../shared/domain/literature/missions.ts';

const of = (study: string) => literatureRecords().filter((one) => one.study === study);

it('missions are those of a row, or of another place that cites the same reference', () => {
  expect(missionsOf(of('t4r06')).names).toEqual(['COSMOS 1667']);
  expect(missionsOf(of('p011')).names).toEqual(['Skylab']);
  expect(missionsOf(of('p049')).names).toHaveLength(8);
  const ref86 = literatureRecords().filter(({ references }) => references.includes(86));
  expect(missionsOf(ref86.filter(({ technique }) => technique === 'spaceflight')).names).toEqual(['ISS']);
});

it('of all findings in flight most name no mission, and of the ground none is asked', () => {
  const all = missionsOf(literatureRecords());
  expect(all.names).toEqual([
    'Apollo',
    'COSMOS 1667',
    'Gemini',
    'ISS',
    'Mir',
    'STS',
    'Salyut',
    'Skylab',
    'Soyuz',
  ]);
  const flown = literatureRecords().filter(({ technique }) => technique === 'spaceflight');
  expect(all.untold).toBeGreaterThan(flown.length / 2);
  expect(missionsOf(literatureRecords().filter(({ technique }) => technique === 'rpm'))).toEqual({
    names: [],
    untold: 0,
  });
});

it('words name eight, and count those that name none', () => {
  expect(missionsText({ names: [], untold: 0 })).toBe('');
  expect(missionsText({ names: ['ISS'], untold: 1 })).toBe('; missions: ISS, not named in 1 finding');
  expect(missionsText({ names: [], untold: 2 })).toBe('; missions: not named in 2 findings');
});
