import { describe, expect, it } from 'vitest';
import { countsText, sheetText } from '../../../shared/simulator/batch-text.ts';
import { type BatchPlan, geneBatch } from '../../../shared/simulator/gene-batch.ts';
import { geneTruth } from '../../../shared/simulator/gene-truth.ts';
import type { MissionOptions } from '../../../shared/simulator/mission.ts';
import { HEALTHY } from './mission.ts';

const THREE_ARMS: MissionOptions = { ...HEALTHY, centrifuge: true };
const PLAN: BatchPlan = { genes: 2000, trap: 'storage' };
const batch = geneBatch(THREE_ARMS, PLAN);
const columnOf = (name: string) => batch.libraries.findIndex((one) => one.name === name);
const countsOf = (gene: string) => batch.rows.find((row) => row.gene === gene)!.counts;

describe('a batch of genes', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(geneBatch(THREE_ARMS, PLAN)).toEqual(batch);
    expect(geneBatch({ ...THREE_ARMS, seed: HEALTHY.seed + 1 }, PLAN).rows).not.toEqual(batch.rows);
  });

  it('has a library of every unit, and a lane for one of each arm', () => {
    const told = batch.libraries.map(({ name, unit, lane, storage }) => [name, unit.id, lane, storage]);
    expect(told).toEqual([
      ['FLT_1', 'FU1', 'L1', '4 C for 9 d'],
      ['FLT_2', 'FU2', 'L2', '4 C for 9 d'],
      ['FLT_3', 'FU3', 'L3', '4 C for 9 d'],
      ['CEN_1', 'CU1', 'L1', '4 C for 9 d'],
      ['CEN_2', 'CU2', 'L2', '4 C for 9 d'],
      ['CEN_3', 'CU3', 'L3', '4 C for 9 d'],
      ['GC_1', 'GU1', 'L1', '-80 C'],
      ['GC_2', 'GU2', 'L2', '-80 C'],
      ['GC_3', 'GU3', 'L3', '-80 C'],
    ]);
    expect(geneBatch(HEALTHY, PLAN).libraries).toHaveLength(6);
  });

  it('names the genes of the field first, and leaves them as they are where more genes are read', () => {
    expect(batch.rows.slice(0, 2).map(({ gene }) => gene)).toEqual(['Ctsk', 'Acp5']);
    expect(batch.rows.at(-1)?.gene).toBe('Sim1960');
    const few = geneBatch(THREE_ARMS, { ...PLAN, genes: 10 });
    expect(few.rows).toEqual(batch.rows.slice(0, 10));
  });

  it('has each count as a whole number, and genes that no library has a read of', () => {
    expect(batch.rows.every(({ counts }) => counts.every((one) => Number.isInteger(one) && one >= 0))).toBe(
      true,
    );
    const empty = batch.rows.filter(({ counts }) => counts.every((one) => one === 0)).length;
    expect(empty).toBeGreaterThan(20);
  });

  it('moves genes by what it says, in the arms that it says', () => {
    const [gravity, storage] = batch.causes;
    expect([gravity?.cause, gravity?.arms]).toEqual(['gravity', ['flight']]);
    expect([storage?.cause, storage?.arms]).toEqual(['storage', ['flight', 'centrifuge']]);
    const meanOf = (gene: string, prefix: string) =>
      [1, 2, 3].reduce((sum, i) => sum + countsOf(gene)[columnOf(`${prefix}_${i}`)]!, 0) / 3;
    const ratios = (log2: Readonly<Record<string, number>>, a: string, b: string) =>
      Object.entries(log2)
        .filter(([gene]) => Math.min(meanOf(gene, a), meanOf(gene, b)) > 100)
        .map(([gene, put]) => Math.log2(meanOf(gene, a) / meanOf(gene, b)) - put);
    // Apart from the sizes of the libraries, which all genes share, the fold is what was put in.
    const middle = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!;
    const size = (a: string, b: string) =>
      middle(
        batch.rows
          .filter(({ gene }) => batch.causes.every(({ log2 }) => log2[gene] === undefined))
          .filter(({ gene }) => Math.min(meanOf(gene, a), meanOf(gene, b)) > 100)
          .map(({ gene }) => Math.log2(meanOf(gene, a) / meanOf(gene, b))),
      );
    expect(Math.abs(middle(ratios(gravity!.log2, 'FLT', 'CEN')) - size('FLT', 'CEN'))).toBeLessThan(0.15);
    expect(Math.abs(middle(ratios(storage!.log2, 'CEN', 'GC')) - size('CEN', 'GC'))).toBeLessThan(0.15);
    expect(Object.keys(gravity!.log2).filter((gene) => storage!.log2[gene] !== undefined)).toEqual([]);
  });

  it.each([
    ['none', null],
    ['storage', ['flight-v-ground', 'centrifuge-v-ground']],
    ['lane', ['flight-v-centrifuge', 'flight-v-ground']],
  ] as const)('tells what its trap cannot be told from: %s', (trap, contrasts) => {
    const truth = geneTruth(geneBatch(THREE_ARMS, { genes: 200, trap }), trap);
    expect(truth.trap?.contrasts ?? null).toEqual(contrasts);
    expect(truth.markers).toEqual(['Ctsk', 'Acp5', 'Mmp9', 'Itgb3', 'Calcr']);
  });

  it('gives what floated a lane of its own where the lane is the trap', () => {
    const lanes = geneBatch(THREE_ARMS, { genes: 10, trap: 'lane' }).libraries.map(({ lane }) => lane);
    expect(lanes.join(' ')).toBe('L1 L1 L1 L2 L2 L2 L2 L2 L2');
  });

  it('is written as a matrix and a sheet of its libraries', () => {
    const [header, first] = countsText(batch).split('\n');
    expect(header).toBe('gene,FLT_1,FLT_2,FLT_3,CEN_1,CEN_2,CEN_3,GC_1,GC_2,GC_3');
    expect(first).toBe(['Ctsk', ...countsOf('Ctsk')].join(','));
    expect(sheetText(batch).split('\n')[1]).toBe('FLT_1,FU1,Space Flight,L1,4 C for 9 d');
  });
});
