import { expect, it } from 'vitest';
import {
  foundLines,
  isAwaited,
  multiplicityText,
  withoutText,
} from '../../../../shared/domain/contrast/contrast-words.ts';

const told = {
  ...{ n: { a: 3, b: 3 }, units: { a: ['F1', 'F2', 'F3'], b: ['G1', 'G2', 'G3'] } },
  ...{ donors: { a: ['D7'], b: ['D7'] }, design: 'arm', engine: 'limma-trend', priorDf: 11.52 },
  ...{ significant: 32, expectedFalse: 1.52, nullShare: 0.95, pValues: 'many-small' as const },
};

it('says which units, by which model, and how many genes were found', () => {
  expect(foundLines(told)).toEqual([
    'F1, F2, F3 against G1, G2, G3; 1 donor',
    'model: arm; engine limma-trend, 11.5 degrees of freedom from all genes',
    '32 genes found, of which about 1.5 are expected to be false; many small p-values, as where genes differ; about 95 % of genes do not differ',
  ]);
});

it('says nothing of what was not compared, and that there is no p', () => {
  expect(foundLines({ ...told, n: null })).toEqual([]);
  expect(foundLines({ ...told, significant: null }).at(-1)).toBe('no p: fold changes only');
});

it('says over what p is adjusted, and over what not', () => {
  expect(multiplicityText('limma-trend', 9)).toBe(
    'p of genes is adjusted (Benjamini-Hochberg) over the genes of this contrast, not over contrasts, engines or assays; of gene sets over the 9 sets of this contrast',
  );
  expect(multiplicityText('deseq2', 0)).toContain('that DESeq2 does not set aside');
});

it('says what it is with what was excluded, and why it is not compared then', () => {
  const n = { a: 3, b: 2 };
  expect(withoutText({ n, significant: 1 })).toBe('with what was excluded: 3 v 2, 1 gene found');
  expect(withoutText({ n, significant: null, refused: { message: 'one unit' } })).toBe(
    'with what was excluded it is not compared: one unit',
  );
});

it('tells what is awaited from what is refused', () => {
  expect(isAwaited({ code: 'contrast.awaited' })).toBe(true);
  expect(isAwaited({ code: 'design.confounded' })).toBe(false);
});
