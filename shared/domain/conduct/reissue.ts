/**
 * An issue that follows another (docs/design.md#control-run). The ground cannot be told again what it has run: up to
 * its clock the rows that it was told stay, and what is known otherwise by now stands beside them as late.
 */
import { byText } from '../by-text.ts';
import type { Micros } from '../time.ts';
import { type IssueRow, NOT_YET, saysTheSame, type ToldRow } from './issue-row.ts';

export interface Issue {
  /** From 1; the number of the issue before where nothing has changed since. */
  readonly number: number;
  /** In order of time: what the ground runs, and what came too late to be run. */
  readonly rows: readonly ToldRow[];
  /** Rows that this issue says first. */
  readonly added: number;
  /** Those of them that are late. */
  readonly late: number;
  /** Rows of the issue before, not yet run to their end, in whose place something else is said. */
  readonly dropped: number;
}

/**
 * @param before the rows of the issue that the ground has; none for the first issue
 * @param next what the flight says by now: of each channel ascending rows that do not overlap
 * @param now on the ground's clock
 */
export function reissue(before: readonly ToldRow[], next: readonly IssueRow[], now: Micros): Issue {
  const last = before.reduce((most, { issue }) => Math.max(most, issue), 0);
  const number = last + 1;
  const beforeOf = Map.groupBy(before, keyOf);
  const nextOf = Map.groupBy(next, keyOf);
  const rows: ToldRow[] = [];
  let dropped = 0;
  for (const key of new Set([...beforeOf.keys(), ...nextOf.keys()])) {
    const all = beforeOf.get(key) ?? [];
    const told = all.filter(({ isLate }) => !isLate).sort(byTime);
    const wasLate = all.filter(({ isLate }) => isLate);
    const said = nextOf.get(key) ?? [];
    const run = key.startsWith('step') ? runSteps(told, said, now, number) : runOf(told, said, now, number);
    rows.push(...run, ...lateOf(told, wasLate, said, now, number));
    dropped += told.filter((row) => isToRun(row, now) && !said.some((one) => goesOn(one, row, now))).length;
  }
  rows.sort((a, b) => byTime(a, b) || byText(a.what, b.what) || byText(a.name, b.name));
  const added = rows.filter(({ issue }) => issue === number);
  const hasChanged = added.length > 0 || dropped > 0;
  const late = added.filter(({ isLate }) => isLate).length;
  return { number: hasChanged ? number : Math.max(1, last), rows, added: added.length, late, dropped };
}

const keyOf = ({ what, name }: IssueRow) => `${what} ${name}`;
const byTime = (a: IssueRow, b: IssueRow) => a.from - b.from || a.to - b.to;
const isSameRow = (a: IssueRow, b: IssueRow) => a.from === b.from && a.to === b.to && saysTheSame(a, b);

/** Whether the ground has still to begin or to end it; that nothing was known yet is nothing to be run. */
function isToRun({ from, to, cause }: IssueRow, now: Micros): boolean {
  return (from >= now || to > now) && cause !== NOT_YET;
}

/** Whether what is said by now is what the row said, where the rest of it begins. */
function goesOn(said: IssueRow, row: IssueRow, now: Micros): boolean {
  const from = row.what === 'step' ? row.from : Math.max(row.from, now);
  const holds = row.what === 'step' ? said.from === from : said.from <= from && from < said.to;
  return holds && saysTheSame(said, row);
}

/** What the ground runs of one channel: up to now what it was told, from now on what the flight says. */
function runOf(told: readonly ToldRow[], next: readonly IssueRow[], now: Micros, number: number): ToldRow[] {
  const past = told.filter(({ from }) => from < now).map((row) => ({ ...row, to: Math.min(row.to, now) }));
  const future = next.flatMap((row) =>
    row.to > now ? [{ ...row, from: Math.max(row.from, now), issue: number, isLate: false }] : [],
  );
  const [first, ...others] = future;
  const running = past.at(-1);
  const joins =
    first !== undefined && running?.to === now && first.from === now && saysTheSame(first, running);
  const all = joins
    ? [...past.slice(0, -1), { ...first, from: running.from }, ...others]
    : [...past, ...future];
  // What stands as it was told keeps the number of the issue that said it.
  return all.map((row) => told.find((one) => isSameRow(one, row)) ?? row);
}

function runSteps(
  told: readonly ToldRow[],
  next: readonly IssueRow[],
  now: Micros,
  number: number,
): ToldRow[] {
  const due = next.filter(({ from }) => from >= now).map((row) => ({ ...row, issue: number, isLate: false }));
  return [
    ...told.filter(({ from }) => from < now),
    ...due.map((row) => told.find((one) => isSameRow(one, row)) ?? row),
  ];
}

/** What the flight says of the time up to now where the ground was told something else, or nothing. */
function lateOf(
  told: readonly ToldRow[],
  wasLate: readonly ToldRow[],
  next: readonly IssueRow[],
  now: Micros,
  number: number,
): ToldRow[] {
  const late = next.flatMap((row) => {
    // That nothing is known of a time is no news that came too late.
    if (row.from >= now || row.cause === NOT_YET) return [];
    const same = told.filter((one) => saysTheSame(one, row));
    if (row.what === 'step') return same.some(({ from }) => from === row.from) ? [] : [row];
    return without({ ...row, to: Math.min(row.to, now) }, same);
  });
  return late.map(
    (row) => wasLate.find((one) => isSameRow(one, row)) ?? { ...row, issue: number, isLate: true },
  );
}

/** The row where none of the ascending others is. */
function without(row: IssueRow, others: readonly IssueRow[]): IssueRow[] {
  const rest: IssueRow[] = [];
  let from = row.from;
  for (const other of others) {
    if (other.to <= from || other.from >= row.to) continue;
    if (other.from > from) rest.push({ ...row, from, to: other.from });
    from = Math.max(from, other.to);
  }
  if (from < row.to) rest.push({ ...row, from });
  return rest;
}
