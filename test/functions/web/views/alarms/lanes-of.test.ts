import { describe, expect, it } from 'vitest';
import { ticksOf, timelineOf } from '../../../../../functions/web/views/alarms/lanes-of.ts';
import { anomalyOnWire } from '../../../../../shared/contract/anomalies.ts';
import { anomalyOnWireSchema } from '../../../../../shared/domain/detect/registry.ts';
import { isoOf } from '../../../../../shared/domain/time.ts';
import { HOUR } from '../../../../support/alarm-scripts.ts';
import { someEvidence } from '../../../../support/evidence.ts';
import { LIMIT } from '../../../../support/told-anomalies.ts';

const at = (hours: number) => LIMIT.from + hours * HOUR;
const iso = (hours: number) => isoOf(at(hours));
const looked = (unit: string) => ({
  ...{ unit, from: iso(-10), to: iso(10), hasValid: true },
  unmonitored: [{ channels: ['co2'], cause: 'STUCK' as const, from: iso(2), to: null }],
});
const gap = {
  ...{ unit: 'FU1', channels: ['co2'], from: iso(-4), to: iso(-3), expected: 60 },
  ...{ cause: 'LOS' as const, reason: 'no contact' },
};
const known = { lookedAt: [looked('FU1')], anomalies: [], gaps: [gap], now: at(1000) / 1000 };

describe('the timeline of alarms', () => {
  it('says of each stretch whether it was checked, and why not', () => {
    const [lane] = timelineOf(known)!.lanes;
    expect(
      lane?.stretches.map(({ what, from, to }) => [what, from - at(0) / 1000, to - at(0) / 1000]),
    ).toEqual([
      ['CHECKED', -36_000_000, 36_000_000],
      ['GAP', -14_400_000, -10_800_000],
      ['UNMONITORED', 7_200_000, 36_000_000],
      ['NOT_CHECKED', 36_000_000, 40_320_000],
    ]);
    expect(lane?.stretches[1]?.why).toBe('LOS, co2: no contact');
  });

  it('draws as doubted what stood still, also where no bound is declared', () => {
    const stuck = anomalyOnWireSchema.parse({
      ...{ id: 'STUCK:FU1:co2', kind: 'STUCK', unit: 'FU1', channels: ['co2'], severity: 'WARNING' },
      ...{ blame: 'FU1', from: iso(-6), to: iso(-5), evidence: someEvidence('STUCK') },
      detector: { name: 'stuck', version: '1' },
    });
    const free = { ...looked('FU1'), unmonitored: [] };
    const [lane] = timelineOf({ ...known, lookedAt: [free], gaps: [], anomalies: [stuck] })!.lanes;
    expect(lane?.stretches.find(({ what }) => what === 'DOUBTED')).toMatchObject({
      ...{ from: at(-6) / 1000, to: at(-5) / 1000 },
      why: expect.stringContaining('stood still and are doubted'),
    });
  });

  it('goes up to now where that is near, and says what lies before the first sample of a unit', () => {
    const late = { ...looked('FU2'), from: iso(0), unmonitored: [] };
    const { to, lanes } = timelineOf({
      ...known,
      lookedAt: [looked('FU1'), late],
      now: at(11) / 1000,
    })!;
    expect(to).toBe(at(11) / 1000);
    expect(lanes[1]?.stretches.map(({ what, why }) => [what, why])).toEqual([
      ['NOT_CHECKED', 'before its first sample'],
      ['CHECKED', 'checked'],
      ['NOT_CHECKED', 'after its newest sample'],
    ]);
  });

  it('draws nothing as checked of what nothing came of', () => {
    const none = { ...looked('FU1'), from: null, to: null, unmonitored: [] };
    expect(timelineOf({ ...known, lookedAt: [none] })).toBeNull();
    const lanes = timelineOf({ ...known, lookedAt: [none, looked('FU2')], gaps: [] })!.lanes;
    expect(lanes[0]?.stretches.map(({ what }) => what)).toEqual(['NOT_CHECKED']);
  });

  it('gives each alarm a row with its episodes, the worst first, and counts what is more than a lane holds', () => {
    const anomalies = Array.from({ length: 10 }, (_, i) =>
      anomalyOnWire({
        ...LIMIT,
        id: LIMIT.id.replace('temperature', `c${i}`),
        channels: [`c${i}`],
        severity: i === 9 ? 'SEVERE' : 'WATCH',
      }),
    );
    const [lane] = timelineOf({
      ...known,
      anomalies: [...anomalies, anomalyOnWire({ ...LIMIT, to: null })],
    })!.lanes;
    expect(lane?.rows.map(({ severity }) => severity).slice(0, 3)).toEqual([
      'SEVERE',
      LIMIT.severity,
      'WATCH',
    ]);
    expect([lane?.rows.length, lane?.moreRows]).toEqual([8, 3]);
    expect(lane?.rows[1]?.episodes).toMatchObject([{ from: at(0) / 1000, isOngoing: true }]);
  });

  it('has ticks that people count in', () => {
    const midnight = Date.parse('2026-03-01T00:00:00Z');
    expect(
      ticksOf(midnight - 1000, midnight + 3 * 86_400_000, 4).map((one) => new Date(one).getUTCHours()),
    ).toEqual([0, 0, 0, 0]);
    expect(ticksOf(midnight, midnight + 3_600_000, 4)).toHaveLength(3);
  });
});
