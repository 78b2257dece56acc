import { describe, expect, it } from 'vitest';
import {
  type AnsweredContrast,
  geneTroubles,
  geneTruthSchema,
  geneTruthTable,
  geneTruthText,
} from '../../../../functions/cli/text/gene-truth-table.ts';
import { UNLIMITED } from '../../../../functions/cli/text/page.ts';

const TRUTH = geneTruthSchema.parse({
  assay: 'rnaseq',
  genes: 100,
  causes: [
    { cause: 'gravity', arms: ['flight'], log2: { Ctsk: 1.5, G1: -0.7, G2: 2 } },
    { cause: 'storage', arms: ['flight', 'centrifuge'], log2: { S1: 1.2, S2: -1 } },
  ],
  markers: ['Ctsk'],
  trap: { factor: 'storage', contrasts: ['flight-v-ground'], toldBy: 'warning' },
});
const STORED = { code: 'design.not-in-model', message: 'flight cannot be told from storage' };

function rowsOf(folds: Readonly<Record<string, number>>): AnsweredContrast['rows'] {
  const still = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`N${i}`, 0]));
  return Object.entries({ ...still, ...folds }).map(([gene, log2fc]) => ({
    ...{ gene, log2fc, se: 0.2, adjPValue: log2fc === 0 ? 0.9 : 0.01 },
  }));
}

const onBoard = (folds: Readonly<Record<string, number>>): AnsweredContrast => ({
  ...{ id: 'flight-v-centrifuge', a: 'flight', b: 'centrifuge', warnings: [], rows: rowsOf(folds) },
});
const toGround = (folds: Readonly<Record<string, number>>, warnings = [STORED]): AnsweredContrast => ({
  ...{ id: 'flight-v-ground', a: 'flight', b: 'ground', warnings, rows: rowsOf(folds) },
});
const ALL_RIGHT = [onBoard({ Ctsk: 1.4, G2: 2.1 }), toGround({ Ctsk: 1.6, S1: 1 })];
const troublesOf = (answered: readonly AnsweredContrast[]) => geneTroubles(geneTruthTable(TRUTH, answered));

describe('the truth of genes', () => {
  it('counts what each cause moves, what is found of it, and what is found that nothing moved', () => {
    const { contrasts } = geneTruthTable(TRUTH, ALL_RIGHT);
    expect(contrasts[0]).toMatchObject({
      moved: [{ cause: 'gravity', genes: 3, found: 2, twofold: { found: 2, genes: 2 }, wrongWay: [] }],
      still: { genes: 97, found: 0 },
    });
    expect(contrasts[1]?.moved.map(({ cause, found }) => [cause, found])).toEqual([
      ['gravity', 1],
      ['storage', 1],
    ]);
  });

  it('holds where markers are found and the trap is told where it is; what else is missed is no fault', () => {
    expect(troublesOf(ALL_RIGHT)).toEqual([]);
  });

  it.each([
    ['nothing was answered', [], /no contrast was answered/],
    ['a marker is missed', [onBoard({ G2: 2 }), ALL_RIGHT[1]!], /^Ctsk is missed in flight-v-centrifuge$/],
    ['a marker is found the other way', [onBoard({ Ctsk: -1 }), ALL_RIGHT[1]!], /wrong direction/],
    [
      'too many are false',
      [onBoard({ Ctsk: 1, N0: 1, N1: 1, N2: 1 }), ALL_RIGHT[1]!],
      /^3 genes of flight-v-centrifuge are found that nothing moved, 2 at most/,
    ],
    [
      'the trap is not told',
      [ALL_RIGHT[0]!, toGround({ Ctsk: 1 }, [])],
      /^flight-v-ground does not say that storage goes along with its arms$/,
    ],
    [
      'the trap is told where it is not',
      [{ ...ALL_RIGHT[0]!, warnings: [STORED] }, ALL_RIGHT[1]!],
      /^flight-v-centrifuge says that storage/,
    ],
    [
      'a contrast is refused for nothing',
      [{ ...ALL_RIGHT[0]!, refused: { code: 'contrast.no-samples', message: 'none' } }, ALL_RIGHT[1]!],
      /^flight-v-centrifuge is refused$/,
    ],
  ] as [string, AnsweredContrast[], RegExp][])('does not hold where %s', (_, answered, trouble) => {
    expect(troublesOf(answered).join('; ')).toMatch(trouble);
  });

  it('takes a refusal for what the trap deserves', () => {
    const refused = { code: 'contrast.confounded', message: 'flight cannot be told from storage' };
    expect(troublesOf([ALL_RIGHT[0]!, { ...toGround({}, []), refused }])).toEqual([]);
  });

  it('is told in a table a contrast and cause, and a line a marker, in 80 columns', () => {
    const text = geneTruthText(geneTruthTable(TRUTH, ALL_RIGHT), { width: 80, isColoured: false });
    expect(text).toMatch(/flight-v-centrifuge +gravity +3 +2 +1 +2 of 2\n/);
    expect(text).toMatch(/flight-v-centrifuge +nothing +97 +0 +– +–\n/);
    expect(text).toMatch(/found +Ctsk +\+1\.50 +\+1\.40 ± 0\.20 +\+1\.60 ± 0\.20\n/);
    expect(text).toContain(
      'storage goes along with the arms of flight-v-ground\n  the answers name it in flight-v-ground\n',
    );
    expect(text).toMatch(/genes: 1 of 1 marker found, .*\n$/);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('says what does not hold', () => {
    expect(geneTruthText(geneTruthTable(TRUTH, []), UNLIMITED)).toMatch(
      /genes are not as put in: no contrast was answered\n$/,
    );
  });
});
