import { describe, expect, it } from 'vitest';
import { alignPair, type PairClocks } from '../../../../shared/domain/timeline/alignment.ts';
import type { TimelineEvent } from '../../../../shared/domain/timeline/event.ts';

const HOUR = 3600;
const event = (unit: string, seconds: number, accuracy = 1): TimelineEvent => ({
  name: 'activation',
  unit,
  at: seconds * 1e6,
  accuracy,
});
const CLOCKS: PairClocks = {
  reference: 'activation',
  flightEvent: event('FU1', 1000),
  groundEvent: null,
  plannedDelaySeconds: 26 * HOUR,
  sharedClock: false,
  estimate: null,
  toleranceSeconds: 2,
};
const estimate = (lagSeconds: number, uncertaintySeconds = 1) => ({
  lagSeconds,
  uncertaintySeconds,
  correlation: 0.95,
});

describe('alignPair', () => {
  it('counts the ground from its own event where that fits the plan: AGREED, and the small lag is applied', () => {
    const alignment = alignPair({ ...CLOCKS, groundEvent: event('GU1', 1000 + 26 * HOUR + 3) });
    expect(alignment).toMatchObject({ verdict: 'AGREED', lagSeconds: 3, estimatedLagSeconds: null });
    expect(alignment.shiftMicros).toBe((26 * HOUR + 3) * 1e6);
    expect(alignment.referenceAt).toBe(1000e6);
  });

  it('disputes events that are farther from the plan than accuracies and tolerance allow', () => {
    const late = (seconds: number) =>
      alignPair({ ...CLOCKS, groundEvent: event('GU1', 1000 + 26 * HOUR + seconds) });
    expect([4, 4.001, -4, -5].map((seconds) => late(seconds).verdict)).toEqual([
      'AGREED',
      'DISPUTED',
      'AGREED',
      'DISPUTED',
    ]);
    expect(late(300)).toMatchObject({ lagSeconds: 300, shiftMicros: (26 * HOUR + 300) * 1e6 });
    expect(late(300).reasons[0]).toContain('comes 93900 s after');
  });

  it('disputes a lag that the data contradict by more than their own uncertainty, whoever shares a clock', () => {
    const shared = { ...CLOCKS, plannedDelaySeconds: 0, sharedClock: true };
    expect(alignPair({ ...shared, estimate: estimate(2) }).verdict).toBe('AGREED');
    const disputed = alignPair({ ...shared, estimate: estimate(3) });
    expect(disputed).toMatchObject({ verdict: 'DISPUTED', lagSeconds: 0, estimatedLagSeconds: 3 });
    expect(disputed.reasons[0]).toMatch(/the data show a lag of 3 s .* where 0 s was applied/);
    expect(alignPair({ ...shared, estimate: estimate(3, 5) }).verdict).toBe('AGREED');
  });

  it('allows the data to differ by the accuracies where the lag came from the events', () => {
    const coarse = { flightEvent: event('FU1', 0, 300), groundEvent: event('GU1', 26 * HOUR + 400, 300) };
    expect(alignPair({ ...CLOCKS, ...coarse, estimate: estimate(0) }).verdict).toBe('AGREED');
    expect(alignPair({ ...CLOCKS, ...coarse, estimate: estimate(-250) }).verdict).toBe('DISPUTED');
  });

  it('agrees by a shared clock where no delay was planned', () => {
    const alignment = alignPair({ ...CLOCKS, plannedDelaySeconds: 0, sharedClock: true });
    expect(alignment).toMatchObject({ verdict: 'AGREED', sharedClock: true, shiftMicros: 0 });
  });

  it('cannot verify a delay that only the plan knows, shared clock or not', () => {
    for (const sharedClock of [true, false]) {
      const alignment = alignPair({ ...CLOCKS, sharedClock });
      expect(alignment).toMatchObject({ verdict: 'UNVERIFIED', lagSeconds: 0, shiftMicros: 26 * HOUR * 1e6 });
      expect(alignment.reasons[0]).toContain('the ground unit has no event "activation"');
    }
  });

  it('finds the reference from the ground event and the plan where the flight event is missing', () => {
    const alignment = alignPair({
      ...CLOCKS,
      flightEvent: null,
      groundEvent: event('GU1', 1000 + 26 * HOUR),
    });
    expect(alignment).toMatchObject({ verdict: 'UNVERIFIED', referenceAt: 1000e6 });
    expect(alignment.reasons[0]).toContain('the flight unit has no event');
  });

  it('answers without any reference event, counts from the epoch and says so', () => {
    const alignment = alignPair({ ...CLOCKS, flightEvent: null, sharedClock: true });
    expect(alignment).toMatchObject({
      verdict: 'UNVERIFIED',
      referenceAt: null,
      shiftMicros: 26 * HOUR * 1e6,
    });
    expect(alignment.reasons[0]).toContain('counted from 1970-01-01T00:00:00Z');
  });

  it('names every dispute', () => {
    const groundEvent = event('GU1', 1000 + 27 * HOUR);
    const { verdict, reasons } = alignPair({ ...CLOCKS, groundEvent, estimate: estimate(0) });
    expect(verdict).toBe('DISPUTED');
    expect(reasons).toHaveLength(2);
  });
});
