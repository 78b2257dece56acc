import { describe, expect, it } from 'vitest';
import { cultureTimes } from '../../../../shared/domain/g-level/culture-times.ts';

const EVER = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
const PHASES = [
  { id: 'stowage', to: 'activation', armed: false },
  { id: 'culture', from: 'activation', to: 'fixation', armed: true },
];
const event = (name: string, at: number) => ({ name, unit: 'C1', at, accuracy: 1 });
const of = (events: readonly ReturnType<typeof event>[], more: object = {}) =>
  cultureTimes({
    ...{ unit: 'C1', phases: PHASES, events, extent: { from: 50, to: 900 }, range: EVER },
    ...more,
  });

describe('the culture of a unit', () => {
  it('lasts as its phases say, whatever came of it', () => {
    const whole = [event('activation', 100), event('fixation', 1000)];
    expect(of(whole)).toEqual([{ from: 100, to: 1000 }]);
    expect(of(whole, { extent: null })).toEqual([{ from: 100, to: 1000 }]);
    expect(of(whole, { range: { from: 200, to: 700 } })).toEqual([{ from: 200, to: 700 }]);
  });

  it('lasts to the newest sample where nothing has ended it, and has not begun without its event', () => {
    expect(of([event('activation', 100)])).toEqual([{ from: 100, to: 900 }]);
    expect(of([event('activation', 100)], { extent: null })).toEqual([]);
    expect(of([])).toEqual([]);
  });

  it('is all that came where there are no phases', () => {
    expect(of([], { phases: [] })).toEqual([{ from: 50, to: 900 }]);
  });
});
