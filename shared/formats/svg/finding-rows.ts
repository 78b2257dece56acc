/** Where the bars of findings stand, so that none covers another. */
import type { Finding } from './figure.ts';
import { type Across, within } from './panel.ts';
import { FONT, widthOf } from './words.ts';

/** One finding, or several that there is no room for apart. */
export interface FindingBar {
  /** Pixels. */
  readonly start: number;
  readonly end: number;
  /** Of the findings in their order, from 1 on; ascending. */
  readonly numbers: readonly number[];
}

const MOST_ROWS = 3;
const BETWEEN = 2;
const PADDING = 6;

/** Each takes the first row with room; where none has, the bar of the one before it, else the one that ends first, takes it up. */
export function findingRows(across: Across, findings: readonly Finding[]): FindingBar[][] {
  const { x, left, right } = across;
  const rows: FindingBar[][] = [];
  for (const [i, { from, to }] of findings.entries()) {
    const [begin, end] = [within(from, x, left, right), within(to, x, left, right)];
    const bar = wideEnough({ start: begin, end, numbers: [i + 1] }, right);
    const free = rows.find((row) => row.at(-1)!.end + BETWEEN <= bar.start);
    if (free !== undefined) free.push(bar);
    else if (rows.length < MOST_ROWS) rows.push([bar]);
    else join(rowToJoin(rows, i), bar, right);
  }
  return rows;
}

function wideEnough({ start, end, numbers }: FindingBar, right: number): FindingBar {
  const width = Math.max(widthOf(numbersText(numbers), FONT) + PADDING, end - start);
  const first = Math.min(start, right - width);
  return { start: first, end: first + width, numbers };
}

/** @param before the number of the finding before */
function rowToJoin(rows: readonly FindingBar[][], before: number): FindingBar[] {
  return (
    rows.find((row) => row.at(-1)!.numbers.at(-1) === before) ??
    rows.toSorted((a, b) => a.at(-1)!.end - b.at(-1)!.end)[0]!
  );
}

/** What the longer bar would then cover is taken up, too. */
function join(row: FindingBar[], bar: FindingBar, right: number): void {
  let joined = bar;
  for (let last = row.at(-1); last !== undefined && last.end + BETWEEN > joined.start; last = row.at(-1)) {
    row.pop();
    const numbers = [...last.numbers, ...joined.numbers].toSorted((a, b) => a - b);
    const [start, end] = [Math.min(last.start, joined.start), Math.max(last.end, joined.end)];
    joined = wideEnough({ start, end, numbers }, right);
  }
  row.push(joined);
}

/** `5`, `5–7`, `2, 5–7`. */
export function numbersText(numbers: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs
    .map(([first, last]) =>
      first === last ? `${first}` : `${first}${last === first + 1 ? ', ' : '–'}${last}`,
    )
    .join(', ');
}
