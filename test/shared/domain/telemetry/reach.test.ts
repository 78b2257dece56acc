import { describe, expect, it } from 'vitest';
import { fartherOf, isWithin, REACHES } from '../../../../shared/domain/telemetry/reach.ts';

describe('how far samples get', () => {
  it('includes what lies before it, and itself', () => {
    const within = REACHES.map((reach) => REACHES.filter((needed) => isWithin(needed, reach)));
    expect(within).toEqual([
      ['AWAITED'],
      ['AWAITED', 'RECEIVED'],
      ['AWAITED', 'RECEIVED', 'UNCONVERTED'],
      ['AWAITED', 'RECEIVED', 'UNCONVERTED', 'ACQUIRED'],
      ['AWAITED', 'RECEIVED', 'UNCONVERTED', 'ACQUIRED', 'SENSED'],
      ['AWAITED', 'RECEIVED', 'UNCONVERTED', 'ACQUIRED', 'SENSED', 'JUDGED'],
    ]);
  });

  it('is the farther of two, whichever comes first', () => {
    expect(fartherOf('SENSED', 'ACQUIRED')).toBe('SENSED');
    expect(fartherOf('ACQUIRED', 'SENSED')).toBe('SENSED');
    expect(fartherOf('JUDGED', 'JUDGED')).toBe('JUDGED');
  });
});
