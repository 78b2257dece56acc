import { describe, expect, it } from 'vitest';
import {
  seenIn,
  type UnitSeen,
  unmonitoredIn,
  whyBlind,
  whyUnseen,
} from '../../../../shared/domain/detect/looked-at.ts';
import type { Anomaly } from '../../../../shared/domain/detect/registry.ts';
import { TOLD } from '../../../support/told-anomalies.ts';

const MINUTE = 60_000_000;
const minutes = (from: number, to: number) => ({ from: from * MINUTE, to: to * MINUTE });

function absence(kind: 'DEAD' | 'GAP', channels: string[], from: number, to: number | null): Anomaly {
  const { anomaly } = TOLD.find((told) => told.anomaly.kind === kind)!;
  const at = { from: from * MINUTE, to: to === null ? null : to * MINUTE };
  const evidence =
    kind === 'DEAD'
      ? { ...anomaly.evidence, lastValid: (from - 1) * MINUTE, stepSeconds: 60 }
      : { ...anomaly.evidence, open: undefined };
  return { ...anomaly, channels, ...at, evidence } as Anomaly;
}

const still = (channels: string[], from: number, to: number): Anomaly => {
  const { anomaly } = TOLD.find((told) => told.anomaly.kind === 'STUCK')!;
  return { ...anomaly, channels, from: from * MINUTE, to: to * MINUTE } as Anomaly;
};

const seen = (...anomalies: Anomaly[]): UnitSeen => ({
  ...{ unit: 'FU1', first: 0, newest: 100 * MINUTE, series: ['humidity', 'temperature'] },
  anomalies,
});
const NOTHING = 'nothing of FU1 was received in the time asked for';
const BLIND = 'FU1 has no valid reading in the time asked for, so its bounds are UNMONITORED';

describe('what of a range was looked at', () => {
  it('is the part between the first and the newest sample', () => {
    expect(seenIn(seen(), minutes(-10, 50))).toEqual(minutes(0, 50));
    expect(seenIn(seen(), { from: -Infinity, to: Infinity })).toEqual({ from: 0, to: 100 * MINUTE + 1 });
    expect(seenIn(seen(), minutes(101, 200))).toBeNull();
    expect(seenIn({ ...seen(), newest: null }, minutes(0, 50))).toBeNull();
  });

  it('is nothing where nothing of the unit came then, for whatever is looked for', () => {
    for (const needs of ['AWAITED', 'RECEIVED', 'JUDGED'] as const)
      expect(whyUnseen(seen(), 'temperature', needs, minutes(200, 300))).toBe(NOTHING);
  });

  it('is no bound where a series has no valid reading, but its absence', () => {
    const dead = seen(absence('DEAD', ['temperature'], 20, 40));
    expect(whyUnseen(dead, 'temperature', 'JUDGED', minutes(20, 41))).toBe(BLIND);
    expect(whyUnseen(dead, 'temperature', 'SENSED', minutes(25, 30))).toBe(BLIND);
    expect(whyUnseen(dead, 'temperature', 'RECEIVED', minutes(25, 30))).toBeNull();
    expect(whyUnseen(dead, 'humidity', 'JUDGED', minutes(25, 30))).toBeNull();
    // A reading stands at either end.
    expect(whyUnseen(dead, 'temperature', 'JUDGED', minutes(19, 41))).toBeNull();
    expect(whyUnseen(dead, 'temperature', 'JUDGED', minutes(20, 42))).toBeNull();
  });

  it('is only that nothing came where the whole unit has a gap', () => {
    const gap = seen(absence('GAP', ['humidity', 'temperature'], 20, 40));
    expect(whyUnseen(gap, 'temperature', 'AWAITED', minutes(25, 30))).toBeNull();
    expect(whyUnseen(gap, 'temperature', 'RECEIVED', minutes(25, 30))).toBe(NOTHING);
    const own = seen(absence('GAP', ['temperature'], 20, 40));
    expect(whyUnseen(own, 'temperature', 'JUDGED', minutes(25, 30))).toBe(BLIND);
    expect(whyUnseen(own, 'temperature', 'RECEIVED', minutes(25, 30))).toBeNull();
  });

  it('names the stretches without a valid reading in it', () => {
    const dead = seen(absence('DEAD', ['temperature'], 60, null), absence('DEAD', ['humidity'], 20, 40));
    expect(unmonitoredIn(dead, minutes(30, 70), new Set())).toEqual([
      { channels: ['humidity'], cause: 'DEAD', ...minutes(20, 40) },
      { channels: ['temperature'], cause: 'DEAD', from: 60 * MINUTE, to: Infinity },
    ]);
    expect(unmonitoredIn(dead, minutes(41, 60), new Set())).toEqual([]);
  });

  it('names the stretches in which a sensor with bounds stood still, and none of one without', () => {
    const stuck = seen(still(['humidity', 'temperature'], 20, 40));
    expect(unmonitoredIn(stuck, minutes(30, 70), new Set(['temperature']))).toEqual([
      { channels: ['temperature'], cause: 'STUCK', ...minutes(20, 40) },
    ]);
    expect(unmonitoredIn(stuck, minutes(30, 70), new Set())).toEqual([]);
  });

  it('is no bound where the sensor stood still all the time, unless it was found beyond it', () => {
    const stuck = seen(still(['temperature'], 20, 40));
    const why = (kind: string, from: number, to: number, of = stuck) =>
      whyBlind(of, 'temperature', kind, minutes(from, to));
    expect(why('LIMIT', 20, 40)).toMatch(/was stuck .* its bounds are UNMONITORED$/);
    expect(why('RATE', 25, 30)).toMatch(/UNMONITORED$/);
    expect([why('LIMIT', 19, 40), why('LIMIT', 20, 42), why('SPIKE', 25, 30)]).toEqual([null, null, null]);
    expect(whyBlind(stuck, 'humidity', 'LIMIT', minutes(25, 30))).toBeNull();
    const limit = { ...still(['temperature'], 25, 30), kind: 'LIMIT' } as Anomaly;
    expect(why('LIMIT', 20, 40, seen(still(['temperature'], 20, 40), limit))).toBeNull();
  });
});
