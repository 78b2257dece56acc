/**
 * When the readings of a file were measured that could not be read: they are here, so nobody has to send them again. A
 * reject has a line and not always a time; its row, or the rows around it, say when it was.
 */
import * as z from 'zod';
import { firstAtOrAfter } from '../telemetry/search-times.ts';

export const unreadableSchema = z.object({
  /** Header of the cells; null where whole rows were rejected. */
  column: z.string().nullable(),
  /** Of data time: of the first and the last of them, or of the rows before and after. */
  from: z.number(),
  to: z.number(),
  samples: z.number(),
});
export type Unreadable = z.infer<typeof unreadableSchema>;

/** Rejects so few lines apart belong together. */
const NEAR_LINES = 3;
/** Stretches that a receipt keeps, those with the most samples; and that are followed while a file is read. */
const MOST_KEPT = 200;
const MOST_FOLLOWED = 2000;

interface Stretch {
  readonly column: string | null;
  readonly fromLine: number;
  toLine: number;
  samples: number;
  from: number | null;
  to: number | null;
}

/** Takes rejects and rows in the order of the file, the rejects of a row before it. */
export class UnreadableTally {
  readonly #newest = new Map<string | null, Stretch>();
  readonly #all: Stretch[] = [];
  #open: Stretch[] = [];
  #last: number | null = null;

  reject({ line, column, samples }: { line: number; column: string | null; samples: number }): void {
    if (samples === 0) return;
    const newest = this.#newest.get(column);
    if (newest !== undefined && line - newest.toLine <= NEAR_LINES) {
      newest.toLine = line;
      newest.samples += samples;
      if (newest.to !== null) this.#open.push(newest);
      newest.to = null;
      return;
    }
    if (this.#all.length >= MOST_FOLLOWED) return;
    const stretch: Stretch = { column, fromLine: line, toLine: line, samples, from: null, to: null };
    this.#newest.set(column, stretch);
    this.#all.push(stretch);
    this.#open.push(stretch);
  }

  /** Ascending lines, and the times of their rows. */
  rows(lines: Float64Array, times: Float64Array): void {
    if (lines.length === 0) return;
    for (const stretch of this.#open) {
      const begin = firstAtOrAfter(lines, stretch.fromLine);
      if (stretch.from === null && begin < lines.length) {
        const isOwn = lines[begin] === stretch.fromLine;
        stretch.from = isOwn ? times[begin]! : (times[begin - 1] ?? this.#last ?? times[begin]!);
      }
      const end = firstAtOrAfter(lines, stretch.toLine);
      if (end < lines.length) stretch.to = times[end]!;
    }
    this.#open = this.#open.filter(({ to }) => to === null);
    this.#last = times[times.length - 1]!;
  }

  /** In the order of the file; those with the most samples where they are many. */
  finish(): Unreadable[] {
    const known = this.#all.flatMap(({ column, samples, from, to }): Unreadable[] => {
      const begin = from ?? this.#last;
      const end = to ?? this.#last;
      if (begin === null || end === null) return [];
      return [{ column, from: Math.min(begin, end), to: Math.max(begin, end), samples }];
    });
    if (known.length <= MOST_KEPT) return known;
    const least = known.map(({ samples }) => samples).sort((a, b) => b - a)[MOST_KEPT - 1]!;
    return known.filter(({ samples }) => samples >= least).slice(0, MOST_KEPT);
  }
}
