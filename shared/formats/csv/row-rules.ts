import type { FileSurvey } from '../../domain/survey/file-survey.ts';
import type { Layout } from '../reading/layout.ts';
import type { ReadPlan } from '../reading/reading.ts';
import type { TimeReader } from '../time/compile-time-formats.ts';
import type { CsvDialect } from './csv.ts';

/** How the rows of one file are to be read. */
export interface RowRules {
  readonly layout: Layout;
  readonly reader: TimeReader;
  readonly kindOf: (texts: readonly string[]) => number;
  readonly wordsAt: ReadPlan['wordsAt'];
  readonly dialect: CsvDialect;
  /** What a comment line begins with; empty where there are none. */
  readonly comment: Uint8Array;
  readonly maxLineBytes: number;
  readonly survey: FileSurvey;
}

/** How the rows of a file are to be read, in bytes. */
export interface PlainRules {
  readonly layout: Layout;
  readonly reader: TimeReader;
  readonly delimiter: number;
  readonly decimal: number;
  /** First byte of a comment line, or -1. */
  readonly comment: number;
  readonly maxLineBytes: number;
}
