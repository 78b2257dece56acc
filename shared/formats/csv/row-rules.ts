import type { FileSurvey } from '../../domain/survey/file-survey.ts';
import type { Layout } from '../reading/layout.ts';
import type { TimeReader } from '../time/compile-time-formats.ts';
import type { CsvPlan } from './csv.ts';

/** How the rows of one file are to be read. */
export interface RowRules {
  readonly plan: CsvPlan;
  /** What a comment line begins with; empty where there are none. */
  readonly comment: Uint8Array;
  readonly maxLineBytes: number;
  readonly survey: FileSurvey;
}

/** How the rows of a stretch of a file are to be read, in bytes. */
export interface PlainRules {
  readonly layout: Layout;
  /** What each cell of a row is for. */
  readonly slots: Int32Array;
  /** Whether a row may end before the last of them. */
  readonly ragged: boolean;
  /** Of each column: longer cells are read with care. */
  readonly longest: Int32Array;
  readonly reader: TimeReader;
  readonly delimiter: number;
  readonly decimal: number;
  /** First byte of a comment line, or -1. */
  readonly comment: number;
  readonly maxLineBytes: number;
}
