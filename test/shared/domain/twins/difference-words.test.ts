import { expect, it } from 'vitest';
import { differenceWords } from '../../../../shared/domain/twins/difference-words.ts';

const TOLD = {
  ...{ channel: 'co2', ucum: '[ppm]', alignment: { verdict: 'AGREED' } },
  summary: {
    ...{ delta: 9.1, sd: 62, ci95: [5.5, 12.7] as const, effectiveSampleSize: 1165.6, pairedSamples: 9957 },
    interval: {},
  },
  environment: { judged: [], reasons: [{ code: 'no-margin', evidence: { channel: 'co2' } }] },
  remarks: [
    { code: 'shared-unit', sentence: 'P1 and C1 share the unit GU1: they are not two replicates' },
    { code: 'unpaired-end', sentence: 'no pair is after T: nothing is said of the last 42 h' },
  ],
};
const ENDS = { first: '2014-09-27T13:30:00Z', last: '2014-11-01T03:54:00Z' };

it.each([
  [
    { ...ENDS, firstElapsedSeconds: null, lastElapsedSeconds: null },
    'over 2014-09-27T13:30:00Z to 2014-11-01T03:54:00Z',
  ],
  [{ ...ENDS, firstElapsedSeconds: 60.5, lastElapsedSeconds: 86_400 }, 'over T+00:01 to T+1 d'],
  [null, 'no sample of either unit is in view'],
])('A difference over %o is said with its interval, its number, its verdicts and its time', (range, over) => {
  const { delta, rest } = differenceWords({ ...TOLD, range });
  expect(delta).toBe('+9.1 ppm');
  expect(rest).toBe(
    `95 % interval [5.5, 12.7] ppm; 9,957 pairs, effective n 1,170; within margin: no margin; environment not judged; no margin declared, alignment AGREED; ${over}; no pair is after T: nothing is said of the last 42 h`,
  );
});
