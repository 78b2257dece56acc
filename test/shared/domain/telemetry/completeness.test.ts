import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Completeness,
  completenessOf,
  expectedIn,
  gapsOfNext,
  receptionOf,
  sharedGaps,
} from '../../../../shared/domain/telemetry/completeness.ts';
import type { Range } from '../../../../shared/domain/telemetry/range.ts';

const seconds = (...times: number[]) => Float64Array.from(times, (t) => t * 1e6);
const range = (from: number, to: number): Range => ({ from: from * 1e6, to: to * 1e6 });
const every = (step: number, from: number, to: number) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);

function completeness(periodSeconds: number, over: Range | null, ...buckets: Float64Array[]): Completeness {
  const receptions = buckets.flatMap((times) => {
    const reception = receptionOf(times, periodSeconds);
    return reception === null ? [] : [{ ...reception, valid: reception.received - 1 }];
  });
  return completenessOf(receptions, periodSeconds, over);
}

describe('completeness', () => {
  it('expects what the range holds at the declared period, and counts what is valid apart', () => {
    const answer = completeness(10, range(0, 50), seconds(0, 10, 20, 40, 50));
    expect(answer).toMatchObject({ received: 5, valid: 4, expected: 6, completeness: 5 / 6, gaps: [] });
  });

  it.each([
    [85, 0.706],
    [89, 0.674],
    [90, 0.667],
  ])('of a step of %i s where 60 was promised is %f, and says the step', (step, share) => {
    const answer = completeness(60, range(0, 86_400), seconds(...every(step, 0, 86_400)));
    expect(Math.abs(answer.completeness! - share)).toBeLessThan(0.002);
    expect(answer).toMatchObject({ observedSeconds: step, gaps: [] });
  });

  it('is never above 1, and judges gaps by the step that is there where the period is 60 times too long', () => {
    const times = [...every(1, 0, 3600), ...every(1, 3700, 7200)];
    const answer = completeness(60, range(0, 7200), seconds(...times));
    // 99 of its seconds are 1.65 of the 121 minutes.
    expect(answer).toMatchObject({ expected: 121, completeness: 119.35 / 121, observedSeconds: 1 });
    expect(answer.gaps).toEqual([{ from: 3600e6, to: 3700e6, expected: 99, stepSeconds: 1 }]);
  });

  it('is never above what the gaps leave, however often samples came beside them', () => {
    const day = 86_400;
    const times = [...every(1, 0, day), ...every(1, 2 * day, 2.5 * day)];
    const answer = completeness(
      60,
      range(0, 4 * day),
      Float64Array.from(times, (t) => t * 1e6),
    );
    expect(answer).toMatchObject({ received: 129_602, expected: 5761 });
    // 1 day less 1 s in the middle, and 1.5 days up to its end, of which 60 s are a sample.
    expect(answer.gaps.map(({ expected }) => expected)).toEqual([86_399, 129_600]);
    expect(answer.present).toBeCloseTo(5761 - (86_399 + 129_600) / 60, 9);
    expect(answer.completeness).toBeCloseTo(0.3751, 4);
  });

  it('is what was received wherever the gaps leave more room', () => {
    const answer = completeness(10, range(0, 200), seconds(0, 10, 20, 40, 50, 120, 130, 150, 200));
    // The gaps of 50 to 120 and of 150 to 200 lack 6 and 4; two samples more lack without a gap.
    expect(answer).toMatchObject({ received: 9, expected: 21, present: 9, completeness: 9 / 21 });
  });

  it('counts of a gap only what is in the range', () => {
    const answer = completeness(60, range(0, 3600), seconds(...every(1, 0, 1800), ...every(1, 5400, 7200)));
    expect(answer.present).toBeCloseTo(61 - 3599 / 60 / 2, 9);
  });

  it('has no gap at every sample where the period is 60 times too short', () => {
    const answer = completeness(1, range(0, 10_740), seconds(...every(60, 0, 10_740)));
    expect(answer).toMatchObject({ received: 180, expected: 10_741, observedSeconds: 60, gaps: [] });
  });

  it('does not take the scattered rest of a day for a cadence', () => {
    const answer = completeness(60, range(0, 40_000), seconds(0, 5000, 18_000, 40_000));
    expect(answer.gaps.map(({ stepSeconds }) => stepSeconds)).toEqual([60, 60, 60]);
  });

  it('calls an interval a gap only beyond three periods', () => {
    expect(completeness(10, null, seconds(0, 30, 60.000001)).gaps).toEqual([
      { from: 30e6, to: 60_000_001, expected: 2, stepSeconds: 10 },
    ]);
  });

  it('finds the gap that lies across buckets', () => {
    expect(completeness(10, range(0, 100), seconds(0, 10), seconds(90, 100))).toMatchObject({
      received: 4,
      expected: 11,
      gaps: [{ from: 10e6, to: 90e6, expected: 7, stepSeconds: 10 }],
    });
  });

  it('lacks what comes before its first sample and after its last', () => {
    const { gaps, received, expected } = completeness(10, range(0, 200), seconds(...every(10, 100, 150)));
    expect(gaps).toEqual([
      { from: 0, to: 100e6, expected: 10, stepSeconds: 10, open: 'START' },
      { from: 150e6, to: 200e6, expected: 5, stepSeconds: 10, open: 'END' },
    ]);
    expect(received + gaps[0]!.expected + gaps[1]!.expected).toBe(expected);
  });

  it('is 0 of what was expected where a series never came, and null where nothing says what was', () => {
    expect(completeness(10, range(0, 100))).toMatchObject({
      ...{ received: 0, expected: 11, completeness: 0 },
      gaps: [{ from: 0, to: 100e6, expected: 11, open: 'NEVER' }],
    });
    expect(completeness(10, null)).toMatchObject({ received: 0, expected: 0, completeness: null, gaps: [] });
  });

  it('is the same however the samples are cut into buckets', () => {
    const intervals = fc.array(fc.oneof(fc.constant(10), fc.integer({ min: 1, max: 29 }), fc.constant(80)), {
      minLength: 1,
      maxLength: 60,
    });
    const cuts = fc.array(fc.nat({ max: 60 }), { maxLength: 6 });
    let gaps = 0;
    fc.assert(
      fc.property(intervals, cuts, (steps, at) => {
        // What is lost is lost one by one: several long steps in a row would be another cadence.
        const lone = steps.map((step, i) => (step === 80 && i % 4 !== 0 ? 10 : step));
        const times = lone.map((_, i) => lone.slice(0, i + 1).reduce((sum, step) => sum + step, 0));
        const over = range(0, times.at(-1)! + 100);
        const borders = [0, ...at.toSorted((a, b) => a - b), times.length];
        const buckets = borders.slice(1).map((end, i) => seconds(...times.slice(borders[i], end)));
        const whole = completeness(10, over, seconds(...times));
        const cut = completeness(10, over, ...buckets);
        gaps += cut.gaps.length;
        expect(cut.gaps).toEqual(whole.gaps);
        expect([cut.received, cut.expected]).toEqual([whole.received, whole.expected]);
      }),
      { seed: 7, numRuns: 500 },
    );
    expect(gaps).toBeGreaterThan(500);
  });
});

