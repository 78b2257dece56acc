import { describe, expect, it } from 'vitest';
import { geneSetsText } from '../../../../functions/cli/text/gene-sets-text.ts';
import { UNLIMITED } from '../../../../functions/cli/text/page.ts';
import type { ContrastOnWire } from '../../../../shared/contract/expression.ts';

type GeneSets = NonNullable<ContrastOnWire['geneSets']>;

const gene = (name: string, reason?: string): GeneSets['tests'][number]['genes'][number] =>
  reason === undefined
    ? { name, gene: name, matched: 'symbol', state: 'tested' }
    : { name, gene: null, matched: null, state: 'not-found', reason };

const GENE_SETS: GeneSets = {
  ...{ version: 'gene-sets/1', reference: 'a review', lookedFor: 'symbols' },
  tests: [
    {
      ...{ set: 'resorption', title: 'resorption', kind: 'mean', tested: 2, log2fc: 0.514, se: 0.1, df: 4 },
      genes: [gene('CTSK'), gene('ACP5'), gene('CALCR', 'in no file')],
      ...{ ci95: [0.236, 0.792], stat: 5.1, pValue: 0.00695, adjPValue: 0.0139 },
      ...{ correlation: 0.312, inflation: 1.312 },
    },
    {
      ...{ set: 'wnt', title: 'Wnt', kind: 'mean', tested: 0, log2fc: null, se: null, df: null, ci95: null },
      ...{ genes: [gene('WNT1', 'in no file')], stat: null, pValue: null, adjPValue: null },
      ...{ correlation: null, inflation: null, reason: 'none of its genes was compared; WNT1: in no file' },
    },
  ],
};

describe('gene sets for people', () => {
  it('are a line each, with how many genes are in the numbers and which are not', () => {
    const text = geneSetsText(GENE_SETS, UNLIMITED);
    expect(text).toContain('2 of 3');
    expect(text).toMatch(/resorption +2 of 3 +0\.51 +0\.24 to 0\.79 +0\.0069 +0\.014/);
    expect(text).toContain('wnt: none of its genes was compared; WNT1: in no file\n');
    expect(text).toContain('not in the numbers, in no file: CALCR\n');
    expect(text).toContain('gene-sets/1: a review; looked for: symbols\n');
  });

  it('say so where no gene of any was found', () => {
    const text = geneSetsText({ ...GENE_SETS, note: 'no row has a name of any of their genes' }, UNLIMITED);
    expect(text).toContain('no row has a name of any of their genes\n');
  });
});
