import { describe, expect, it } from 'vitest';
import { settlingAt, settlingsOf } from '../../../../shared/domain/nominal/settling.ts';
import type { TimelineEvent } from '../../../../shared/domain/timeline/event.ts';
import { indexed } from '../experiment/minimal.ts';

const HOUR = 3_600_000_000;
const T0 = Date.UTC(2026, 2, 1) * 1000;
const event = (name: string, hour: number): TimelineEvent => ({
  ...{ name, unit: 'FU1', at: T0 + hour * HOUR, accuracy: 60 },
});
const EVENTS = [event('medium-exchange', 10), event('photo', 12), event('centrifuge-on', 20)];
const hours = (nominal: object[], series = 'temperature', events = EVENTS) =>
  settlingsOf(indexed({ nominal }), 'FU1', events, series).map(({ event: name, from, to }) => [
    name,
    (from - T0) / HOUR,
    (to - T0) / HOUR,
  ]);
const SLACK = 1 / 60;

describe('when a series settles', () => {
  it('is after the usual events where nothing is declared, from their accuracy before on', () => {
    expect(hours([])).toEqual([
      ['medium-exchange', 10 - SLACK, 11 + SLACK],
      ['centrifuge-on', 20 - SLACK, 20.5 + SLACK],
    ]);
  });

  it('is as declared of an event that is named, on the channels that are named, and not else', () => {
    const nominal = [{ event: 'medium-exchange', channels: ['temperature'], settle: 'PT3H' }];
    expect(hours(nominal)[0]).toEqual(['medium-exchange', 10 - SLACK, 13 + SLACK]);
    expect(hours(nominal, 'temperature@T2')[0]).toEqual(['medium-exchange', 10 - SLACK, 13 + SLACK]);
    expect(hours(nominal, 'co2')).toEqual([['centrifuge-on', 20 - SLACK, 20.5 + SLACK]]);
    expect(hours([{ event: 'photo', settle: 'PT1M' }])[1]).toEqual(['photo', 12 - SLACK, 12 + 2 * SLACK]);
  });

  it('is never after an event that is said to disturb nothing', () => {
    expect(hours([{ event: 'medium-exchange', settle: 'none' }])).toEqual([
      ['centrifuge-on', 20 - SLACK, 20.5 + SLACK],
    ]);
  });

  it('is after a new calibration of its sensor, and of no other', () => {
    const sensors = [
      { id: 'T2', measures: 'temperature' },
      {
        ...{ id: 'T1', measures: 'temperature', primary: true },
        calibrations: [{ from: '2026-03-01T05:00:00Z', polynomial: [0.1, 1] }],
      },
    ];
    const units = [
      { id: 'FU1', arm: 'flight', sensors },
      { id: 'GU1', arm: 'ground' },
    ];
    const of = (series: string) => settlingsOf(indexed({ units }), 'FU1', [], series);
    expect(of('temperature')).toEqual([
      { event: 'calibration', at: T0 + 5 * HOUR, from: T0 + 5 * HOUR, to: T0 + 5 * HOUR + 600_000_000 },
    ]);
    expect(of('temperature@T2')).toEqual([]);
  });

  it('at an instant is after the last of its events', () => {
    const found = settlingsOf(indexed(), 'FU1', [event('feeding', 1), event('door', 1.5)], 'co2');
    expect(settlingAt(found, T0 + 1.2 * HOUR)?.event).toBe('feeding');
    expect(settlingAt(found, T0 + 1.7 * HOUR)?.event).toBe('door');
    expect(settlingAt(found, T0 + 3 * HOUR)).toBeNull();
  });
});
