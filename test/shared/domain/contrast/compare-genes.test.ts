import { describe, expect, it } from 'vitest';
import type { RegisteredSample } from '../../../../shared/domain/assay/sample-register.ts';
import { type AskedOfGenes, compareGenes } from '../../../../shared/domain/contrast/compare-genes.ts';
import { randomStream } from '../../../../shared/simulator/random.ts';
import { table } from '../assay/tables-in-test.ts';

const ASKED: AskedOfGenes = {
  contrasts: [{ a: 'flight', b: 'ground' }],
  design: { batch: [], covariates: [], paired: false },
};

const sample = (name: string, changes: Partial<RegisteredSample> = {}): RegisteredSample => ({
  ...{ name, unit: name, arm: name.startsWith('F') ? 'flight' : 'ground' },
  ...{ donor: null, batch: {}, covariates: {}, handling: {}, ...changes },
});

/** 60 genes of which g0 is read eight times as often in flight. */
function counted(samples: readonly string[]) {
  const rows = Array.from({ length: 60 }, (_, g): [string, number[]] => [
    `g${g}`,
    samples.map((name) => {
      const fold = g === 0 && name.startsWith('F') ? 8 : 1;
      return Math.round(300 * fold * Math.exp(0.1 * randomStream(g, name).normal()));
    }),
  ]);
  return table(samples, Object.fromEntries(rows));
}

const names = ['F1', 'F2', 'F3', 'G1', 'G2', 'G3'];
const register = names.map((name) => sample(name));

function only<T>(list: readonly T[]): T {
  const [first] = list;
  if (first === undefined || list.length > 1) throw new Error(`expected one, got ${list.length}`);
  return first;
}

const contrastOf = (...asked: Parameters<typeof compareGenes>) => only(compareGenes(...asked).contrasts);

