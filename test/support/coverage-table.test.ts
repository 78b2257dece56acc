import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { meanUncertainty } from '../../shared/stats/mean-uncertainty.ts';
import { autoregressive, fewCells, runCell } from './coverage-grid.ts';
import { brokenIn, coverageTable } from './coverage-table.ts';
import { CANDIDATES } from './interval-candidates.ts';

const RUNS = 200;
const SEED = 3;

describe('the intervals of a mean', () => {
  const results = fewCells().map((cell) =>
    runCell(cell, (values) => meanUncertainty(values).half?.(0.05) ?? null, RUNS, SEED),
  );

  it('keep in every cell of a part of the grid what docs/intervals.md promises', () => {
    expect(results.flatMap((result) => brokenIn(result))).toEqual([]);
  });

  it('come out as the table of docs/intervals.md says', () => {
    const text = readFileSync(new URL('../../docs/intervals.md', import.meta.url), 'utf8');
    expect(text).toContain(`campaign:coverage -- --few --runs ${RUNS} --seed ${SEED}`);
    expect(text).toContain(coverageTable(results));
  });

  it('did not by the rule before: given in lucky runs, it missed', () => {
    const result = runCell(autoregressive(0.97, 288), CANDIDATES.geyer!, RUNS, SEED);
    expect(result.given).toBeGreaterThan(0.3 * RUNS);
    expect(brokenIn(result)).toEqual([expect.stringMatching(/runs missed$/)]);
  });
});

describe('brokenIn', () => {
  const cell = autoregressive(0.9, 1440);
  const kept = { cell, runs: 1000, given: 1000, missed: 40, width: 1.1 };

  it('names each promise that a cell breaks, beyond two standard errors', () => {
    expect(brokenIn(kept)).toEqual([]);
    expect(brokenIn({ ...kept, missed: 63 })).toEqual([]);
    expect(brokenIn({ ...kept, missed: 64 })).toEqual([expect.stringContaining('64 of 1000 runs missed')]);
    expect(brokenIn({ ...kept, given: 500, missed: 60 })).toEqual([
      expect.stringContaining('88.0 % of them cover'),
      expect.stringContaining('given in 500 of 1000'),
    ]);
    expect(brokenIn({ ...kept, width: 1.31 })).toEqual([expect.stringContaining('1.31 times as wide')]);
    expect(brokenIn({ ...kept, given: 899 })).toEqual([expect.stringContaining('given in 899 of 1000')]);
  });
});
