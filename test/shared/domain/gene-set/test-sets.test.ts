import { describe, expect, it } from 'vitest';
import type { GeneSet } from '../../../../shared/domain/gene-set/field-sets.ts';
import type { FoundGene } from '../../../../shared/domain/gene-set/find-genes.ts';
import { replicateSpread } from '../../../../shared/domain/gene-set/replicate-spread.ts';
import { setTestSchema } from '../../../../shared/domain/gene-set/set-test.ts';
import { type FoldsOfGenes, testSets } from '../../../../shared/domain/gene-set/test-sets.ts';
import { randomStream } from '../../../../shared/simulator/random.ts';
import { studentTOutside } from '../../../../shared/stats/student-t.ts';

const CONTRAST = Float64Array.of(1, -1);

const mean = (...over: string[]): GeneSet => ({ id: 'set', title: 'a set', over, under: [] });
const RATIO: GeneSet = { id: 'ratio', title: 'g0 over g1', over: ['g0'], under: ['g1'] };

interface Batch {
  readonly levels: Float64Array;
  readonly folds: FoldsOfGenes;
  readonly columns: readonly Float64Array[];
  readonly found: ReadonlyMap<string, FoundGene>;
}

const names = (genes: number) => Array.from({ length: genes }, (_, g) => `g${g}`);

/** Genes that share so much of what scatters their replicates; none differs between arms. Errors are their own, unmoderated. */
function batchOf(
  genes: number,
  n: number,
  { rho, seed, isOfLevels = true }: { rho: number; seed: number; isOfLevels?: boolean },
): Batch {
  const random = randomStream(seed, `${genes} ${n} ${rho}`);
  const spreads = names(genes).map(() => 0.3 * Math.exp(0.4 * random.normal()));
  const shared = Array.from({ length: 2 * n }, () => random.normal());
  const rows = spreads.map((spread) =>
    shared.map((one) => spread * (Math.sqrt(rho) * one + Math.sqrt(1 - rho) * random.normal())),
  );
  const arm = (row: readonly number[], from: number) =>
    row.slice(from, from + n).reduce((sum, value) => sum + value, 0) / n;
  const scatter = (row: readonly number[], from: number) =>
    row.slice(from, from + n).reduce((sum, value) => sum + (value - arm(row, from)) ** 2, 0);
  return {
    levels: Float64Array.from(rows.flat()),
    columns: [0, 1].map((side) =>
      Float64Array.from({ length: 2 * n }, (_, j) => Number(Math.floor(j / n) === side)),
    ),
    found: new Map(names(genes).map((name, place) => [name, { place, matched: 'symbol' }])),
    folds: {
      genes: names(genes),
      log2fc: Float64Array.from(rows, (row) => arm(row, 0) - arm(row, n)),
      se: Float64Array.from(rows, (row) =>
        Math.sqrt((((scatter(row, 0) + scatter(row, n)) / (2 * n - 2)) * 2) / n),
      ),
      ...{ df: 2 * n - 2, isOfLevels, whyNot: () => null },
    },
  };
}

function testOf(set: GeneSet, { levels, columns, found, folds }: Batch, hasP = true) {
  const spread = hasP ? replicateSpread(levels, columns, CONTRAST) : null;
  return testSets([set], found, folds, spread)[0]!;
}

/** Share of batches without any difference in which the set has a p of .05 or less. */
function falseRate(set: GeneSet, n: number, rho: number, isOfLevels = true): number {
  const runs = 2000;
  let hits = 0;
  for (let seed = 1; seed <= runs; seed++) {
    const batch = batchOf(set.over.length + set.under.length, n, { rho, seed, isOfLevels });
    if (testOf(set, batch).pValue! <= 0.05) hits++;
  }
  return hits / runs;
}

/** .05 and three of its standard errors over 2,000 runs. */
const MOST = 0.05 + 3 * Math.sqrt((0.05 * 0.95) / 2000);

describe('the error of a gene set', () => {
  it.each([
    [3, 0],
    [3, 0.3],
    [3, 0.9],
    [6, 0.6],
  ])('keeps its promise with %i units an arm, however much its genes go together (%f)', (n, rho) => {
    const rate = falseRate(mean(...names(5)), n, rho);
    expect(rate).toBeLessThan(MOST);
    expect(rate).toBeGreaterThan(0.05 - (MOST - 0.05));
    expect(falseRate(mean(...names(5)), n, rho, false)).toBeLessThan(MOST);
  });

  it.each([0, 0.6, 0.9])('keeps it for a ratio of two genes that share %f', (rho) => {
    expect(falseRate(RATIO, 3, rho)).toBeLessThan(MOST);
    expect(falseRate(RATIO, 3, rho, false)).toBeLessThan(MOST);
  });

  it('would not keep it with the correlation of .01 that is commonly preset', () => {
    const [runs, n, m] = [1000, 3, 5];
    let hits = 0;
    for (let seed = 1; seed <= runs; seed++) {
      const { folds } = batchOf(m, n, { rho: 0.6, seed });
      const fold = folds.log2fc.reduce((sum, one) => sum + one / m, 0);
      const apart = folds.se.reduce((sum, one) => sum + (one / m) ** 2, 0);
      const se = Math.sqrt(apart * (1 + (m - 1) * 0.01));
      if (studentTOutside(Math.abs(fold / se), m * (2 * n - 2)) <= 0.05) hits++;
    }
    expect(hits / runs).toBeGreaterThan(0.2);
  });
});

