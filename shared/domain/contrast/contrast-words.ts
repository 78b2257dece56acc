/** What is found of the genes of two arms, and by what it is qualified, in sentences for whoever shows it. */
import { countText, groupedText } from '../words/count.ts';
import { figureText, roundedTo } from '../words/figure.ts';
import { listText } from '../words/list.ts';

interface Sides<T> {
  readonly a: T;
  readonly b: T;
}

/** A contrast as it is answered. */
export interface ContrastTold {
  readonly n: Sides<number> | null;
  readonly units: Sides<readonly string[]> | null;
  readonly donors: Sides<readonly string[]> | null;
  readonly design: string | null;
  readonly engine: string | null;
  readonly priorDf: number | 'infinite' | null;
  readonly significant: number | null;
  readonly expectedFalse: number | null;
  readonly nullShare: number | null;
  readonly pValues: keyof typeof SHAPES | null;
}

/** Units and donors, the model, and how many genes were found; none of what was not compared. */
export function foundLines({ n, units, donors, design, engine, priorDf, ...found }: ContrastTold): string[] {
  if (n === null || units === null || donors === null || engine === null) return [];
  const sides = `${listText(units.a, ', ', 12)} against ${listText(units.b, ', ', 12)}`;
  const prior =
    priorDf === null
      ? ''
      : priorDf === 'infinite'
        ? ', infinitely many degrees of freedom from all genes: all genes scatter alike'
        : `, ${figureText(roundedTo(priorDf, 3))} degrees of freedom from all genes`;
  const all = new Set([...donors.a, ...donors.b]).size;
  const whose = all === 0 ? 'donors are not declared' : countText(all, 'donor');
  return [`${sides}; ${whose}`, `model: ${design}; engine ${engine}${prior}`, foundText(found)];
}

function foundText({
  significant,
  expectedFalse,
  nullShare,
  pValues,
}: Pick<ContrastTold, 'significant' | 'expectedFalse' | 'nullShare' | 'pValues'>): string {
  if (significant === null) return 'no p: fold changes only';
  return `${countText(significant, 'gene')} found, of which about ${figureText(roundedTo(expectedFalse ?? 0, 2))} are expected to be false${shapeText(pValues, nullShare, significant)}`;
}

const SHAPES = {
  even: 'p-values are even: no gene is seen to differ',
  'many-small': 'many small p-values, as where genes differ',
  'many-large': 'many p-values near 1: the model does not fit, or the values are no counts',
  'many-small-and-large': 'many p-values near 0 and near 1: a factor may be missing from the model',
} as const;

function shapeText(shape: ContrastTold['pValues'], share: number | null, found: number): string {
  const percent = Math.round((share ?? 0) * 100);
  // Where one was found, not all of them do not differ.
  const many = percent === 100 && found > 0 ? 'nearly all' : `about ${percent} % of`;
  const alike = share === null ? '' : `; ${many} genes do not differ`;
  const told = shape === 'even' && found > 0 ? 'p-values of all others are even' : shape && SHAPES[shape];
  return `${told === null ? '' : `; ${told}`}${alike}`;
}

/** Not compared yet, which is no refusal. */
export const isAwaited = (refused: { readonly code: string } | undefined): boolean =>
  refused === undefined || refused.code.endsWith('.awaited');

/** The other of the two results that an exclusion leaves. */
export function withoutText({
  n,
  significant,
  refused,
}: {
  readonly n: Sides<number>;
  readonly significant: number | null;
  readonly refused?: { readonly message: string } | undefined;
}): string {
  if (refused !== undefined) return `with what was excluded it is not compared: ${refused.message}`;
  const found = significant === null ? 'no p' : `${countText(significant, 'gene')} found`;
  return `with what was excluded: ${n.a} v ${n.b}, ${found}`;
}

/** Over what p is adjusted, and over what not. */
export function multiplicityText(engine: string, sets: number): string {
  const filtered =
    engine === 'deseq2'
      ? ' that DESeq2 does not set aside as read too rarely to be found (these have no adjusted p)'
      : '';
  const ofSets = sets === 0 ? '' : `; of gene sets over the ${groupedText(sets)} sets of this contrast`;
  return `p of genes is adjusted (Benjamini-Hochberg) over the genes of this contrast${filtered}, not over contrasts, engines or assays${ofSets}`;
}
