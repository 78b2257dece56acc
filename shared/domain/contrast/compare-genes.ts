/** Genes of one arm against another: what is known of each, and of all together, with what qualifies it. */

import { mangledWarning } from '../assay/mangled-warning.ts';
import type { RegisteredSample, Remark } from '../assay/sample-register.ts';
import type { ExpressionTable } from '../assay/tables.ts';
import type { Contrast } from '../experiment/assay-schema.ts';
import type { CountMatrix } from '../expression/count-matrix.ts';
import { FIELD_GENES } from '../gene-set/field-sets.ts';
import { findGenes, NOT_FOUND } from '../gene-set/find-genes.ts';
import { countText } from '../words/count.ts';
import { refusalOf } from './contrast-refusal.ts';
import { type Design, designOf, type FactorShare } from './design.ts';
import { type EngineContrast, engineContrast, type OfContrast } from './engine-contrast.ts';
import { defaultEngine, type FittedEngine, fitEngine, type Measured } from './engines.ts';
import { levelRemarks, untoldApart } from './factor-remarks.ts';
import { levelsOf } from './gene-table.ts';
import { type Replicate, replicatesOf } from './libraries.ts';

export interface ContrastOfArms extends Contrast {
  readonly id: string;
  readonly n: { readonly a: number; readonly b: number };
  readonly units: { readonly a: readonly string[]; readonly b: readonly string[] };
  readonly donors: { readonly a: readonly string[]; readonly b: readonly string[] };
  readonly design: string;
  readonly remarks: readonly Remark[];
}

export type ComparedContrast =
  | { readonly contrast: ContrastOfArms; readonly engines: readonly EngineContrast[] }
  | { readonly contrast: ContrastOfArms; readonly refused: Remark };

export interface ComparedGenes {
  readonly replicates: readonly Replicate[];
  readonly contrasts: readonly ComparedContrast[];
}

export interface AskedOfGenes {
  readonly contrasts: readonly Contrast[];
  readonly design: {
    readonly batch: readonly string[];
    readonly covariates: readonly string[];
    readonly paired: boolean;
  };
}

export function compareGenes(
  table: ExpressionTable,
  register: readonly RegisteredSample[],
  { contrasts, design: asked }: AskedOfGenes,
): ComparedGenes {
  const { replicates: all, values, whole, remarks } = replicatesOf(table, register);
  const { kept, matrix, empty } = matrixOf(table, all, values, whole);
  const design = designOf(kept, asked);
  const measured: Measured = { scale: table.scale, matrix, columns: design.columns };
  const fitted = kept.length === 0 ? [] : enginesOf(measured);
  const rows = rowsOf(table, whole);
  const levels = levelsOf(measured);
  const ofAll = [...remarks, ...mangledWarning(table), ...empty, ...levelRemarks(kept, asked)];
  const found = fieldGenesIn(rows, matrix.genes.length);
  return {
    replicates: kept,
    contrasts: contrasts.map((contrast): ComparedContrast => {
      const told = toldOf(contrast, kept, design, ofAll);
      const separation = refusalOf(contrast, asked.paired, design, kept);
      if ('refused' in separation) return { contrast: told, refused: separation.refused };
      if (fitted.length === 0) return { contrast: told, refused: NOT_FITTED };
      const shares = separation.shares.flatMap((one) => shareRemark(one));
      const hasP = Math.min(told.n.a, told.n.b) >= 2;
      const apart = [...shares, ...untoldApart(contrast, kept, asked)];
      const remarked = [...told.remarks, ...apart, ...(hasP ? [] : [alone(told)])];
      return {
        contrast: { ...told, remarks: remarked },
        engines: fitted.map((engine, i) => ({
          ...engineContrast(engine, { contrast, design, kept, matrix, rows, levels, found, hasP }),
          isDefault: i === 0,
        })),
      };
    }),
  };
}

/** Genes as a contrast lists them: those that can be compared, then those that lack a value. */
function rowsOf({ features, symbols }: ExpressionTable, whole: readonly number[]): OfContrast['rows'] {
  const isWhole = new Set(whole);
  const places = [...whole, ...features.keys().filter((f) => !isWhole.has(f))];
  return {
    genes: places.map((f) => features[f]!),
    symbols: symbols === null ? null : places.map((f) => symbols[f]!),
  };
}

