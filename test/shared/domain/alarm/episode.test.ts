import { describe, expect, it } from 'vitest';
import { episodeOf, episodesOf } from '../../../../shared/domain/alarm/episode.ts';
import type { Anomaly } from '../../../../shared/domain/detect/registry.ts';
import { action, HOUR } from '../../../support/alarm-scripts.ts';
import { LIMIT } from '../../../support/told-anomalies.ts';

const ONSET = LIMIT.from;
const hoursOn = (hours: number) => ONSET + hours * HOUR;
/** A limit of the onset's hour, changed. */
const limit = (more: Partial<typeof LIMIT>, evidence: Partial<typeof LIMIT.evidence> = {}): typeof LIMIT => ({
  ...LIMIT,
  ...more,
  evidence: { ...LIMIT.evidence, ...evidence },
});
const RATE: Anomaly = {
  ...LIMIT,
  kind: 'RATE',
  to: hoursOn(1),
  current: undefined,
  evidence: { ...LIMIT.evidence, overSeconds: 60, perSeconds: 60 },
};

describe('an episode', () => {
  it('lasts up to what is current, and returns with its end', () => {
    expect(episodeOf(LIMIT)).toMatchObject({
      returned: null,
      knownTo: LIMIT.current?.asOf,
      worstFrom: ONSET,
    });
    const over = episodeOf(limit({ to: hoursOn(1), current: undefined }));
    expect(over).toMatchObject({ returned: hoursOn(1), knownTo: hoursOn(1), lastBeyond: null });
  });

  it('names since when it is the worst', () => {
    expect(episodeOf(limit({}, { worseFrom: hoursOn(1) })).worstFrom).toBe(hoursOn(1));
  });

  it('of a latching limit has returned after three readings within, though its anomaly lasts', () => {
    const latched = { lastBeyond: hoursOn(1) };
    expect(episodeOf(limit({}, { ...latched, readingsWithin: 2 })).returned).toBeNull();
    expect(episodeOf(limit({}, { ...latched, readingsWithin: 3 }))).toMatchObject({
      ...{ returned: hoursOn(1), knownTo: hoursOn(1), lastBeyond: hoursOn(1) },
    });
  });

  it('of a rate that nothing tells of any more has not returned', () => {
    expect(episodeOf(RATE)).toMatchObject({ returned: hoursOn(1) });
    const unknown = { ...RATE, evidence: { ...RATE.evidence, isUnknown: true as const } };
    expect(episodeOf(unknown)).toMatchObject({ returned: null, knownTo: hoursOn(1) });
  });
});

describe('a latching limit that is violated again', () => {
  const again = limit({}, { lastBeyond: hoursOn(9), readingsWithin: 0, worseFrom: hoursOn(8) });
  const acted = (returned: boolean) => ({
    ...action(0, { action: 'RESET' }, [0, 0]),
    seen: { from: ONSET, to: hoursOn(1), severity: 'WARNING' as const, returned },
  });

  it('is another episode for whoever had seen it returned', () => {
    expect(episodesOf([again], [acted(true)])).toMatchObject([
      { from: ONSET, returned: hoursOn(1), severity: 'WARNING', worstFrom: ONSET },
      { from: hoursOn(9), returned: null, severity: 'CRITICAL', worstFrom: hoursOn(9) },
    ]);
  });

  it('is one episode where nobody had', () => {
    expect(episodesOf([again], [acted(false)])).toHaveLength(1);
    expect(episodesOf([again], [])).toHaveLength(1);
  });
});
