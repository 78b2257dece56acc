import { describe, expect, it } from 'vitest';
import { unjudgedWhileSettling } from '../../../../shared/domain/detect/while-settling.ts';
import type { TimelineEvent } from '../../../../shared/domain/timeline/event.ts';
import { indexed } from '../experiment/minimal.ts';

const T0 = Date.UTC(2026, 2, 1) * 1000;
const HOUR = 3_600_000_000;
const event = (name: string, unit: string, hour: number): TimelineEvent => ({
  ...{ name, unit, at: T0 + hour * HOUR, accuracy: 0 },
});
const EVENTS = [event('door', 'FU1', 3), event('feeding', 'FU1', 1), event('feeding', 'GU1', 1)];
const EVER = { from: -Infinity, to: Infinity };
// Of co2 nothing is learnt: neither resolution nor decimal storage is declared, and no other sensor measures it.
const told = (range = EVER) =>
  unjudgedWhileSettling(indexed(), EVENTS, 'FU1', range).map(({ event: name, kinds, channels }) => [
    name,
    ...kinds,
    ...channels,
  ]);

describe('what detectors that learn do not look at', () => {
  it('is of the unit, in order of time, the series that settle alike in one', () => {
    expect(told()).toEqual([
      ['feeding', 'SPIKE', 'VARIANCE', 'SHIFT', 'DRIFT', 'temperature', 'temperature@T2'],
      ['door', 'SPIKE', 'VARIANCE', 'SHIFT', 'DRIFT', 'temperature', 'temperature@T2'],
    ]);
  });

  it('is only what touches the range', () => {
    expect(told({ from: T0 + 2 * HOUR, to: T0 + 3 * HOUR })).toEqual([]);
    expect(told({ from: T0 + 2 * HOUR, to: T0 + 4 * HOUR }).map(([name]) => name)).toEqual(['door']);
  });
});
