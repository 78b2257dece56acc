import { describe, expect, it } from 'vitest';
import type { TimelineEvent } from '../../../../shared/domain/timeline/event.ts';
import { pairShift } from '../../../../shared/domain/timeline/pair-shift.ts';

const at = (seconds: number): TimelineEvent => ({ name: 'a', unit: 'u', at: seconds * 1e6, accuracy: 1 });

describe('the shift of a pair', () => {
  it('is by both events, else by the plan, and by the events alone where nothing was planned', () => {
    expect(pairShift(at(10), at(110), 90)).toEqual({ shiftMicros: 100e6, planned: 90e6 });
    expect(pairShift(at(10), null, 90)).toEqual({ shiftMicros: 90e6, planned: 90e6 });
    expect(pairShift(at(10), at(110), null)).toEqual({ shiftMicros: 100e6, planned: 100e6 });
    expect(pairShift(null, at(110), null)).toEqual({ shiftMicros: 0, planned: 0 });
  });
});
