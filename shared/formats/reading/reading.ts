/** What every reader of files is told and hands out, whatever the format: `formats/source/source-reader.ts` picks one. */

import { type Corrections, NO_CORRECTIONS } from '../../domain/survey/corrections.ts';
import { FarCounts } from '../../domain/survey/epoch-fit.ts';
import { FileSurvey } from '../../domain/survey/file-survey.ts';
import type { FoldLook } from '../../domain/survey/fold-look.ts';
import type { Micros } from '../../domain/time.ts';
import type { RejectCode } from '../../domain/words/reject.ts';
import type { TimeReader } from '../time/compile-time-formats.ts';
import type { LineAbove } from '../time/epoch-above.ts';
import type { LineCounts } from './line-counts.ts';

/** The kind of rows that the source knows and does not read; they cost nothing. */
export const IGNORED = -1;
/** The kind of rows that the source does not know; they are rejected. */
export const UNMAPPED = -2;

/** What a file of rows is read for: wide (a row an instant, a column a series), long (a row a sample), or between the two. */
export interface OtherSource {
  readonly id: string;
  /** The pattern of its files' names. */
  readonly match: string;
  /** Columns without which it reads nothing. */
  readonly needs: readonly string[];
  readonly columns: readonly string[];
}

export interface ReadPlan {
  readonly time: {
    readonly header: string;
    /** Columns in which the text of the time goes on, read with a blank between. Absent: one column holds it whole. */
    readonly more?: readonly string[];
    readonly reader: TimeReader;
    /**
     * Told of the lines above the header, which say where the counts of the file begin, before the first row is read;
     * answers what to say of it. Absent: no line above says it. Fails with `time.epoch` where they do not.
     */
    readonly begin?: (above: readonly LineAbove[]) => string;
    /**
     * How the zone that a text of the file states contradicts the source's, in a sentence that says what to write; null
     * where it does not. The text is the column's header, or a line above it. Absent: no text is held against it.
     */
    readonly contradiction?: (text: string, where: 'header' | 'above') => string | null;
  };
  /** Columns whose texts say what a row speaks of: none (wide), the unit's, the channel's, or both. */
  readonly keys: readonly { readonly header: string }[];
  /**
   * The kind of the rows with these key texts, one text a key: 0 to 65,535, `IGNORED` or `UNMAPPED`. It must answer
   * the same for the same texts; it is asked once for each of the first 65,536 combinations. Without keys every row
   * is of kind 0 and this is not asked.
   */
  readonly kindOf: (texts: readonly string[]) => number;
  /** What texts in a column stand for in rows of a kind at a time; null where only numbers are read, as where absent. */
  readonly wordsAt?:
    | ((kind: number, header: string, time: Micros) => ReadonlyMap<string, number> | null)
    | undefined;
  /** The columns of values; each name must be there once at most. */
  readonly columns: readonly { readonly header: string }[];
  /**
   * Whether a row without a value is rejected, as where each row is a sample; else its empty cells are no samples.
   * Where absent, so it is with keys and one column of values.
   */
  readonly emptyIsReject?: boolean;
  /** The column of event labels. */
  readonly event: { readonly header: string } | null;
  /** What the other sources read: a file may come under the name of another one. Absent: nobody says. */
  readonly others?: readonly OtherSource[];
  /** Columns that are known and not read; `rest`: all that nothing else names. */
  readonly ignore: readonly string[] | 'rest';
  /**
   * How the unit that a text of the file names for a mapped column contradicts how the column is read, in a sentence
   * that says what to write; null where it does not. The text is a header, or the column's cell of a units row.
   * Absent: no text is held against it.
   */
  readonly contradiction?: (column: string, text: string, where: 'header' | 'units row') => string | null;
  /**
   * What to write where the header of a mapped column may name another unit than it is read in, to stand behind "the
   * header"; null where it does not. Absent: nothing is said of headers.
   */
  readonly doubt?: (column: string, text: string) => string | null;
  /** Whether the text, a cell of a row below the header, names a unit of measure. Absent: none does. */
  readonly namesUnit?: (text: string) => boolean;
  /** Longer lines are rejected; 1 MiB where absent. */
  readonly maxLineBytes?: number;
}

/** Takes what is read. All are awaited, so that a slow receiver slows the reading. */
export interface ReadSink {
  batch(batch: ReadBatch): void | Promise<void>;
  reject(reject: Reject): void | Promise<void>;
  /** Each label that is not empty, of rows with a readable time whose kind is neither ignored nor unmapped. */
  event?(event: ReadEvent): void | Promise<void>;
}

/**
 * Consecutive readable rows. The arrays are the reader's own and are written again once `batch` is done: a receiver
 * copies what it keeps.
 */
export interface ReadBatch {
  /**
   * The mapped columns that the file has, or may have, in the plan's order; the same array in every batch of a file,
   * but for a CSV that goes on under another header.
   */
  readonly columns: readonly string[];
  readonly rows: number;
  /** Values that are not NaN. */
  readonly readings: number;
  /** µs since the epoch, in the file's order. */
  readonly times: Float64Array;
  /** The line on which each row begins, counted from 1. */
  readonly lines: Float64Array;
  /** What `kindOf` said of each row; null where the plan has no keys. */
  readonly kinds: Uint16Array | null;
  /** One array for each of `columns`; NaN where the row has no sample (empty or rejected cell). */
  readonly values: readonly Float64Array[];
  /** The column whose value the file ends within, in the last row; null where there is none such. */
  readonly unended: number | null;
}

/** A label in the plan's event column. */
export interface ReadEvent {
  /** What `kindOf` said of its row; 0 where the plan has no keys. */
  readonly kind: number;
  readonly line: number;
  readonly time: Micros;
  /** At most 200 characters, controls escaped. */
  readonly text: string;
}

/** A part of the file that could not be read. */
export interface Reject {
  readonly line: number;
  /** The header of the cell at fault; null where the whole row is. */
  readonly column: string | null;
  readonly code: RejectCode;
  readonly message: string;
  /** The text at fault, at most 200 characters, controls escaped. */
  readonly text: string;
  /** The samples that it costs: 1 for a cell, one a mapped column for a row. */
  readonly samples: number;
}

/** One reading of a file: what is noted for the judgement of the whole, and what such a judgement has corrected. */
export interface FilePass {
  readonly survey: FileSurvey;
  readonly corrections: Corrections;
  /** Counts that are far from what is plausible. */
  readonly counts: FarCounts;
  /** Looks at the hour that a clock shows twice; null where nothing is to be told of it. */
  readonly folds: FoldLook | null;
}

/** A reading of which nobody judges the whole. */
export function singlePass(): FilePass {
  return { survey: new FileSurvey(), corrections: NO_CORRECTIONS, counts: new FarCounts(), folds: null };
}

/** What was in the file. The readings handed out and `rejected` together are `samples` (docs/promises.md#p12). */
export interface ReadSummary {
  /** Rows that are not blank; ignored and unmapped ones too. */
  readonly rows: number;
  readonly lines: LineCounts;
  readonly samples: number;
  readonly rejected: number;
  /** Rejected samples by code. */
  readonly byReason: Readonly<Record<string, number>>;
  /** Columns neither mapped nor ignored. */
  readonly unmapped: readonly string[];
  /** Mapped columns, the event column too, that the file does not have. */
  readonly missingColumns: readonly string[];
  /** The first 100 combinations of key texts that are unmapped (each text cut at 200 characters), in the file's order. */
  readonly unmappedKeys: readonly { readonly texts: readonly string[]; readonly rows: number }[];
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  /** Bytes of the file as it came, before any transcoding. */
  readonly bytes: number;
}
