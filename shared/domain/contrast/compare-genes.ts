/** Genes of one arm against another: what is known of each, and of all together, with what qualifies it. */

import type { RegisteredSample, Remark } from '../assay/sample-register.ts';
import type { ExpressionTable } from '../assay/tables.ts';
import type { Contrast } from '../experiment/assay-schema.ts';
import type { CountMatrix } from '../expression/count-matrix.ts';
import { countText } from '../words/count.ts';
import { refusalOf } from './contrast-refusal.ts';
import { type Design, designOf, type FactorShare, weightsOf } from './design.ts';
import {
  defaultEngine,
  ENGINE_VERSIONS,
  type EngineName,
  type FittedEngine,
  fitEngine,
  type Measured,
} from './engines.ts';
import { levelRemarks, untoldApart } from './factor-remarks.ts';
import { armMeans, type GeneTable, levelsOf } from './gene-table.ts';
import { type Replicate, replicatesOf } from './libraries.ts';
import { nullShare, type PValueShape, pValueShape } from './p-value-shape.ts';

export interface ContrastOfArms extends Contrast {
  readonly id: string;
  readonly n: { readonly a: number; readonly b: number };
  readonly units: { readonly a: readonly string[]; readonly b: readonly string[] };
  readonly donors: { readonly a: readonly string[]; readonly b: readonly string[] };
  readonly design: string;
  readonly remarks: readonly Remark[];
}

/** What one engine says of a contrast. */
export interface EngineContrast {
  readonly engine: EngineName;
  readonly version: string;
  readonly isDefault: boolean;
  readonly priorDf: number | null;
  /** Genes that were compared. */
  readonly tested: number;
  /** Of these with an adjusted p of .05 or less; null without p. */
  readonly significant: number | null;
  /** How many of those are expected to be none; null without p. */
  readonly expectedFalse: number | null;
  readonly nullShare: number | null;
  readonly shape: PValueShape | null;
  readonly table: GeneTable;
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

/** False discoveries among those that are called found. */
const LEVEL = 0.05;

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
  const symbols = table.symbols === null ? null : whole.map((f) => table.symbols![f]!);
  const levels = levelsOf(measured);
  const ofLevels = levelRemarks(kept, asked);
  return {
    replicates: kept,
    contrasts: contrasts.map((contrast): ComparedContrast => {
      const told = toldOf(contrast, kept, design, [...remarks, ...empty, ...ofLevels]);
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
          ...engineContrast(engine, { contrast, design, kept, matrix, symbols, levels, hasP }),
          isDefault: i === 0,
        })),
      };
    }),
  };
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
function matrixOf(
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
  const what = kind === 'donor' ? 'the donors' : `${name} (${kind})`;
  const message = `${what} goes along with the arms in part: ${percent} % of what the samples say of this contrast is given up to tell the two apart`;
  return [{ code: 'design.partly-confounded', message }];
}

function alone({ a, b, n }: ContrastOfArms): Remark {
  const message = `${countText(n.a, 'unit')} of ${a} against ${n.b} of ${b}: how far units of one arm are apart is known from 2 of each on, so no p; fold changes only`;
  return { code: 'contrast.no-replicates', message };
}

interface OfContrast {
  readonly contrast: Contrast;
  readonly design: Design;
  readonly kept: readonly Replicate[];
  readonly matrix: CountMatrix;
  readonly symbols: readonly string[] | null;
  readonly levels: Float64Array;
  readonly hasP: boolean;
}

function engineContrast(fitted: FittedEngine, of: OfContrast): Omit<EngineContrast, 'isDefault'> {
  const { engine, genes, priorDf } = fitted;
  const { contrast, design, kept, matrix, symbols, levels, hasP } = of;
  const tests = fitted.tests(weightsOf(design, contrast));
  const rows = matrix.genes.length;
  const column = (values: ArrayLike<number | null>) => {
    const out = new Float64Array(rows).fill(Number.NaN);
    genes.forEach((place, i) => {
      out[place] = values[i] ?? Number.NaN;
    });
    return out;
  };
  const none: (number | null)[] = [];
  const p = hasP ? tests.pValue.filter((one) => one !== null) : [];
  const significant = tests.adjusted.filter((one) => one !== null && one <= LEVEL).length;
  const share = nullShare(p);
  return {
    ...{ engine, version: ENGINE_VERSIONS[engine], priorDf, tested: genes.length },
    significant: hasP ? significant : null,
    expectedFalse: hasP ? significant * LEVEL * (share ?? 1) : null,
    ...{ nullShare: share, shape: pValueShape(p) },
    table: {
      ...{ genes: matrix.genes, symbols },
      log2fc: column(tests.log2fc),
      se: column(hasP ? tests.se : none),
      stat: column(hasP ? tests.stat : none),
      pValue: column(hasP ? tests.pValue : none),
      adjPValue: column(hasP ? tests.adjusted : none),
      ...armMeans(levels, kept, contrast, rows),
    },
  };
}