describe('a gene set', () => {
  const batch = batchOf(5, 3, { rho: 0.5, seed: 4 });

  it('has the mean of its folds, and the error of that mean taken unit by unit', () => {
    const test = testOf(mean('g1', 'g2', 'g3'), batch);
    const expected = [1, 2, 3].reduce((sum, g) => sum + batch.folds.log2fc[g]! / 3, 0);
    expect(test.log2fc).toBeCloseTo(expected, 12);
    const score = [0, 1, 2, 3, 4, 5].map((j) =>
      [1, 2, 3].reduce((sum, g) => sum + batch.levels[g * 6 + j]! / 3, 0),
    );
    const middle = (from: number) => (score[from]! + score[from + 1]! + score[from + 2]!) / 3;
    const left = score.reduce((sum, one, j) => sum + (one - middle(j < 3 ? 0 : 3)) ** 2, 0);
    expect(test.se).toBeCloseTo(Math.sqrt((left / 4) * (2 / 3)), 12);
    expect(test).toMatchObject({ df: 4, tested: 3, kind: 'mean' });
    expect(test.ci95![0] + test.ci95![1]).toBeCloseTo(2 * expected, 12);
    expect(setTestSchema.parse(JSON.parse(JSON.stringify(test)))).toEqual(test);
    expect(test.inflation).toBeGreaterThan(1);
    expect(test.correlation).toBeGreaterThan(0);
  });

  it('of one gene says what the gene says', () => {
    const test = testOf(mean('g2'), batch);
    expect([test.log2fc, test.se, test.df]).toEqual([batch.folds.log2fc[2], batch.folds.se[2], 4]);
  });

  it('says which of its genes are not in the numbers, and why', () => {
    const folds: FoldsOfGenes = {
      ...batch.folds,
      whyNot: (place) => (place === 1 ? 'read too rarely' : null),
    };
    const test = testOf(mean('g0', 'g1', 'gone'), { ...batch, folds });
    expect(test.genes.map(({ state, reason }) => [state, reason])).toEqual([
      ['tested', undefined],
      ['not-tested', 'read too rarely'],
      ['not-found', 'in no file'],
    ]);
    expect([test.tested, test.log2fc]).toEqual([1, batch.folds.log2fc[0]]);
  });

  it('without one gene, and a ratio that lacks either, has no number but a reason', () => {
    const none = testOf(mean('gone', 'away'), batch);
    expect([none.log2fc, none.pValue, none.tested]).toEqual([null, null, 0]);
    expect(none.reason).toContain('none of its genes was compared; gone: in no file');
    const ratio = testOf({ ...RATIO, under: ['gone'] }, batch);
    expect([ratio.log2fc, ratio.pValue]).toEqual([null, null]);
    expect(ratio.reason).toContain('a ratio needs both genes; gone: in no file');
  });

  it('has its fold and no p where an arm has one unit', () => {
    const test = testOf(mean('g0', 'g1'), batch, false);
    expect(test.log2fc).toBeCloseTo((batch.folds.log2fc[0]! + batch.folds.log2fc[1]!) / 2, 12);
    expect(test).toMatchObject({ pValue: null, se: null, reason: 'no p: fewer than 2 units in an arm' });
  });

  it('whose genes never vary has no p', () => {
    const levels = batch.levels.map(() => 4);
    expect(testOf(mean('g0', 'g1'), { ...batch, levels }).reason).toContain('no p: its genes are the same');
  });

  it('is one of several: its p is adjusted over those that have one', () => {
    const spread = replicateSpread(batch.levels, batch.columns, CONTRAST);
    const sets = [mean('g0', 'g1'), mean('gone'), RATIO];
    const tests = testSets(sets, batch.found, batch.folds, spread);
    const [first, none, ratio] = tests;
    const larger = Math.max(first!.pValue!, ratio!.pValue!);
    expect([first!.adjPValue, ratio!.adjPValue].every((one) => one! <= larger)).toBe(true);
    expect(none!.adjPValue).toBeNull();
    expect(ratio!.log2fc).toBeCloseTo(batch.folds.log2fc[0]! - batch.folds.log2fc[1]!, 12);
  });
});
