import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TimelineEvent } from '../../../../shared/domain/timeline/event.ts';
import { covers } from '../../../../shared/domain/timeline/interval.ts';
import { armedIntervals, type Phase, phaseAt } from '../../../../shared/domain/timeline/phase.ts';

const PHASES: Phase[] = [
  { id: 'stowage', to: 'activation', armed: false },
  { id: 'culture', from: 'activation', to: 'fixation', armed: true },
  { id: 'storage', from: 'fixation', armed: false },
];
const event = (name: string, at: number, unit = 'FU1'): TimelineEvent => ({ name, unit, at, accuracy: 1 });
const RANGE = { from: 0, to: 100 };

describe('phaseAt', () => {
  const events = [event('activation', 20), event('fixation', 70), event('activation', 40, 'GU1')];

  it('begins and ends phases with the events of the unit asked for', () => {
    const idsAt = (unit: string) => [19, 20, 69, 70].map((at) => phaseAt(PHASES, events, unit, at)?.id);
    expect(idsAt('FU1')).toEqual(['stowage', 'culture', 'culture', 'storage']);
    expect(idsAt('GU1')).toEqual(['stowage', 'stowage', 'culture', 'culture']);
  });

  it('stays in the phase whose end has not come, and out of one whose beginning has not', () => {
    expect(phaseAt(PHASES, [], 'FU1', 1e15)?.id).toBe('stowage');
    expect(phaseAt(PHASES.slice(1), [], 'FU1', 1e15)).toBeNull();
  });
});

describe('armedIntervals', () => {
  it('are the armed phases within the range', () => {
    expect(armedIntervals(PHASES, [event('activation', 20), event('fixation', 70)], 'FU1', RANGE)).toEqual([
      { from: 20, to: 70 },
    ]);
    expect(armedIntervals(PHASES, [event('activation', 20)], 'FU1', RANGE)).toEqual([{ from: 20, to: 100 }]);
    expect(armedIntervals(PHASES, [], 'FU1', RANGE)).toEqual([]);
  });

  it('are all of the range where no phases are declared', () => {
    expect(armedIntervals([], [], 'FU1', RANGE)).toEqual([RANGE]);
    expect(armedIntervals([], [], 'FU1', { from: 5, to: 5 })).toEqual([]);
  });

  it('hold exactly the instants whose phase is armed, however phases overlap', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd');
    const phase = fc.record(
      { id: fc.constant('p'), from: name, to: name, armed: fc.boolean() },
      { requiredKeys: ['id', 'armed'] },
    );
    const events = fc.array(fc.tuple(name, fc.integer({ min: -5, max: 35 })).map(([n, at]) => event(n, at)));
    fc.assert(
      fc.property(fc.array(phase, { minLength: 1, maxLength: 5 }), events, (phases, happened) => {
        const armed = armedIntervals(phases, happened, 'FU1', { from: 0, to: 30 });
        for (let at = 0; at < 30; at++) {
          expect(covers(armed, at)).toBe(phaseAt(phases, happened, 'FU1', at)?.armed ?? false);
        }
        expect(covers(armed, -1) || covers(armed, 30)).toBe(false);
      }),
      { seed: 6, numRuns: 300 },
    );
  });
});
