import { describe, expect, it } from 'vitest';
import type { TimelineEvent } from '../../../../shared/domain/timeline/event.ts';
import type { Interval } from '../../../../shared/domain/timeline/interval.ts';
import {
  armedPairIntervals,
  whyNoneArmed,
  whyPairNever,
  whyPairNotIn,
} from '../../../../shared/domain/twins/armed-pair.ts';

const HOUR = 3_600_000_000;
const EVER = { from: -Infinity, to: Infinity };
const PAIR = { id: 'P1', flight: 'FU1', ground: 'GU1', plannedDelay: 3600 };
const PHASES = [
  { id: 'stowage', to: 'activation', armed: false },
  { id: 'culture', from: 'activation', to: 'fixation', armed: true },
];
const event = (unit: string, name: string, hour: number): TimelineEvent => ({
  name,
  unit,
  at: hour * HOUR,
  accuracy: 1,
});
const FLIGHT = [event('FU1', 'activation', 10), event('FU1', 'fixation', 20)];
/** In hours of the flight's axis, the ground an hour behind. */
const armed = (events: readonly TimelineEvent[], range = EVER) =>
  armedPairIntervals({ pair: PAIR, shiftMicros: HOUR, phases: PHASES, events }, range).map(({ from, to }) => [
    from / HOUR,
    to / HOUR,
  ]);

describe('when a pair is armed', () => {
  it('is when both of its units are, each by its own events', () => {
    const ground = [event('GU1', 'activation', 11), event('GU1', 'fixation', 18)];
    expect(armed([...FLIGHT, ...ground])).toEqual([[10, 17]]);
    expect(armed([...FLIGHT, event('GU1', 'activation', 13), event('GU1', 'fixation', 30)])).toEqual([
      [12, 20],
    ]);
  });

  it('takes an event that the ground unit does not have yet to come as planned', () => {
    expect(armed([...FLIGHT, event('GU1', 'activation', 11)])).toEqual([[10, 20]]);
    expect(armed(FLIGHT)).toEqual([[10, 20]]);
    expect(armed([FLIGHT[0]!])).toEqual([[10, Infinity]]);
  });

  it('is never while the flight unit is not', () => {
    expect(armed([event('GU1', 'activation', 11), event('GU1', 'fixation', 18)])).toEqual([]);
  });

  it('is always where no phases are declared', () => {
    expect(armedPairIntervals({ pair: PAIR, shiftMicros: HOUR, phases: [], events: [] }, EVER)).toEqual([
      EVER,
    ]);
  });

  it('says why it never is: what has not happened, on which side', () => {
    const why = (events: readonly TimelineEvent[]) => {
      const timeline = { pair: PAIR, shiftMicros: HOUR, phases: PHASES, events };
      return [whyNoneArmed(timeline, EVER), whyPairNever(timeline, PHASES[1]!)];
    };
    expect(why(FLIGHT)).toEqual([null, null]);
    const unbegun = 'FU1 has no event "activation"';
    expect(why([])).toEqual([`${unbegun}, so no time is armed`, unbegun]);
    const backwards = [event('FU1', 'activation', 20), event('FU1', 'fixation', 10)];
    expect(why(backwards)[1]).toBe(
      '"fixation" of FU1 at 1970-01-01T10:00:00Z does not come after its "activation" at 1970-01-01T20:00:00Z',
    );
    expect(why([...FLIGHT, event('GU1', 'activation', 30)])[0]).toContain('of GU1');
  });

  it('says so of a range that lies in no armed phase, or in one that has not begun', () => {
    const why = (events: readonly TimelineEvent[], range: Interval) =>
      whyNoneArmed({ pair: PAIR, shiftMicros: HOUR, phases: PHASES, events }, range);
    const before = { from: 5 * HOUR, to: 8 * HOUR };
    const after = { from: 25 * HOUR, to: 30 * HOUR };
    const outside = 'no armed phase lies in the range asked for';
    expect([why(FLIGHT, before), why(FLIGHT, after)]).toEqual([outside, outside]);
    expect(why(FLIGHT, { from: 5 * HOUR, to: 11 * HOUR })).toBeNull();
  });

  it('keeps to the range asked for', () => {
    expect(armed(FLIGHT, { from: 12 * HOUR, to: 15 * HOUR })).toEqual([[12, 15]]);
  });
});

describe('why a pair is not in a phase', () => {
  const why = (phases: typeof PHASES, events: readonly TimelineEvent[], place: number) =>
    whyPairNotIn({ pair: PAIR, shiftMicros: HOUR, phases, events }, phases[place]!);
  const both = [...FLIGHT, event('GU1', 'activation', 11), event('GU1', 'fixation', 21)];

  it('is the range, with when the phase is', () => {
    expect(why(PHASES, both, 1)).toBe(
      'both units are in culture from 1970-01-01T10:00:00Z to 1970-01-01T20:00:00Z, outside the range asked for',
    );
    expect(why(PHASES, both, 0)).toBe(
      'both units are in stowage to 1970-01-01T10:00:00Z, outside the range asked for',
    );
  });

  it('is an event that never came, a phase declared before it, or units that are in it at other times', () => {
    expect(why(PHASES, [], 1)).toBe('FU1 has no event "activation"');
    const twice = [PHASES[1]!, { ...PHASES[1]!, id: 'again' }];
    expect(why(twice, both, 1)).toBe('a phase declared before again holds all of its time on FU1');
    const late = [...FLIGHT, event('GU1', 'activation', 41), event('GU1', 'fixation', 51)];
    expect(why(PHASES, late, 1)).toBe(
      'FU1 and GU1 are never in culture at the same time since the reference event',
    );
  });
});