describe('compareGenes', () => {
  it('gives each gene its fold, p and means, by every engine', () => {
    const compared = contrastOf(counted(names), register, ASKED);
    if ('refused' in compared) throw new Error(compared.refused.message);
    for (const { table: genes, significant, tested } of compared.engines) {
      expect(genes.log2fc[0]).toBeCloseTo(3, 0);
      expect(genes.meanA[0]! - genes.meanB[0]!).toBeCloseTo(3, 0);
      expect(genes.adjPValue[0]).toBeLessThan(0.001);
      expect([significant, tested]).toEqual([1, 60]);
    }
    expect(compared.engines.map(({ engine }) => engine)).toEqual(['limma-trend', 'deseq2']);
  });

  it('gives means that differ by the fold of limma-trend, in every gene', () => {
    const compared = contrastOf(counted(names), register, ASKED);
    if ('refused' in compared) throw new Error(compared.refused.message);
    const { table: genes, engine } = compared.engines[0]!;
    expect(engine).toBe('limma-trend');
    genes.log2fc.forEach((fold, g) => {
      expect(genes.meanA[g]! - genes.meanB[g]!).toBeCloseTo(fold, 10);
    });
  });

  it('says of a factor that goes along with the arms that the model does not have it', () => {
    const lanes = register.map((one) => ({ ...one, batch: { lane: one.arm === 'flight' ? 'L1' : 'L2' } }));
    const compared = contrastOf(counted(names), lanes, ASKED);
    expect('engines' in compared).toBe(true);
    expect(compared.contrast.remarks).toEqual([
      {
        code: 'design.not-in-model',
        message:
          'flight against ground cannot be told from lane: lane is L1 in flight and L2 in ground; whatever differs may be either; lane is not in the model, which shows nothing of it',
      },
    ]);
  });

  it('says of a factor that is asked for where it is none, and where a level is not told', () => {
    const asked = { ...ASKED, design: { ...ASKED.design, batch: ['lane', 'kit'] } };
    const batches = register.map((one, i) => ({
      ...one,
      batch: { kit: 'K1', lane: i === 1 ? '' : i % 2 === 0 ? 'L1' : 'L2' },
    }));
    const compared = contrastOf(counted(names), batches, asked);
    const codes = compared.contrast.remarks.map(({ code, message }) => [code, message]);
    expect(codes.slice(0, 2)).toEqual([
      ['design.level-missing', 'nothing says the lane of F2: taken as a level of its own'],
      ['design.one-level', 'kit is K1 of every unit, so that it is no factor of the model'],
    ]);
  });

  it('uses voom where one library is more than three times another', () => {
    const counts = counted(names);
    const uneven = { ...counts, values: counts.values.map((count, i) => (i % 6 === 2 ? 4 * count : count)) };
    const compared = contrastOf(uneven, register, ASKED);
    expect('engines' in compared && compared.engines[0]?.engine).toBe('voom');
  });

  it('sums the libraries of one unit: they are one replicate of it', () => {
    const columns = ['F1', 'F1b', 'F2', 'F3', 'G1', 'G2', 'G3'];
    const split = table(columns, {
      a: [3, 7, 20, 30, 40, 50, 60],
      b: [1, 2, 3, 4, 5, 6, 7],
      c: [9, 9, 9, 9, 9, 9, 9],
    });
    const all = [...register, sample('F1b', { unit: 'F1' })];
    const { replicates } = compareGenes(split, all, ASKED);
    expect(replicates.map(({ name, libraries }) => [name, libraries.length])).toEqual([
      ['F1', 2],
      ['F2', 1],
      ['F3', 1],
      ['G1', 1],
      ['G2', 1],
      ['G3', 1],
    ]);
  });

  it('names samples that nothing tells, and those that have not come', () => {
    const compared = contrastOf(counted([...names, 'X9']), [...register, sample('F4')], ASKED);
    expect(compared.contrast.remarks.map(({ message }) => message)).toEqual([
      'nothing says what "X9" is: left out; declare it in samples, or in the sheet',
      'no file that could be read has brought "F4", which is declared',
    ]);
  });

  it('knows a name as R writes it, and says so', () => {
    const compared = contrastOf(
      counted(['F1', 'F2', 'X3.flight', 'G1', 'G2', 'G3']),
      [...register.filter(({ name }) => name !== 'F3'), sample('3-flight', { arm: 'flight' })],
      ASKED,
    );
    expect(compared.contrast.n).toEqual({ a: 3, b: 3 });
    expect(compared.contrast.remarks).toMatchObject([{ code: 'sample.mangled' }]);
  });

  it('gives no p for one unit an arm, and its fold all the same', () => {
    const few = ['F1', 'G1', 'G2', 'G3'];
    const compared = contrastOf(
      counted(few),
      register.filter(({ name }) => few.includes(name)),
      ASKED,
    );
    if ('refused' in compared) throw new Error(compared.refused.message);
    const { table: genes, significant } = compared.engines[0]!;
    expect(genes.log2fc[0]).toBeGreaterThan(2);
    expect(genes.pValue.every(Number.isNaN)).toBe(true);
    expect(genes.log2fcShrunk.every(Number.isNaN)).toBe(true);
    expect(significant).toBeNull();
    expect(compared.contrast.remarks).toMatchObject([{ code: 'contrast.no-replicates' }]);
  });

  it('leaves out a sample that was never read, and genes without a value in some sample, and says so', () => {
    const counts = counted(names);
    const values = counts.values.map((count, i) => (i % 6 === 5 ? 0 : i === 7 ? Number.NaN : count));
    const { contrasts, replicates } = compareGenes({ ...counts, values }, register, ASKED);
    expect(replicates.map(({ name }) => name)).toEqual(['F1', 'F2', 'F3', 'G1', 'G2']);
    const compared = only(contrasts);
    expect(compared.contrast.remarks.map(({ code }) => code)).toEqual([
      'feature.incomplete',
      'sample.all-zero',
    ]);
    if ('refused' in compared) throw new Error(compared.refused.message);
    // The gene without a value stands last, without a number.
    const { table: genes, tested } = compared.engines[0]!;
    expect([tested, genes.genes.length, genes.genes.at(-1)]).toEqual([59, 60, 'g1']);
    expect([genes.log2fc[59], genes.meanA[59], genes.meanB[59]]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
    expect(compared.contrast.remarks[0]?.message).toMatch(
      /^1 gene lacks a value .* and is not compared: g1$/,
    );
  });

  it('refuses a contrast of which one arm has no sample', () => {
    const flying = register.filter(({ arm }) => arm === 'flight');
    const compared = contrastOf(counted(['F1', 'F2', 'F3']), flying, ASKED);
    expect('refused' in compared && compared.refused.message).toBe('no sample of ground has come');
  });

  it('refuses pairs of donors that are in one arm only', () => {
    const donors = register.map((one, i) => ({ ...one, donor: `D${i}` }));
    const compared = contrastOf(counted(names), donors, {
      ...ASKED,
      design: { ...ASKED.design, paired: true },
    });
    expect('refused' in compared && compared.refused.code).toBe('contrast.unpaired');
  });

  it('says that all of an arm is one donor', () => {
    const donors = register.map((one) => ({ ...one, donor: one.arm === 'flight' ? 'D1' : 'D2' }));
    const compared = contrastOf(counted(names), donors, ASKED);
    expect(compared.contrast.remarks).toMatchObject([{ code: 'design.donor-nested' }]);
  });

  it('says how much of a contrast is given up to tell donors apart that go along with the arms in part', () => {
    const donors = register.map((one, i) => ({ ...one, donor: [0, 1, 3].includes(i) ? 'D1' : 'D2' }));
    const compared = contrastOf(counted(names), donors, ASKED);
    expect(compared.contrast.remarks.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^the donors go along with the arms in part: \d+ % /),
    ]);
  });

  it('says of libraries of one unit in what they differ: neither donor nor lane is dropped', () => {
    const columns = ['F1', 'F1b', 'F2', 'F3', 'G1', 'G2', 'G3'];
    const all = [...register, sample('F1b', { unit: 'F1' })].map((one) => ({
      ...one,
      donor: one.name === 'F1b' ? 'D2' : 'D1',
      batch: { kit: 'K1', ...(one.name !== 'F1' && { lane: one.name === 'F1b' ? 'L2' : 'L1' }) },
    }));
    const { contrasts, replicates } = compareGenes(counted(columns), all, ASKED);
    const [merged] = replicates;
    expect([merged?.donor, merged?.batch]).toEqual(['D1+D2', { kit: 'K1', lane: 'untold+L2' }]);
    const differ = only(contrasts).contrast.remarks.filter(({ code }) => code === 'libraries.differ');
    expect(differ.map(({ message }) => message)).toEqual([
      'libraries of one unit are taken as one, and differ in donor: F1 (D1+D2), taken as a level of its own',
      'libraries of one unit are taken as one, and differ in lane: F1 (untold+L2), taken as a level of its own',
    ]);
  });

  it('says nothing of lanes that libraries of every unit were read on alike', () => {
    const lanes = names.flatMap((unit) =>
      ['L1', 'L2'].map((lane) =>
        sample(`${unit}-${lane}`, { unit, arm: unit.startsWith('F') ? 'flight' : 'ground', batch: { lane } }),
      ),
    );
    const { contrasts, replicates } = compareGenes(counted(lanes.map(({ name }) => name)), lanes, ASKED);
    expect(replicates.map(({ batch }) => batch)).toEqual(names.map(() => ({ lane: 'L1+L2' })));
    expect(only(contrasts).contrast.remarks).toEqual([]);
  });

  it('names a gene of a set that lacks a value as one that was not tested', () => {
    const counts = counted(names);
    const symbols = counts.features.map((_, g) => (g === 0 ? 'Ctsk' : g === 1 ? 'Acp5' : ''));
    const values = counts.values.map((count, i) => (i === 7 ? Number.NaN : count));
    const compared = contrastOf({ ...counts, symbols, values }, register, ASKED);
    if ('refused' in compared) throw new Error(compared.refused.message);
    for (const { sets } of compared.engines) {
      const resorption = sets.find(({ set }) => set === 'resorption');
      expect(resorption).toMatchObject({ tested: 1 });
      expect(resorption?.genes[1]).toMatchObject({ gene: 'g1', state: 'not-tested' });
      expect(resorption?.genes[1]?.reason).toContain('no value in some sample');
    }
  });

  it('compares logarithms as they are', () => {
    const log2 = table(names, {
      a: [5, 6, 7, 1, 2, 3],
      b: [1, 1.1, 0.9, 1, 1.2, 0.8],
      c: [4, 4, 5, 4, 5, 4],
    });
    const compared = contrastOf({ ...log2, scale: 'log2' }, register, ASKED);
    if ('refused' in compared) throw new Error(compared.refused.message);
    expect(compared.engines).toHaveLength(1);
    expect(compared.engines[0]?.table.log2fc[0]).toBeCloseTo(4, 12);
  });

  it('tests the gene sets by every engine, with the folds of its own table', () => {
    const counts = counted(names);
    const symbols = counts.features.map((_, g) => (g === 0 ? 'Ctsk' : g === 1 ? 'Acp5' : ''));
    const compared = contrastOf({ ...counts, symbols }, register, ASKED);
    if ('refused' in compared) throw new Error(compared.refused.message);
    for (const { engine, sets, table: genes } of compared.engines) {
      const resorption = sets.find(({ set }) => set === 'resorption');
      expect(resorption, engine).toMatchObject({ tested: 2, df: 4 });
      expect(resorption?.log2fc).toBeCloseTo((genes.log2fc[0]! + genes.log2fc[1]!) / 2, 12);
      expect(resorption?.genes.map(({ gene }) => gene)).toEqual(['g0', 'g1', null, null, null]);
    }
  });

  it('names genes that a spreadsheet made dates of', () => {
    const counts = counted(names);
    const features = counts.features.map((name, g) => (g === 5 ? '1-Mar' : name));
    const { contrast } = contrastOf({ ...counts, features }, register, ASKED);
    expect(contrast.remarks.map(({ code }) => code)).toEqual(['symbol.mangled']);
    expect(contrast.remarks[0]?.message).toContain('"1-Mar" (likely MARCH1 or MARCHF1 or MARC1 or MTARC1)');
  });
});