describe('the samples that a range holds', () => {
  it('are counted with both ends', () => {
    expect(expectedIn(range(0, 86_400), 60)).toBe(1441);
    expect(expectedIn(range(5, 5), 60)).toBe(1);
  });
});

describe('the gaps of the next bucket', () => {
  it('go by the step of the buckets before where this one shows none', () => {
    const reception = { ...receptionOf(seconds(600, 660), 1)!, valid: 2 };
    expect(gapsOfNext({ last: 540e6, step: 60e6 }, reception, 1).gaps).toEqual([]);
    expect(gapsOfNext(null, reception, 1).gaps).toHaveLength(1);
  });
});

describe('gaps of several channels', () => {
  it('are one where the unit lost power, whatever the periods', () => {
    const gap = (from: number, to: number, stepSeconds: number) => ({
      ...{ from: from * 1e6, to: to * 1e6, expected: (to - from) / stepSeconds - 1, stepSeconds },
    });
    const shared = sharedGaps([
      { unit: 'FU1', channel: 'temperature', gaps: [gap(1000, 4600, 1)] },
      { unit: 'FU1', channel: 'co2', gaps: [gap(960, 4620, 60), gap(9000, 9600, 60)] },
      { unit: 'GU1', channel: 'co2', gaps: [gap(960, 4620, 60)] },
    ]);
    expect(shared.map(({ unit, channels, from, to }) => [unit, channels, from / 1e6, to / 1e6])).toEqual([
      ['FU1', ['temperature', 'co2'], 960, 4620],
      ['GU1', ['co2'], 960, 4620],
      ['FU1', ['co2'], 9000, 9600],
    ]);
  });
});
