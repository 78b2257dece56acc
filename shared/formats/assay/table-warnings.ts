/** What is worth saying of a table of expression that was read. */
import { mangledWarning } from '../../domain/assay/mangled-warning.ts';
import type { AssayRead, ExpressionTable, RejectedRecord } from '../../domain/assay/tables.ts';
import type { ColumnRoles } from './column-roles.ts';
import { cutOffWarnings, notEndedWarnings } from './reject-list.ts';

export type Warning = AssayRead['warnings'][number];

interface ReadTable {
  readonly table: ExpressionTable;
  readonly roles: ColumnRoles;
  readonly rejected: readonly RejectedRecord[];
  /** Line of a last row without a line end that was taken in. */
  readonly unended: number | null;
}

const MOST_NAMED = 10;

export function warningsOf({ table, roles, rejected, unended }: ReadTable): Warning[] {
  return [
    ...notRead(roles.unread),
    ...allZero(table),
    ...mangledWarning(table, twice(rejected)),
    ...notEndedWarnings(unended),
    ...cutOffWarnings(rejected),
  ];
}

function notRead(columns: readonly string[]): Warning[] {
  if (columns.length === 0) return [];
  const message = `not read, since they hold no numbers of samples: ${listText(columns)}`;
  return [{ code: 'column.not-read', message }];
}

function allZero({ samples, values, scale }: ExpressionTable): Warning[] {
  if (scale !== 'counts' || values.length === 0) return [];
  const hasReads = new Uint8Array(samples.length);
  for (let at = 0; at < values.length && hasReads.includes(0); at += samples.length)
    for (let s = 0; s < samples.length; s++) if (values[at + s]! > 0) hasReads[s] = 1;
  const empty = samples.filter((_, s) => hasReads[s] === 0);
  if (empty.length === 0) return [];
  const message = `no feature was read in ${listText(empty)}: a library that failed, or a column that was left empty`;
  return [{ code: 'sample.all-zero', message }];
}

/** Two genes that became one date stand twice, so that neither is in the table. */
const twice = (rejected: readonly RejectedRecord[]): string[] =>
  rejected.filter(({ code }) => code === 'feature.twice').map(({ text }) => text);

function listText(names: readonly string[], separator = ', '): string {
  const named = names.slice(0, MOST_NAMED).join(separator);
  return names.length > MOST_NAMED ? `${named} and ${names.length - MOST_NAMED} more` : named;
}
