import { describe, expect, it } from 'vitest';
import { readsCsv, simulateGenes } from './simulated-genes.ts';

describe('simulateGenes', () => {
  const batch = simulateGenes(1, 4, 3000);
  const shareOf = (holds: (log2fc: number, gene: number) => boolean) =>
    [...batch.truth.values()].filter(holds).length / 3000;

  it('has the stated shares of changed genes, up as often as down, none among genes without reads', () => {
    expect(shareOf((log2fc) => log2fc !== 0)).toBeCloseTo(0.15, 1);
    expect(shareOf((log2fc) => log2fc > 0)).toBeCloseTo(0.075, 1);
    const sizes = [...batch.truth.values()].filter((log2fc) => log2fc !== 0).map(Math.abs);
    expect(Math.min(...sizes)).toBeGreaterThan(0.5);
    expect(sizes.reduce((sum, size) => sum + size, 0) / sizes.length).toBeCloseTo(1.2, 1);
    const silent = (_: number, g: number) => batch.counts[g]!.every((reads) => reads === 0);
    expect(shareOf(silent)).toBeGreaterThan(0.015);
    expect(shareOf((log2fc, g) => log2fc !== 0 && silent(log2fc, g))).toBeLessThan(0.005);
  });

  it('counts a changed gene more often by its fold change', () => {
    const told: number[] = [];
    for (const [g, [, log2fc]] of [...batch.truth].entries()) {
      const reads = batch.counts[g]!;
      const of = (arm: string) =>
        reads.reduce((sum, one, i) => sum + (batch.samples[i]!.arm === arm ? one : 0), 0);
      if (log2fc > 1 && of('ground') > 400) told.push(Math.log2(of('flight') / of('ground')) - log2fc);
    }
    // Library depths shift all genes alike.
    const mean = told.reduce((sum, one) => sum + one, 0) / told.length;
    expect(told.length).toBeGreaterThan(30);
    expect(Math.abs(mean)).toBeLessThan(0.4);
  });

  it('alternates the lanes, and repeats itself for the same seed', () => {
    const lanes = (unitsAnArm: number) =>
      simulateGenes(1, unitsAnArm, 1).samples.map(({ name, lane }) => `${name} ${lane}`);
    expect(lanes(3)).toEqual(['G1 L1', 'G2 L2', 'G3 L1', 'F1 L2', 'F2 L1', 'F3 L2']);
    expect(lanes(4)).toEqual(
      ['G1', 'G2', 'G3', 'G4', 'F1', 'F2', 'F3', 'F4'].map((name, i) => `${name} L${1 + (i % 2)}`),
    );
    expect(simulateGenes(1, 4, 20)).toEqual({
      ...batch,
      genes: batch.genes.slice(0, 20),
      counts: batch.counts.slice(0, 20),
      truth: new Map([...batch.truth].slice(0, 20)),
    });
  });

  it('is written as CSV of the chosen samples', () => {
    const [first, , third] = batch.samples;
    const [head, line] = readsCsv(batch, [first!, third!]).split('\n');
    expect(head).toBe('gene,G1,G3');
    expect(line).toBe(`SIM00001,${batch.counts[0]![0]},${batch.counts[0]![2]}`);
  });
});
