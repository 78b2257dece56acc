import { describe, expect, it } from 'vitest';
import { pairRemarks } from '../../../../shared/domain/twins/pair-remarks.ts';

const HOUR = 3600e6;
const PAIR = { id: 'P1', flight: 'FU1', ground: 'GU1' };
const event = (unit: string, at: number) => ({ name: 'activation', unit, at, accuracy: 1 });
const EVENTS = [event('FU1', 0), event('GU1', 24 * HOUR)];
const remarks = (flight: number | null, ground: number | null, events = EVENTS) =>
  pairRemarks(PAIR, events, 'activation', { flight, ground, periodSeconds: 60 });

describe('the remarks on a pair', () => {
  it('name the unit whose samples begin whole hours from its first event, and not both where both do', () => {
    expect(remarks(HOUR, 24 * HOUR)).toHaveLength(1);
    expect(remarks(HOUR, 24 * HOUR)[0]).toContain('the samples of FU1 begin');
    expect(remarks(0, 22 * HOUR)[0]).toContain('exactly 2 hours before its first event');
    expect(remarks(-HOUR, 23 * HOUR)).toEqual([]);
    expect(remarks(-HOUR, 26 * HOUR)).toHaveLength(2);
    expect(remarks(0, null)).toEqual([]);
  });

  it('name a reference event that stands twice for a unit', () => {
    const found = remarks(0, 24 * HOUR, [...EVENTS, event('GU1', 25 * HOUR)]);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain('GU1 has 2 events "activation"');
    expect(pairRemarks(PAIR, EVENTS, undefined, { flight: 0, ground: 0, periodSeconds: 60 })).toHaveLength(0);
  });
});
