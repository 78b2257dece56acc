/** An issue of a control run as a table, a row per set-point and step: what a chamber is programmed from. */

export const ISSUE_COLUMNS = [
  ...['ground', 'delay', 'issue', 'at', 'until', 'what', 'name'],
  ...['setpoint', 'ucum', 'state', 'cause', 'late', 'note'],
];
/** Stands in the column of that name, which is empty else. */
export const LATE = 'late';

interface WrittenRow {
  readonly what: string;
  readonly name: string;
  readonly at: string;
  readonly until: string | null;
  readonly state: string;
  readonly setpoint: number | null;
  readonly ucum: string;
  readonly cause: string;
  readonly note: string;
  readonly issue: number;
  readonly late: boolean;
}

/** The rows under `ISSUE_COLUMNS`; what is not there is an empty cell. */
export function issueRows(issue: {
  readonly ground: string;
  readonly delay: string;
  readonly rows: readonly WrittenRow[];
}): string[][] {
  return issue.rows.map((row) => [
    ...[issue.ground, issue.delay, String(row.issue), row.at, row.until ?? '', row.what, row.name],
    ...[row.setpoint === null ? '' : String(row.setpoint), row.ucum, row.state, row.cause],
    ...[row.late ? LATE : '', row.note],
  ]);
}