/** One that can be compared goes before one that lacks a value. */
function fieldGenesIn({ genes, symbols }: OfContrast['rows'], compared: number): OfContrast['found'] {
  const within = (from: number, to?: number) =>
    findGenes(genes.slice(from, to), symbols?.slice(from, to) ?? null, FIELD_GENES);
  const lacking = within(compared);
  return new Map(
    Array.from(within(0, compared), ([name, one]) => {
      const other = one.place === null && one.reason === NOT_FOUND ? lacking.get(name) : undefined;
      return [name, other?.place == null ? one : { ...other, place: compared + other.place }];
    }),
  );
}

const NOT_FITTED: Remark = {
  code: 'contrast.not-fitted',
  message:
    'the samples leave no degree of freedom, or fewer than three genes are read often enough: no gene can be compared',
};

/** The default first; DESeq2 beside it where counts are compared, because others report it. */
function enginesOf(measured: Measured): FittedEngine[] {
  const first = defaultEngine(measured);
  return [first, 'deseq2' as const].flatMap((engine) => fitEngine(engine, measured) ?? []);
}

/** Replicates that were read at all. */
export function matrixOf(
  { features, scale }: ExpressionTable,
  replicates: readonly Replicate[],
  values: Float64Array,
  whole: readonly number[],
): { kept: Replicate[]; matrix: CountMatrix; empty: Remark[] } {
  const width = replicates.length;
  const places = replicates.flatMap((_, r) =>
    scale === 'log2' || whole.some((f) => values[f * width + r]! > 0) ? [r] : [],
  );
  const counts = new Float64Array(whole.length * places.length);
  whole.forEach((f, row) => {
    places.forEach((r, column) => {
      counts[row * places.length + column] = values[f * width + r]!;
    });
  });
  const kept = places.map((r) => replicates[r]!);
  const dropped = replicates.filter((one) => !kept.includes(one));
  const message = `${dropped.map(({ name }) => name).join(', ')}: not one read, left out`;
  return {
    kept,
    matrix: { genes: whole.map((f) => features[f]!), samples: kept.map(({ name }) => name), counts },
    empty: dropped.length === 0 ? [] : [{ code: 'sample.all-zero', message }],
  };
}

function toldOf(
  contrast: Contrast,
  replicates: readonly Replicate[],
  { words }: Design,
  remarks: readonly Remark[],
): ContrastOfArms {
  const of = (arm: string) => replicates.filter((one) => one.arm === arm);
  const [a, b] = [of(contrast.a), of(contrast.b)];
  const donors = (list: readonly Replicate[]) =>
    [...new Set(list.flatMap(({ donor }) => donor ?? []))].sort();
  const told = { a: donors(a), b: donors(b) };
  return {
    ...contrast,
    id: contrastId(contrast),
    n: { a: a.length, b: b.length },
    units: { a: a.map(({ name }) => name), b: b.map(({ name }) => name) },
    donors: told,
    design: words,
    remarks: [...remarks, ...donorRemarks(contrast, told)],
  };
}

export const contrastId = ({ a, b }: Contrast): string => `${a}-v-${b}`;

/** One donor an arm, and another in the other: what is the donor's own looks like the arm's. */
function donorRemarks({ a, b }: Contrast, donors: ContrastOfArms['donors']): Remark[] {
  const [ofA, ofB] = [donors.a[0], donors.b[0]];
  if (donors.a.length !== 1 || donors.b.length !== 1 || ofA === ofB) return [];
  const message = `all of ${a} is donor ${ofA}, all of ${b} donor ${ofB}: whatever differs may be the donors' own`;
  return [{ code: 'design.donor-nested', message }];
}

/** A factor that goes along with the arms by less than this is none. */
const NOTICED = 0.01;

function shareRemark({ factor: { name, kind }, share }: FactorShare): Remark[] {
  if (share < NOTICED) return [];
  const percent = Math.max(1, Math.round(share * 100));
  const what = kind === 'donor' ? 'the donors go' : `${name} (${kind}) goes`;
  const message = `${what} along with the arms in part: ${percent} % of what the samples say of this contrast is given up to tell the two apart`;
  return [{ code: 'design.partly-confounded', message }];
}

function alone({ a, b, n }: ContrastOfArms): Remark {
  const message = `${countText(n.a, 'unit')} of ${a} against ${n.b} of ${b}: how far units of one arm are apart is known from 2 of each on, so no p; fold changes only`;
  return { code: 'contrast.no-replicates', message };
}
