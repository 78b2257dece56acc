import { expect, it } from 'vitest';
import { movedFigures, movedWindows } from '../../../../shared/domain/snapshot/moved.ts';

const BEFORE = {
  summary: { delta: 0.4, ci95: [0.3, 0.5], pairedSamples: 0 },
  phases: [{ phase: 'growth', summary: { delta: 0 } }],
  definition: { revision: 1 },
  windows: [{ at: 'a', delta: 1 }],
};

it('finds the figures that moved by name, and counts windows', () => {
  const now = {
    summary: { delta: 0.5, ci95: [0.3, 0.6], pairedSamples: 0, ci95Reason: 'x' },
    phases: [
      { phase: 'transfer', summary: { delta: 2 } },
      { phase: 'growth', summary: { delta: 0 } },
    ],
    definition: { revision: 2 },
    windows: [
      { at: 'a', delta: 2 },
      { at: 'b', delta: 1 },
    ],
  };
  expect(movedFigures(BEFORE, now)).toEqual([
    { field: 'summary.delta', before: 0.4, now: 0.5 },
    { field: 'summary.ci95[1]', before: 0.5, now: 0.6 },
    { field: 'summary.ci95Reason', before: null, now: 'x' },
    { field: 'phases[transfer].phase', before: null, now: 'transfer' },
    { field: 'phases[transfer].summary.delta', before: null, now: 2 },
  ]);
  expect(movedWindows(BEFORE, now)).toBe(2);
});

it('gives what matters first: the delta before the account of the lag, whatever stands first in the answer', () => {
  const answer = (n: number) => ({
    alignment: { searched: { fromSeconds: n }, lagSeconds: n },
    summaryAll: { delta: n },
    summary: { pairedSamples: n, delta: n },
  });
  expect(movedFigures(answer(1), answer(2)).map(({ field }) => field)).toEqual([
    'summary.delta',
    'summary.pairedSamples',
    'summaryAll.delta',
    'alignment.lagSeconds',
    'alignment.searched.fromSeconds',
  ]);
});

it('finds nothing between an answer and itself', () => {
  expect(movedFigures(BEFORE, BEFORE)).toEqual([]);
  expect(movedWindows(BEFORE, BEFORE)).toBe(0);
});
