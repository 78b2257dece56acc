import type { FileSurvey } from '../../domain/survey/file-survey.ts';
import type { DumpRoom } from '../dump/dump-room.ts';
import type { DumpRules } from '../dump/dump-rows.ts';
import type { Layout } from '../reading/layout.ts';
import type { CsvPlan } from './csv.ts';

/** How the rows of one file are to be read. */
export interface RowRules {
  readonly plan: CsvPlan;
  /** What a comment line begins with; empty where there are none. */
  readonly comment: Uint8Array;
  readonly maxLineBytes: number;
  readonly survey: FileSurvey;
  /** Where the bytes are, if the file may be a dump. */
  readonly room: DumpRoom | null;
}

/** How the rows of a stretch of a file are to be read, in bytes. */
export interface PlainRules extends DumpRules {
  readonly layout: Layout;
  /** Whether a row may end before the last of its cells. */
  readonly ragged: boolean;
}
