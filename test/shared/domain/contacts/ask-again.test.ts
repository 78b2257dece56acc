import { describe, expect, it } from 'vitest';
import {
  askByText,
  asksOf as askedOf,
  type Landmark,
  type ToldGap,
} from '../../../../shared/domain/contacts/ask-again.ts';
import { GAP_CAUSES } from '../../../../shared/domain/contacts/told-cause.ts';

const HOUR = 3600e6;
const asksOf = (...of: Parameters<typeof askedOf>) => askedOf(...of).asks;
const gap = (hour: number, samples: number, rest: Partial<ToldGap> = {}): ToldGap => ({
  unit: 'FU1',
  channels: ['co2'],
  from: hour * HOUR,
  to: hour * HOUR + samples * 60e6,
  samples,
  periodSeconds: 60,
  cause: 'LOST',
  reason: 'it should have come',
  ...rest,
});
const landmark = (kind: Landmark['kind'], hour: number, name: string, unit = 'FU1'): Landmark => {
  return { unit, kind, name, from: hour * HOUR, to: hour * HOUR };
};
const order = (gaps: ToldGap[], landmarks: Landmark[] = []) =>
  asksOf(gaps, landmarks).map(({ from, priority }) => [from / HOUR, priority]);

describe('the re-downlink list', () => {
  it('begins near the reference event, then changes of phase, then anomalies, then the largest', () => {
    const landmarks = [
      landmark('ANOMALY', 20, 'LIMIT temperature'),
      landmark('REFERENCE', 11, 'activation'),
      landmark('PHASE', 30, 'fixation'),
    ];
    const gaps = [gap(2, 10), gap(5, 40), gap(10, 5), gap(20, 20), gap(29, 10), gap(40, 30)];
    expect(order(gaps, landmarks)).toEqual([
      [10, 1],
      [29, 2],
      [20, 3],
      [5, 4],
      [40, 5],
      [2, 6],
    ]);
    expect(asksOf(gaps, landmarks)[0]!.reason).toBe(
      'near activation at 1 Jan 11:00 UTC; it should have come',
    );
  });

  it('says from when to when what it is near lasted, which may have begun days before', () => {
    const long = { ...landmark('ANOMALY', 1, 'OFFSET co2'), to: 50 * HOUR };
    expect(asksOf([gap(49, 10)], [long])[0]!.reason).toBe(
      'near OFFSET co2 of 1 Jan 01:00 to 3 Jan 02:00 UTC; it should have come',
    );
  });

  it('counts a gap as near within an hour of its ends, and only for its own unit', () => {
    const far = gap(10, 60, { to: 11 * HOUR });
    expect(asksOf([far], [landmark('PHASE', 12, 'fixation')])[0]!.reason).toMatch(/^near fixation/);
    expect(asksOf([far], [landmark('PHASE', 12.001, 'fixation')])[0]!.reason).toBe('it should have come');
    expect(asksOf([far], [landmark('PHASE', 11, 'fixation', 'FU2')])[0]!.reason).toBe('it should have come');
  });

  it('leaves out what will come by itself, was never recorded or cannot be read, and puts restarts and then what was withdrawn last', () => {
    const gaps = GAP_CAUSES.map((cause, i) => gap(10 * i, cause === 'RESET' ? 99 : 9 - i, { cause }));
    expect(asksOf(gaps, []).map(({ cause }) => cause)).toEqual(['LOST', 'UNKNOWN', 'RESET', 'WITHDRAWN']);
    const near = [landmark('REFERENCE', 40, 'activation')];
    expect(asksOf(gaps, near).at(-1)).toMatchObject({ cause: 'WITHDRAWN', priority: 4 });
  });

  it('names the downlinks that hold what was withdrawn, and keeps stretches of other downlinks apart', () => {
    const held = (id: string, channel: string) =>
      gap(1, 60, { cause: 'WITHDRAWN', downlinks: [id], channels: [channel] });
    const asks = asksOf([held('a', 'co2'), held('a', 'humidity'), held('b', 'g')], []);
    expect(asks.map(({ channels, downlinks }) => [channels, downlinks])).toEqual([
      [['co2', 'humidity'], ['a']],
      [['g'], ['b']],
    ]);
  });

  it('merges channels whose periods differ, where both ends are within three periods', () => {
    const fast = gap(1, 1200, { from: HOUR + 1e6, to: 2 * HOUR, periodSeconds: 3, channels: ['g'] });
    const slow = gap(1, 60, { to: 2 * HOUR + 120e6, channels: ['co2', 'humidity'] });
    expect(asksOf([fast, slow], [])).toMatchObject([
      { channels: ['co2', 'humidity', 'g'], from: HOUR, to: 2 * HOUR + 120e6, samples: 1200 + 120 },
    ]);
    expect(asksOf([fast, { ...slow, to: slow.to + 600e6 }], [])).toHaveLength(2);
    expect(asksOf([fast, { ...slow, unit: 'FU2' }], [])).toHaveLength(2);
    expect(asksOf([fast, { ...slow, cause: 'UNKNOWN' }], [])).toHaveLength(2);
  });
});

describe('a payload that writes over what it has kept for so long', () => {
  const memory = (now: number, retention = 72) => ({
    ...{ retention: retention * HOUR, now: now * HOUR },
    units: new Set(['FU1']),
  });

  it('is asked until it begins to, and told when nothing is left', () => {
    const [ask] = askedOf([gap(2, 60)], [], memory(10)).asks;
    expect(ask?.overwritten).toEqual({ from: 74 * HOUR, to: 75 * HOUR });
    expect(askByText(ask!.overwritten!, 10 * HOUR)).toBe('ask by 1970-01-04T02:00Z, overwritten after');
    expect(askByText(ask!.overwritten!, 74 * HOUR)).toBe(
      'ask now: being overwritten since 1970-01-04T02:00Z, gone at 1970-01-04T03:00Z',
    );
  });

  it('is not asked for what is written over, which is counted', () => {
    expect(askedOf([gap(2, 60), gap(20, 60)], [], memory(75))).toMatchObject({
      asks: [{ from: 20 * HOUR, priority: 1 }],
      overwritten: [{ unit: 'FU1', from: 2 * HOUR, to: 3 * HOUR }],
    });
    expect(askedOf([gap(2, 60)], [], memory(74.9)).overwritten).toEqual([]);
  });

  it('says nothing of what is on the ground, of other units, or where nobody said how long it keeps', () => {
    const withdrawn = gap(2, 60, { cause: 'WITHDRAWN', downlinks: ['d1'] });
    for (const { asks, overwritten } of [
      askedOf([withdrawn], [], memory(1000)),
      askedOf([gap(2, 60, { unit: 'GU1' })], [], memory(1000)),
      askedOf([gap(2, 60)], []),
    ]) {
      expect([asks.length, asks[0]?.overwritten, overwritten]).toEqual([1, undefined, []]);
    }
  });
});
