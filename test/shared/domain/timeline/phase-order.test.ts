import { describe, expect, it } from 'vitest';
import type { TimelineEvent } from '../../../../shared/domain/timeline/event.ts';
import { phasesNever } from '../../../../shared/domain/timeline/phase-order.ts';

const PHASES = [
  { id: 'stowage', to: 'activation', armed: false },
  { id: 'culture', from: 'activation', to: 'fixation', armed: true },
];
const event = (unit: string, name: string, at: number): TimelineEvent => ({ name, unit, at, accuracy: 1 });
const places = (...events: TimelineEvent[]) => phasesNever(PHASES, events, ['FU1', 'GU1']);

describe('a phase that ends before it begins', () => {
  it('is told with both instants, by unit', () => {
    const found = places(event('FU1', 'activation', 6e6), event('FU1', 'fixation', 2e6));
    expect(found).toEqual([
      {
        place: 1,
        sentence:
          'expected the phase culture to end after it begins, got "fixation" of FU1 at 1970-01-01T00:00:02Z and "activation" at 1970-01-01T00:00:06Z: nothing of FU1 is ever in it',
      },
    ]);
  });

  it('is one that ends as it begins, too', () => {
    expect(places(event('GU1', 'activation', 6e6), event('GU1', 'fixation', 6e6))).toHaveLength(1);
  });

  it('is none in order, or while an end is not known', () => {
    expect(places(event('FU1', 'activation', 2e6), event('FU1', 'fixation', 6e6))).toEqual([]);
    expect(places(event('FU1', 'fixation', 6e6))).toEqual([]);
  });
});
