/**
 * STUCK, rule F (docs/design.md#stuck): a series that varied, jumped farther than ever before to a value where it never
 * was, and stands still there. A sensor that dies as 0.00 shows this in minutes, long before `stuckAfter`.
 *
 * A page is cut into runs that may be such a standstill (the first and the last one, which other pages may continue, and
 * long ones beyond all that the page showed before) and blocks of everything between them.
 */
import * as z from 'zod';
import { type Run, runLength, runSchema } from '../../telemetry/run.ts';
import type { Selection } from '../../telemetry/selection.ts';

const historySchema = z.object({
  low: z.number(),
  high: z.number(),
  /** The largest change from one reading to the next. */
  step: z.number(),
  changes: z.number(),
  /** Readings of the longest run. */
  longest: z.number(),
});
type History = z.infer<typeof historySchema>;

const blockSchema = historySchema.extend({ first: z.number(), last: z.number() });
type Block = z.infer<typeof blockSchema>;
export const fallenFactsSchema = z.array(z.union([runSchema, blockSchema]));
export type FallenFacts = z.infer<typeof fallenFactsSchema>;

export const fallenStateSchema = z.object({
  /** All readings but those of standstills like this. */
  history: historySchema.nullable(),
  /** The newest run, and how it began; null after a block. */
  open: runSchema.extend({ jump: z.number(), isFallen: z.boolean(), isFar: z.boolean() }).nullable(),
  /** The newest reading. */
  last: z.number().nullable(),
});
export type FallenState = z.infer<typeof fallenStateSchema>;
export const NOT_FALLEN: FallenState = { history: null, open: null, last: null };

/** Fewer changes do not show a signal that varies. */
const LEAST_CHANGES = 20;
/** A jump of so many times the largest step before is enough by itself. */
const FAR = 10;
/** At 0, where dead sensors stand, a standstill so many times longer than any before is too. */
const LONGER = 3;

/** `starts`: where the runs of the samples begin. `atLeast`: readings of a standstill. */
export function fallenFactsOf(
  { times, values }: Selection,
  starts: Uint32Array,
  atLeast: number,
): FallenFacts {
  const facts: FallenFacts = [];
  let block: Block | null = null;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let r = 0; r < starts.length; r++) {
    const start = starts[r]!;
    const n = runLength(starts, r, times.length);
    const value = values[start]!;
    const isBeyond = n >= atLeast && (value < low || value > high);
    if (isBeyond || r === 0 || r === starts.length - 1) {
      if (block !== null) facts.push(block);
      block = null;
      facts.push({ from: times[start]!, to: times[start + n - 1]!, n, value });
      continue;
    }
    if (block === null)
      block = { first: value, last: value, low: value, high: value, step: 0, changes: 1, longest: n };
    else extend(block, value, n);
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (block !== null) facts.push(block);
  return facts;
}

/** In place: most pages are one long block. */
function extend(block: Block, value: number, n: number): void {
  const step = Math.abs(value - block.last);
  if (step > block.step) block.step = step;
  if (value < block.low) block.low = value;
  if (value > block.high) block.high = value;
  if (n > block.longest) block.longest = n;
  block.changes += 1;
  block.last = value;
}

/** Takes the next page in: the standstills that ended in it. */
export function foldFallen(
  before: FallenState,
  facts: FallenFacts,
  atLeast: number,
): { state: FallenState; closed: Run[] } {
  let { history, open, last } = before;
  const closed: Run[] = [];
  for (const piece of facts) {
    const isRun = 'n' in piece;
    if (isRun && open !== null && open.value === piece.value) {
      open = { ...open, to: piece.to, n: open.n + piece.n };
      continue;
    }
    const isStandstill = open !== null && isFallenRun(open, history, atLeast);
    if (open !== null && isStandstill) closed.push(runOf(open));
    if (open !== null && !isStandstill) history = withRun(history, open);
    if (isRun) {
      const jump = last === null ? 0 : Math.abs(piece.value - last);
      const isFallen = history !== null && isBeyond(history, piece.value, jump);
      const isFar = history !== null && jump > FAR * history.step;
      // The way back from a standstill says nothing of the signal.
      open = { ...piece, jump: isStandstill ? 0 : jump, isFallen, isFar };
      last = piece.value;
    } else {
      const { first, last: newest, ...own } = piece;
      const back = last === null || isStandstill ? 0 : Math.abs(first - last);
      history = joined(history, { ...own, step: Math.max(own.step, back) });
      open = null;
      last = newest;
    }
  }
  return { state: { history, open, last }, closed };
}

/** The standstill that goes on; null where there is none. */
export function openFallen({ history, open }: FallenState, atLeast: number): Run | null {
  return open !== null && isFallenRun(open, history, atLeast) ? runOf(open) : null;
}

type Open = NonNullable<FallenState['open']>;

function runOf({ from, to, n, value }: Open): Run {
  return { from, to, n, value };
}

function isBeyond({ low, high, step, changes }: History, value: number, jump: number): boolean {
  return changes >= LEAST_CHANGES && (value < low || value > high) && jump > step;
}

function isFallenRun(open: Open, history: History | null, atLeast: number): boolean {
  const { n, value, isFallen, isFar } = open;
  if (!isFallen || n < atLeast) return false;
  return isFar || (value === 0 && history !== null && n >= LONGER * history.longest);
}

function withRun(history: History | null, { value, n, jump }: Open): History {
  return joined(history, { low: value, high: value, step: jump, changes: 1, longest: n });
}

function joined(a: History | null, b: History): History {
  if (a === null) return b;
  return {
    low: Math.min(a.low, b.low),
    high: Math.max(a.high, b.high),
    step: Math.max(a.step, b.step),
    changes: a.changes + b.changes,
    longest: Math.max(a.longest, b.longest),
  };
}
