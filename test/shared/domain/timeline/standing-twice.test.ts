import { describe, expect, it } from 'vitest';
import { standingTwice, standingTwiceText } from '../../../../shared/domain/timeline/standing-twice.ts';

const event = (at: number, more = {}) => ({
  name: 'transfer',
  unit: 'FU1',
  at: at * 1e6,
  accuracy: 1,
  ...more,
});

describe('an event that stands twice', () => {
  it('is one of several instants that nothing supersedes', () => {
    const twice = standingTwice([event(60), event(0)], 'transfer', 'FU1');
    expect(twice?.events.map(({ at }) => at)).toEqual([0, 60e6]);
    expect(standingTwice([event(0), event(0)], 'transfer', 'FU1')).toBeNull();
    expect(
      standingTwice([event(0, { id: 'a' }), event(60, { supersedes: 'a' })], 'transfer', 'FU1'),
    ).toBeNull();
    expect(standingTwice([event(0), event(60, { unit: 'GU1' })], 'transfer', 'FU1')).toBeNull();
    expect(standingTwice([event(0), event(60, { name: 'launch' })], 'transfer', 'FU1')).toBeNull();
  });

  it('says which there are and which counts', () => {
    expect(standingTwiceText(standingTwice([event(60), event(0)], 'transfer', 'FU1')!)).toBe(
      'FU1 has 2 events "transfer" (1970-01-01T00:00:00Z, 1970-01-01T00:01:00Z); time is counted from the latest, 1970-01-01T00:01:00Z: record the right one with supersedes, or check the file that brought them',
    );
  });
});
