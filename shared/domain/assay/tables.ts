/** What files of assays hold, whatever their format: names are opaque, and stand as the file has them. */
import type { PitTable } from './pit-table.ts';

/** What the cells of an expression table say: how often something was read, or the logarithm (base 2) of how bright it was. */
export type ExpressionScale = 'counts' | 'log2';

/** What the rows are of. Transcripts and probes become genes only once somebody has said how. */
export type FeatureKind = 'gene' | 'transcript' | 'probe';

/** Features × samples. Each feature and each sample stands once. */
export interface ExpressionTable {
  readonly table: 'expression';
  readonly scale: ExpressionScale;
  readonly feature: FeatureKind;
  readonly features: readonly string[];
  /** Gene symbols of the features, where the file has a column of them; '' where a cell is empty. */
  readonly symbols: readonly string[] | null;
  /** Code classes of probes (Endogenous, Positive, Housekeeping …), where the file has them. */
  readonly classes: readonly string[] | null;
  readonly samples: readonly string[];
  /** By feature: the samples of a feature stand beside each other. NaN where a cell was rejected or empty. */
  readonly values: Float64Array;
}

/** What a well is there for. */
export const WELL_TASKS = [
  'UNKNOWN',
  'STANDARD',
  'NO_TEMPLATE',
  'NO_REVERSE_TRANSCRIPTASE',
  'POSITIVE',
] as const;
export type WellTask = (typeof WELL_TASKS)[number];

/** A reaction of a qPCR plate. */
export interface Well {
  /** Position such as A1; '' where the file has none. */
  readonly well: string;
  readonly sample: string;
  readonly target: string;
  readonly task: WellTask;
  /** Cycle of threshold; null where the signal never crossed it (Undetermined, NaN): later than the last cycle, never 40. */
  readonly ct: number | null;
  /** Of a standard: how much was put in, in the file's own unit or relative. */
  readonly quantity: number | null;
  /** Whether the instrument or its operator left the well out of the analysis. */
  readonly isOmitted: boolean;
}

export interface WellTable {
  readonly table: 'wells';
  readonly wells: readonly Well[];
  /** What a file says of a sample beside its name (RDML): a definition may name either. */
  readonly descriptions?: ReadonlyMap<string, string>;
}

/** A sheet that says of samples what they are: a run sheet, a sample table, or a map of transcripts to genes. */
export interface SheetTable {
  readonly table: 'sheet';
  readonly columns: readonly string[];
  /** Cells as they stand, without surrounding blanks. */
  readonly rows: readonly (readonly string[])[];
  /** Of tables of endpoints: the line of each row in its file, from 1; absent of what was kept before they had them. */
  readonly lines?: readonly number[];
}

export type AssayTable = ExpressionTable | WellTable | SheetTable | PitTable;

/** A record that cannot be taken in. A record is a cell, a well, a row of a sheet, or a pit. */
export interface RejectedRecord {
  /** Counted from 1. */
  readonly line: number;
  /** Column as the file names it, or its number; null for a whole row. */
  readonly column: string | null;
  /** Dotted, such as `count.negative`. */
  readonly code: string;
  /** Expected X, got Y. */
  readonly message: string;
  readonly text: string;
  /** How many records it is: of a whole row, its cells. */
  readonly records: number;
}

/** What one file holds: records = those in the table + repeated + rejected. */
export interface AssayRead {
  readonly table: AssayTable;
  /** What the file was recognised as, in a word or two of people: 'STAR ReadsPerGene', 'count matrix'. */
  readonly format: string;
  readonly lines: number;
  readonly rows: number;
  readonly records: number;
  /** Records that stand twice in the file, with equal values. */
  readonly repeated: number;
  readonly rejected: readonly RejectedRecord[];
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  /** Of an image. */
  readonly pictures?: Pictures;
}

/** What is kept of an image beside its table: a label image, which says of which object a pixel is, and the outlines to look at. */
export const PICTURES = ['labels', 'overlay'] as const;
export type PictureKind = (typeof PICTURES)[number];
/** PNGs. */
export type Pictures = Readonly<Record<PictureKind, Uint8Array>>;
