import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plannedSteps, rowOfStep, stepOutcomes } from '../../../../shared/domain/conduct/steps.ts';
import type { TimelineEvent } from '../../../../shared/domain/timeline/event.ts';

const HOUR = 3600e6;
const DELAY = 96 * HOUR;
const TWINS = { flight: 'FU1', ground: 'GU1' };
const event = (
  unit: string,
  name: string,
  hour: number,
  rest: Partial<TimelineEvent> = {},
): TimelineEvent => ({
  ...{ unit, name, at: hour * HOUR, accuracy: 1 },
  ...rest,
});
const outcomes = (events: readonly TimelineEvent[], nowHour: number) =>
  stepOutcomes(plannedSteps(events, TWINS, DELAY).steps, events, 'GU1', nowHour * HOUR).map(
    ({ name, outcome, latenessSeconds }) => [name, outcome, latenessSeconds],
  );

describe('steps', () => {
  it('are the events of the flight as they ran, later by the delay, without what was superseded', () => {
    const events = [
      event('FU1', 'exchange', 5, { id: 'b', supersedes: 'a' }),
      event('FU1', 'exchange', 4, { id: 'a' }),
      event('FU1', 'activation', 1, { accuracy: 60 }),
      event('GU1', 'activation', 97),
    ];
    const { steps } = plannedSteps(events, TWINS, DELAY);
    expect(steps.map(({ name, plannedAt }) => [name, plannedAt / HOUR])).toEqual([
      ['activation', 97],
      ['exchange', 101],
    ]);
    expect(rowOfStep(steps[0]!)).toMatchObject({
      ...{ what: 'step', from: 97 * HOUR, to: 97 * HOUR, state: 'step' },
      note: 'flight 1970-01-01T01:00:00Z within 1 min',
    });
  });

  it('are no events of a vehicle, unless the ground unit has one of that name too', () => {
    const events = [event('FU1', 'launch', 0), event('FU1', 'ISS docking', 2), event('FU1', 'exchange', 3)];
    const planned = (all: readonly TimelineEvent[]) => {
      const { steps, notSteps } = plannedSteps(all, TWINS, DELAY);
      return [steps.map(({ name }) => name), notSteps];
    };
    expect(planned(events)).toEqual([['exchange'], ['launch', 'ISS docking']]);
    expect(planned([...events, event('GU1', 'launch', 96)])).toEqual([
      ['launch', 'exchange'],
      ['ISS docking'],
    ]);
  });

  it('have their lateness, negative where they ran early, and what both accuracies leave open', () => {
    const events = [event('FU1', 'activation', 0), event('GU1', 'activation', 95.5, { accuracy: 30 })];
    const [one] = stepOutcomes(plannedSteps(events, TWINS, DELAY).steps, events, 'GU1', 200 * HOUR);
    expect(one).toMatchObject({ outcome: 'ran', latenessSeconds: -1800, withinSeconds: 31 });
  });

  it('are missing once their instant is over, due before, and extra where the flight had none', () => {
    const events = [
      event('FU1', 'activation', 0),
      event('FU1', 'fixation', 50),
      event('GU1', 'lid-opened', 100),
    ];
    expect(outcomes(events, 120)).toEqual([
      ['activation', 'missing', null],
      ['lid-opened', 'extra', null],
      ['fixation', 'due', null],
    ]);
  });

  it('of one name are paired in order; where one was left out it is the one that nothing lies near', () => {
    const flight = [0, 24, 48].map((hour) => event('FU1', 'exchange', hour));
    const ground = [96, 144.25].map((hour) => event('GU1', 'exchange', hour));
    expect(outcomes([...flight, ...ground], 200)).toEqual([
      ['exchange', 'ran', 0],
      ['exchange', 'missing', null],
      ['exchange', 'ran', 900],
    ]);
    const more = [96, 110, 120, 144].map((hour) => event('GU1', 'exchange', hour));
    expect(outcomes([...flight, ...more], 200)).toEqual([
      ['exchange', 'ran', 0],
      ['exchange', 'extra', null],
      ['exchange', 'ran', 0],
      ['exchange', 'ran', 0],
    ]);
  });

  it('are each told once, and never off by more than in any other order', () => {
    const hours = fc.array(fc.nat(60), { maxLength: 6 });
    fc.assert(
      fc.property(hours, hours, (planned, ran) => {
        const events = [
          ...planned.map((hour) => event('FU1', 'exchange', hour)),
          ...ran.map((hour) => event('GU1', 'exchange', 96 + hour)),
        ];
        const found = stepOutcomes(plannedSteps(events, TWINS, DELAY).steps, events, 'GU1', 200 * HOUR);
        const count = (which: string) => found.filter(({ outcome }) => outcome === which).length;
        expect(count('ran')).toBe(Math.min(planned.length, ran.length));
        expect(count('ran') + count('missing')).toBe(planned.length);
        expect(count('ran') + count('extra')).toBe(ran.length);
        const off = found.reduce((sum, { latenessSeconds }) => sum + Math.abs(latenessSeconds ?? 0), 0);
        expect(off / 3600).toBeCloseTo(leastOff(planned, ran), 6);
      }),
    );
  });
});

/** By trying every way. */
function leastOff(a: readonly number[], b: readonly number[]): number {
  if (a.length > b.length) return leastOff(b, a);
  const [first, ...rest] = a;
  if (first === undefined) return 0;
  return Math.min(
    ...b.map((other, i) => Math.abs(first - other) + leastOff(rest, [...b.slice(0, i), ...b.slice(i + 1)])),
  );
}
