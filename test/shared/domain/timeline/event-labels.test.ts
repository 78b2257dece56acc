import { expect, it } from 'vitest';
import { EventLabels } from '../../../../shared/domain/timeline/event-labels.ts';

const AT = Date.UTC(2026, 2, 1, 6) * 1000;
const MINUTE = 60_000_000;
const labels = (...texts: readonly string[]) => {
  const all = new EventLabels({ Start: 'activation', 'SpaceX 4': 'launch' });
  for (const [i, text] of texts.entries()) all.add({ line: i + 2, time: AT + i * MINUTE, text });
  return all;
};
const event = (name: string, unit: string, at: number) => ({ name, unit, at, accuracy: 1 });

it('a label that is amiss is told once, with all units of which that is so', () => {
  const units = ['FU1', 'FU2', 'GU1', 'GU2'];
  const known = [
    event('activation', 'FU1', AT - 5 * MINUTE),
    event('activation', 'FU2', AT - 5 * MINUTE),
    event('activation', 'GU1', AT),
  ];
  expect(labels('Start', 'SpaceX 4').mismatches(units, 1, known)).toEqual([
    {
      code: 'EVENT_MISMATCH',
      message:
        'the file says "Start" at 2026-03-01T06:00:00Z (line 2), but activation of FU1, FU2 is known to have been at 2026-03-01T05:55:00Z: 5 min earlier, and both are known to 2 s; no event activation of GU2 is known: record it, or ignore the column',
    },
    {
      code: 'EVENT_MISMATCH',
      message:
        'the file says "SpaceX 4" at 2026-03-01T06:01:00Z (line 3), but no event launch of FU1, FU2, GU1, GU2 is known: record it, or ignore the column',
    },
  ]);
});

it('a label within what both are accurate to is told of no unit', () => {
  expect(labels('Start').mismatches(['GU1'], 1, [event('activation', 'GU1', AT + 2_000_000)])).toEqual([]);
});
