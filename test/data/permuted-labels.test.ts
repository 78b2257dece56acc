/** Labels permuted within one arm of real data. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { boneGenes, boneSamples } from '../support/bone-genes.ts';
import { permutedRuns } from '../support/permuted-labels.ts';
import { isTooOften, permutedTable } from '../support/permuted-table.ts';
import { hasRealData } from '../support/real-data.ts';

describe.runIf(hasRealData)('all splits of five bone samples without marrow', () => {
  it('give false discoveries in no more runs than allowed, as in docs/genes.md', {
    timeout: 120_000,
  }, async () => {
    const runs = permutedRuns(await boneGenes(), boneSamples('Clean'));
    expect(runs).toHaveLength(10);
    expect(isTooOften(runs)).toBe(false);
    const small = runs.reduce((sum, { smallP }) => sum + smallP, 0) / runs.length;
    expect(small).toBeGreaterThan(0.04);
    expect(small).toBeLessThan(0.055);
    const text = readFileSync(new URL('../../docs/genes.md', import.meta.url), 'utf8');
    expect(text).toContain(permutedTable(runs));
  });
});

describe('isTooOften', () => {
  const run = (...found: string[]) => ({ against: ['A', 'B'], compared: 100, smallP: 0.05, found });

  it('allows two standard errors', () => {
    const [none, one] = [run(), run('g1', 'g2')];
    expect(isTooOften([one, ...Array.from({ length: 9 }, () => none)])).toBe(false);
    expect(isTooOften([one, one, ...Array.from({ length: 8 }, () => none)])).toBe(true);
  });
});
