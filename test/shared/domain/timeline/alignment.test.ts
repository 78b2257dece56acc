import { describe, expect, it } from 'vitest';
import type { PairLag } from '../../../../shared/domain/lag/pair-lag.ts';
import { alignPair } from '../../../../shared/domain/timeline/alignment.ts';
import type { PairClocks } from '../../../../shared/domain/timeline/alignment-verdict.ts';
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
  data: null,
  toleranceSeconds: 2,
};
const data = (lagSeconds: number, uncertaintySeconds = 1, changes: Partial<PairLag> = {}): PairLag => ({
  lag: { lagSeconds, uncertaintySeconds, secondLagSeconds: null, correlation: 0.95 },
  votes: [{ channel: 'temperature', lagSeconds, uncertaintySeconds, correlation: 0.95, samples: 5000 }],
  silent: [],
  searchedSeconds: 7200,
  lagsByThird: [],
  growth: null,
  ...changes,
});
const SILENT: PairLag = {
  ...data(0),
  lag: null,
  votes: [],
  silent: [{ channel: 'co2', samples: 5000, silent: 'unmoved', sentence: 'co2: does not move on one side' }],
};

describe('alignPair', () => {
  it('counts the ground from its own event where that fits the plan, and the small lag is applied', () => {
    const alignment = alignPair({ ...CLOCKS, groundEvent: event('GU1', 1000 + 26 * HOUR + 3) });
    expect(alignment).toMatchObject({
      verdict: 'AGREED_BY_EVENTS',
      lagSeconds: 3,
      estimatedLagSeconds: null,
    });
    expect(alignment.shiftMicros).toBe((26 * HOUR + 3) * 1e6);
    expect(alignment.referenceAt).toBe(1000e6);
  });

  it('disputes events that are farther from the plan than accuracies and tolerance allow', () => {
    const late = (seconds: number) =>
      alignPair({ ...CLOCKS, groundEvent: event('GU1', 1000 + 26 * HOUR + seconds) });
    expect([4, 4.001, -4, -5].map((seconds) => late(seconds).verdict)).toEqual([
      'AGREED_BY_EVENTS',
      'DISPUTED',
      'AGREED_BY_EVENTS',
      'DISPUTED',
    ]);
    expect(late(300)).toMatchObject({ lagSeconds: 300, shiftMicros: (26 * HOUR + 300) * 1e6 });
    expect(late(300).reasons[0]).toContain('comes 93900 s after');
  });

  it('disputes a lag that the data contradict by more than their own uncertainty, whoever shares a clock', () => {
    const shared = { ...CLOCKS, plannedDelaySeconds: 0, sharedClock: true };
    expect(alignPair({ ...shared, data: data(2) }).verdict).toBe('AGREED');
    const disputed = alignPair({ ...shared, data: data(3) });
    expect(disputed).toMatchObject({ verdict: 'DISPUTED', lagSeconds: 0, estimatedLagSeconds: 3 });
    expect(disputed.reasons[0]).toMatch(
      /the data show a lag of 3 ± 1 s \(temperature; .* where 0 s was applied/,
    );
    expect(alignPair({ ...shared, data: data(3, 5) }).verdict).toBe('AGREED');
  });

  it('allows the data to differ by the accuracies where the lag came from the events', () => {
    const coarse = { flightEvent: event('FU1', 0, 300), groundEvent: event('GU1', 26 * HOUR + 400, 300) };
    expect(alignPair({ ...CLOCKS, ...coarse, data: data(-400) }).verdict).toBe('AGREED');
    expect(alignPair({ ...CLOCKS, ...coarse, data: data(-650) }).verdict).toBe('DISPUTED');
  });

  it('agrees by a shared clock alone, where no delay was planned, as by events: no data vote', () => {
    const alignment = alignPair({ ...CLOCKS, plannedDelaySeconds: 0, sharedClock: true });
    expect(alignment).toMatchObject({ verdict: 'AGREED_BY_EVENTS', sharedClock: true, shiftMicros: 0 });
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

  it('answers without any reference event by the clocks, and says so', () => {
    const alignment = alignPair({ ...CLOCKS, flightEvent: null, sharedClock: true });
    expect(alignment).toMatchObject({
      verdict: 'UNVERIFIED',
      referenceAt: null,
      shiftMicros: 26 * HOUR * 1e6,
    });
    expect(alignment.reasons[0]).toBe(
      'neither unit has an event "activation", so the twins are aligned by their clocks plus the planned 26 h: record it for both',
    );
  });

  it('names every dispute', () => {
    const groundEvent = event('GU1', 1000 + 27 * HOUR);
    const { verdict, reasons } = alignPair({ ...CLOCKS, groundEvent, data: data(-HOUR) });
    expect(verdict).toBe('DISPUTED');
    expect(reasons).toHaveLength(2);
  });

  const fitting = { ...CLOCKS, groundEvent: event('GU1', 1000 + 26 * HOUR + 2) };

  it('agrees where the data vote for what was applied, names the channels, and counts their lag beyond the plan', () => {
    const { verdict, reasons, estimatedLagSeconds } = alignPair({ ...fitting, data: data(-1) });
    expect([verdict, estimatedLagSeconds]).toEqual(['AGREED', 1]);
    expect(reasons).toEqual([
      'the data show a lag of 1 ± 1 s (temperature), which agrees with the 2 s applied',
    ]);
  });

  it('agrees by events alone where the data cannot say, with what was searched and why each channel is silent', () => {
    const { verdict, reasons } = alignPair({ ...fitting, data: SILENT });
    expect(verdict).toBe('AGREED_BY_EVENTS');
    expect(reasons[1]).toBe(
      'the data cannot confirm the lag (searched from −2 h to +2 h): co2: does not move on one side',
    );
    const { reasons: unsearched } = alignPair({ ...fitting, data: { ...SILENT, searchedSeconds: 0 } });
    expect(unsearched[1]).toBe('the data cannot confirm the lag: co2: does not move on one side');
  });

  it('agrees on nothing by a vote so unsure that a wrong time zone would not show', () => {
    const { verdict, reasons } = alignPair({ ...fitting, data: data(0, 1801) });
    expect(verdict).toBe('AGREED_BY_EVENTS');
    expect(reasons[1]).toContain('only to ± 1801 s');
    expect(alignPair({ ...fitting, data: data(0, 1800) }).verdict).toBe('AGREED');
  });

  it('says that channels contradict each other, and agrees on nothing by them', () => {
    const [vote] = data(0).votes;
    const votes = [vote!, { ...vote!, channel: 'humidity', lagSeconds: 3600 }];
    const { verdict, reasons } = alignPair({ ...fitting, data: { ...SILENT, silent: [], votes } });
    expect(verdict).toBe('AGREED_BY_EVENTS');
    expect(reasons[1]).toBe(
      'the channels contradict each other on the lag: temperature 2 s, humidity 3602 s',
    );
  });

  it('aligns an asynchronous control without a plan by its events, and does not dispute them', () => {
    const unplanned = { ...fitting, plannedDelaySeconds: null };
    const alignment = alignPair({ ...unplanned, data: SILENT });
    expect(alignment).toMatchObject({ verdict: 'AGREED_BY_EVENTS', lagSeconds: 0, referenceAt: 1000e6 });
    expect(alignment.shiftMicros).toBe((26 * HOUR + 2) * 1e6);
    expect(alignment.reasons[0]).toContain('no delay was planned');
    expect(alignPair({ ...unplanned, data: data(0) }).verdict).toBe('AGREED');
    expect(alignPair({ ...unplanned, data: data(-93_600) }).verdict).toBe('DISPUTED');
    expect(alignPair({ ...unplanned, groundEvent: null })).toMatchObject({
      verdict: 'UNVERIFIED',
      shiftMicros: 0,
    });
  });

  it('tells a lag that grows with its lags, and disputes it where a third is beyond what is allowed', () => {
    const lagsByThird = [144, 432, 720].map((lagSeconds, i) => ({
      from: i * 1e9,
      to: (i + 1) * 1e9,
      lagSeconds,
      uncertaintySeconds: 100,
    }));
    const grown = data(432, 450, { lagsByThird, growth: { fromSeconds: 144, toSeconds: 720 } });
    const { verdict, reasons } = alignPair({
      ...CLOCKS,
      groundEvent: event('GU1', 1000 + 26 * HOUR),
      data: grown,
    });
    expect(verdict).toBe('DISPUTED');
    expect(reasons[0]).toContain('a lag of 144 ± 100 s over a third of the time');
    expect(reasons[1]).toContain('144 ± 100 s, 432 ± 100 s, 720 ± 100 s');
  });

  it('passes remarks on, whatever the verdict', () => {
    const { verdict, reasons } = alignPair({ ...fitting, data: data(0), remarks: ['look at the zone'] });
    expect([verdict, reasons.at(-1)]).toEqual(['AGREED', 'look at the zone']);
  });
});
