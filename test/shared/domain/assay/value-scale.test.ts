import { describe, expect, it } from 'vitest';
import type { ExpressionScale } from '../../../../shared/domain/assay/tables.ts';
import { judgeScale } from '../../../../shared/domain/assay/value-scale.ts';

const SAMPLES = ['a', 'b', 'c'];
const GENES = 2000;

/** How often genes were read: from none to some thousands, most of them seldom; different from run to run by `seed`. */
function counts(seed: number, depth = 1): number[] {
  const draw = drawn(seed);
  return Array.from({ length: GENES * SAMPLES.length }, () => Math.floor(depth * Math.exp(9 * draw() - 2)));
}

function drawn(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function judged(
  scale: ExpressionScale,
  values: readonly number[],
  names: readonly string[] = ['counts.csv'],
) {
  return judgeScale({ scale, samples: SAMPLES, values: Float64Array.from(values) }, names);
}

const refused = (...of: Parameters<typeof judged>) => judged(...of).refusal?.code ?? null;
const sums = (values: readonly number[]) =>
  SAMPLES.map((_, s) => values.reduce((sum, value, i) => (i % SAMPLES.length === s ? sum + value : sum), 0));

/** Reads by the length of their gene, per million reads. */
function fpkm(seed: number): number[] {
  const reads = counts(seed, 40);
  const sizes = sums(reads);
  const draw = drawn(seed + 1);
  const lengths = Array.from({ length: GENES }, () => 0.3 + 6 * draw());
  return reads.map((count, i) => {
    const value = (1e6 * count) / sizes[i % 3]! / lengths[Math.floor(i / 3)]!;
    return Math.round(100 * value) / 100;
  });
}

describe('counts', () => {
  it('are taken', () => {
    expect(judged('counts', counts(1))).toEqual({ refusal: null, warnings: [] });
  });

  it('are taken where RSEM shared some out, and where Salmon shared out most, which is said', () => {
    const draw = drawn(4);
    const some = counts(2).map((count) => (draw() < 0.07 ? count + 0.37 : count));
    expect(judged('counts', some)).toEqual({ refusal: null, warnings: [] });
    const most = counts(3, 900).map((count) =>
      draw() < 0.7 ? count + Math.round(1000 * draw()) / 1000 : count,
    );
    expect(judged('counts', most)).toMatchObject({
      refusal: null,
      warnings: [{ code: 'count.mostly-fractional' }],
    });
  });

  it('are not: FPKM, whatever the name', () => {
    expect(refused('counts', fpkm(5))).toBe('assay.normalised');
  });

  it('are not: TPM and others that sum to one number in each sample', () => {
    const made = (total: number) => {
      const values = fpkm(6);
      const sizes = sums(values);
      return values.map((value, i) => (total * value) / sizes[i % 3]!);
    };
    expect(judged('counts', made(1e6)).refusal?.message).toContain('each sample sums to 1e6');
    expect(judged('counts', made(2e7)).refusal?.message).toContain('each sample sums to 20,000,000');
  });

  it('are not: counts divided by size factors, which sum to millions', () => {
    const factors = [0.83, 1.117, 1.234];
    const divided = counts(7, 3000).map((count, i) => count / factors[i % 3]!);
    const message = judged('counts', divided.concat(counts(8).map((count, i) => count / factors[i % 3]!)));
    expect(message.refusal?.code).toBe('assay.normalised');
    expect(message.refusal?.message).toContain('are multiples of 1.205');
  });

  it('are not: what the name says is none, however few', () => {
    expect(refused('counts', [0.5, 1.25, 3, 2.5, 7.5, 1.5], ['RR1_FPKM.csv'])).toBe('assay.normalised');
    expect(refused('counts', [0.5, 1.25, 3, 2.5, 7.5, 1.5], ['RR1.csv', 'FLT_1.tpm'])).toBe(
      'assay.normalised',
    );
    expect(refused('counts', [1, 2, 3], ['tpm-filtered.csv'])).toBeNull();
    expect(refused('counts', [0.5, 1.25, 3, 2.5, 7.5, 1.5], ['stpmouse.csv'])).toBeNull();
  });

  it('are not: logarithms, with negative ones or without', () => {
    const logged = counts(9).map((count) => Math.log2(count + 0.5));
    expect(refused('counts', logged)).toBe('assay.log-values');
    expect(
      refused(
        'counts',
        counts(10).map((count) => Math.log2(count + 1)),
      ),
    ).toBe('assay.log-values');
  });

  it('with the same sum in each sample are taken, and that is said', () => {
    const one = counts(11).filter((_, i) => i % 3 === 0);
    const same = one.flatMap((count) => [count, count, count]);
    expect(judged('counts', same)).toMatchObject({ refusal: null, warnings: [{ code: 'assay.equal-sums' }] });
  });

  it('of nothing are nothing to judge', () => {
    expect(judged('counts', [Number.NaN, Number.NaN, Number.NaN])).toEqual({ refusal: null, warnings: [] });
    expect(judged('counts', [])).toEqual({ refusal: null, warnings: [] });
    expect(judged('counts', [0, 0, 0])).toEqual({ refusal: null, warnings: [] });
  });
});

describe('logarithms of intensities', () => {
  const logs = counts(12).map((count) => Math.log2(count + 20));

  it('are taken', () => {
    expect(judged('log2', logs)).toEqual({ refusal: null, warnings: [] });
  });

  it('are not: counts, and intensities as they are', () => {
    expect(refused('log2', counts(13))).toBe('assay.counts');
    expect(
      refused(
        'log2',
        logs.map((value) => 2 ** value + 0.5),
      ),
    ).toBe('assay.not-log');
  });

  it('may stand beside a column of something else, which is said', () => {
    const mixed = logs.map((value, i) => (i % 3 === 2 ? 12_000 + i : value));
    const { refusal, warnings } = judged('log2', mixed);
    expect(refusal).toBeNull();
    expect(warnings).toMatchObject([{ code: 'column.not-log' }]);
    expect(warnings[0]?.message).toContain('"c"');
  });
});
