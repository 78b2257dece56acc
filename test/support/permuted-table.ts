/** Runs with permuted labels as Markdown, and whether too many of them have a discovery. */
import { row } from './drift-table.ts';
import type { PermutedRun } from './permuted-labels.ts';

export function permutedTable(runs: readonly PermutedRun[]): string {
  return [
    row('against the other three', 'genes compared', 'p below .05', 'found'),
    row('---', '---', '---', '---'),
    ...runs.map(({ against, compared, smallP, found }) =>
      row(against.join(', '), `${compared}`, smallP.toFixed(3), found.join(', ') || 'none'),
    ),
  ].join('\n');
}

/** Nominal share of runs with a discovery. */
const NOMINAL = 0.05;

export const withHit = (runs: readonly PermutedRun[]): number =>
  runs.filter(({ found }) => found.length > 0).length;

/** By more than two standard errors. */
export function isTooOften(runs: readonly PermutedRun[]): boolean {
  return withHit(runs) / runs.length > NOMINAL + 2 * Math.sqrt((NOMINAL * (1 - NOMINAL)) / runs.length);
}
