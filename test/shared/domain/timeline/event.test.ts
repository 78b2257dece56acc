import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  elapsedSecondsAt,
  referenceOf,
  standingEventsOf,
  type TimelineEvent,
} from '../../../../shared/domain/timeline/event.ts';

const event = (id: string, at: number, rest: Partial<TimelineEvent> = {}): TimelineEvent => ({
  id,
  name: 'activation',
  unit: 'FU1',
  at,
  accuracy: 1,
  ...rest,
});

describe('referenceOf', () => {
  it('is the event of that name and unit, or null', () => {
    const events = [event('a', 10), event('b', 20, { unit: 'GU1' }), event('c', 30, { name: 'launch' })];
    expect(referenceOf(events, 'activation', 'FU1')?.id).toBe('a');
    expect(referenceOf(events, 'activation', 'GU1')?.id).toBe('b');
    expect(referenceOf(events, 'fixation', 'FU1')).toBeNull();
  });

  it('follows what supersedes, also to an earlier time', () => {
    const events = [event('a', 50), event('b', 40, { supersedes: 'a' }), event('c', 30, { supersedes: 'b' })];
    expect(referenceOf(events, 'activation', 'FU1')?.at).toBe(30);
  });

  it('knows no event that was superseded by one of another name: it was misnamed', () => {
    const events = [event('a', 50), event('b', 50, { name: 'launch', supersedes: 'a' })];
    expect(referenceOf(events, 'activation', 'FU1')).toBeNull();
  });

  it('takes the latest of several, whatever the order of the list', () => {
    const events = [
      event('a', 10),
      event('b', 30),
      event('c', 20),
      event('d', 99, { supersedes: null }),
      event('e', 5, { supersedes: 'd' }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (shuffled) => {
        expect(referenceOf(shuffled, 'activation', 'FU1')?.id).toBe('b');
      }),
      { seed: 5, numRuns: 50 },
    );
  });
});

describe('elapsedSecondsAt', () => {
  it('counts from the reference, negative before it, and is null without one', () => {
    expect(elapsedSecondsAt(3_500_000, 1_000_000)).toBe(2.5);
    expect(elapsedSecondsAt(0, 1_000_000)).toBe(-1);
    expect(elapsedSecondsAt(0, 0)).toBe(0);
    expect(elapsedSecondsAt(5, null)).toBeNull();
  });
});

describe('standingEventsOf', () => {
  it('leaves out what is of other units, and what an event of any unit supersedes', () => {
    const events = [
      event('a', 10),
      event('b', 20),
      event('c', 30, { unit: 'GU1', supersedes: 'a' }),
      event('d', 40, { name: 'launch' }),
    ];
    expect(standingEventsOf(events, 'FU1').map(({ id }) => id)).toEqual(['b', 'd']);
    expect(referenceOf(standingEventsOf(events, 'FU1'), 'activation', 'FU1')).toEqual(
      referenceOf(events, 'activation', 'FU1'),
    );
  });
});
