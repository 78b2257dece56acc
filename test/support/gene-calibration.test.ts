import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type CalibrationRun, calibrationRun } from './gene-calibration.ts';
import { brokenIn, calibrationTable } from './gene-calibration-table.ts';

/** `npm run campaign:genes -- --seed 3 --runs 1` */
const SEED = 3000;

describe('simulated gene batches, from upload to the pages of the API', () => {
  it('keep the false discovery rate, and give the table of docs/genes.md', {
    timeout: 120_000,
  }, async () => {
    const runs: CalibrationRun[] = [];
    for (const unitsAnArm of [3, 4, 6]) runs.push(...(await calibrationRun(SEED, unitsAnArm, 3000)));
    expect(brokenIn(runs)).toEqual([]);
    const text = readFileSync(new URL('../../docs/genes.md', import.meta.url), 'utf8');
    expect(text).toContain('`npm run campaign:genes -- --seed 3 --runs 1`');
    expect(text).toContain(calibrationTable(runs));
    // The API's numbers are those of the engine fitted directly.
    for (const one of runs.filter(({ engine }) => engine === 'default'))
      expect(runs).toContainEqual({ ...one, engine: one.by });
  });
});

describe('brokenIn', () => {
  const run: CalibrationRun = {
    ...{ unitsAnArm: 4, engine: 'default', by: 'limma-trend' },
    ...{ found: 100, falsely: 5, different: 400 },
  };

  it('allows two standard errors, between runs or of a single run', () => {
    expect(brokenIn([run])).toEqual([]);
    expect(brokenIn([{ ...run, falsely: 9 }])).toEqual([]);
    expect(brokenIn([{ ...run, falsely: 10 }])).toEqual([
      '4 units per arm, the default (limma-trend in 1): 0.100 false discoveries',
    ]);
    expect(brokenIn([run, { ...run, falsely: 6 }, { ...run, falsely: 5 }])).toEqual([]);
    expect(brokenIn([6, 7, 6, 7].map((falsely) => ({ ...run, falsely })))).toHaveLength(1);
  });

  it('judges the default engine only, and accepts a run without discoveries', () => {
    expect(brokenIn([{ ...run, engine: 'deseq2', falsely: 50 }])).toEqual([]);
    expect(brokenIn([{ ...run, found: 0, falsely: 0 }])).toEqual([]);
  });
});
