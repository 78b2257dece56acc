import { describe, expect, it } from 'vitest';
import { summaryCells, summaryReasons } from '../../../../shared/domain/twins/summary-words.ts';

const SUMMARY = {
  delta: 0.0034,
  sd: 0.2,
  ci95: [0.000026, 0.0067] as const,
  interval: {},
  effectiveSampleSize: 7657.3,
  pairedSamples: 11_693,
  equivalence: { margin: 0.5, equivalent: true },
};
const NO_INTERVAL = {
  ...SUMMARY,
  ci95: null,
  ci95Reason: 'too short',
  equivalence: { margin: 0.5, equivalent: null, reason: 'no interval: too short' },
};
const NO_PAIRS = { ...NO_INTERVAL, delta: null, deltaReason: 'GU1 sent nothing', sd: null, pairedSamples: 0 };

describe('a summary in cells', () => {
  it('has the unit as people say it, and no more digits than are known', () => {
    expect(summaryCells(SUMMARY, 'Cel')).toEqual({
      delta: '+0.0034 °C',
      interval: '[0.00003, 0.0067] °C',
      sd: '0.2000 °C',
      pairs: '11,693',
      effective: '7,660',
      margin: 'yes (±0.5 °C)',
    });
  });

  it('never rounds an end of an interval to 0, on whichever side it lies', () => {
    const ends = (ci95: readonly [number, number]) => summaryCells({ ...SUMMARY, ci95 }, '%').interval;
    expect(ends([-0.00001, 0.0067])).toBe('[-0.00001, 0.0067] %');
    expect(ends([0, 0.0067])).toBe('[0.0000, 0.0067] %');
  });

  it('says n/a with what it lacks, and refuses nothing', () => {
    expect(summaryCells(NO_PAIRS, 'Cel')).toMatchObject({
      ...{ delta: 'n/a: no pair counts', interval: '–', effective: '–', margin: 'not known (±0.5 °C)' },
    });
    expect(summaryCells({ ...NO_INTERVAL, pairedSamples: 1 }, 'Cel').interval).toBe('n/a: 1 pair');
    const short = { ...NO_INTERVAL, interval: { decorrelationTimes: 0.2 } };
    expect(summaryCells(short, 'Cel')).toMatchObject({
      ...{ interval: 'too short: 0.2 decorrelation times', effective: '≥ 7,660' },
    });
  });
});

describe('why numbers are not there', () => {
  it('is said once: what only follows is not said again', () => {
    expect(summaryReasons(NO_PAIRS)).toEqual(['no delta: GU1 sent nothing']);
    expect(summaryReasons(NO_INTERVAL)).toEqual([
      'no interval and no judgement against the margin: too short',
    ]);
    expect(summaryReasons({ ...NO_INTERVAL, equivalence: undefined })).toEqual(['no interval: too short']);
  });

  it('is of the margin alone where the rest is there', () => {
    const equivalence = { margin: 0.5, equivalent: null, reason: 'the channel declares no accuracy' };
    expect(summaryReasons({ ...SUMMARY, equivalence })).toEqual([
      'cannot be judged against the margin: the channel declares no accuracy',
    ]);
    expect(summaryReasons(SUMMARY)).toEqual([]);
  });
});
