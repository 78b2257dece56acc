/** Genes of a contrast as points of a picture. Pure: where each lies, which is found, and which is nearest to a pointer. */
import type { GenePointsOnWire } from '../../../shared/contract/expression.ts';
import { paddedRange } from '../../../shared/domain/axis/scale.ts';

export const PLOTS = ['volcano', 'ma'] as const;
export type PlotKind = (typeof PLOTS)[number];

/** At which genes count as found. */
const LEVEL = 0.05;
/** No double is smaller. */
const LARGEST_POWER = 324;

export interface GenePoints {
  readonly answer: GenePointsOnWire;
  /** In the order of the answer; NaN of a gene that this picture has no place for. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** 1: higher in the first arm, -1: in the second, 0: not found. */
  readonly found: Int8Array;
  readonly rangeX: readonly [number, number];
  readonly rangeY: readonly [number, number];
  /** Where the picture shows it: the largest p that counts as found, as a height; null where none does, or not here. */
  readonly line: number | null;
  /** How many genes have no place in the picture, though they have a fold. */
  readonly without: number;
}

/** Volcano: fold against p; MA: level against fold. In plain loops: of 40,000 genes anything else is felt. */
export function pointsOf(answer: GenePointsOnWire, kind: PlotKind): GenePoints {
  const { log2fc, level, pValue, adjPValue } = answer;
  const count = log2fc.length;
  const [x, y] = [new Float64Array(count), new Float64Array(count)];
  const found = new Int8Array(count);
  let without = 0;
  let line = Number.POSITIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    const fold = log2fc[i]!;
    const height = heightOf(pValue[i] ?? null);
    x[i] = kind === 'volcano' ? fold : (level[i] ?? Number.NaN);
    y[i] = kind === 'volcano' ? height : fold;
    found[i] = (adjPValue[i] ?? 1) > LEVEL ? 0 : Math.sign(fold);
    if (Number.isNaN(x[i]!) || Number.isNaN(y[i]!)) without += 1;
    else if (found[i] !== 0) line = Math.min(line, height);
  }
  return {
    ...{ answer, x, y, found, without },
    ...{ rangeX: rangeOf(x, kind === 'volcano'), rangeY: rangeOf(y, kind === 'ma') },
    line: kind === 'volcano' && Number.isFinite(line) ? line : null,
  };
}

function heightOf(p: number | null): number {
  if (p === null) return Number.NaN;
  return p === 0 ? LARGEST_POWER : -Math.log10(p) || 0;
}

/** A fold of 0 lies in the middle, so that either side is seen alike. */
function rangeOf(values: Float64Array, isFold: boolean): readonly [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const range = paddedRange([least, most]);
  if (range === null) return [-1, 1];
  if (!isFold) return range;
  const widest = Math.max(Math.abs(range[0]), Math.abs(range[1]));
  return [-widest, widest];
}

/** A gene as people call it: its symbol, else its id. */
export const nameAt = ({ genes, symbols }: Pick<GenePointsOnWire, 'genes' | 'symbols'>, i: number): string =>
  symbols?.[i] || genes[i]!;

/** Of both arms, how many were found. */
export function foundIn({ log2fc, adjPValue }: Pick<GenePointsOnWire, 'log2fc' | 'adjPValue'>): {
  readonly up: number;
  readonly down: number;
} {
  let [up, down] = [0, 0];
  for (let i = 0; i < log2fc.length; i++) {
    if ((adjPValue[i] ?? 1) > LEVEL) continue;
    if (log2fc[i]! > 0) up += 1;
    else if (log2fc[i]! < 0) down += 1;
  }
  return { up, down };
}

interface Pixels {
  /** From values to pixels. */
  readonly toX: (value: number) => number;
  readonly toY: (value: number) => number;
}

/** The point that is nearest to a place, in pixels, within so many of them; what was found goes before what was not. */
export function nearestPoint(
  { x, y, found }: Pick<GenePoints, 'x' | 'y' | 'found'>,
  { toX, toY }: Pixels,
  at: { readonly x: number; readonly y: number },
  within: number,
): number | null {
  let best: number | null = null;
  let least = within ** 2;
  for (let i = 0; i < x.length; i++) {
    const away = (toX(x[i]!) - at.x) ** 2 + (toY(y[i]!) - at.y) ** 2;
    // Points that lie over each other: the one that somebody looks for is found.
    const weighed = found[i] === 0 ? away : away / 4;
    if (weighed <= least && away <= within ** 2) {
      least = weighed;
      best = i;
    }
  }
  return best;
}

/** The place of a gene by its id or symbol, in any case; null where it is not among the points. */
export function placeOfGene(
  { genes, symbols = [] }: Pick<GenePointsOnWire, 'genes' | 'symbols'>,
  name: string,
): number | null {
  const asked = name.toLowerCase();
  const isAsked = (one: string) => one.toLowerCase() === asked;
  const byId = genes.findIndex(isAsked);
  const place = byId < 0 ? symbols.findIndex(isAsked) : byId;
  return place < 0 ? null : place;
}
