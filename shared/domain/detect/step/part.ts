/**
 * What readings within one window tell of a step: the longest time that they were beyond the threshold without
 * interruption, and the longest that they may have been if whatever did not come was beyond it too. Parts of one window
 * that follow each other are one, wherever they are cut. Each reading stands for one period.
 */
import * as z from 'zod';
import { GAP_STEPS } from '../../telemetry/completeness.ts';
import { microsOf } from '../../telemetry/rule.ts';
import type { Micros } from '../../time.ts';
import { farther, isBeyond, type Level, type StepWindow } from './level.ts';

/** From so many periods on, an interval may hide a reading. */
const HIDES_STEPS = 1.5;

/** Stretches beyond the threshold: until when the first one lasts that the part begins with, since when the one it ends with. */
const stretchesSchema = z.object({
  head: z.number().nullable(),
  tail: z.number().nullable(),
  /** µs. */
  longest: z.number(),
});
type Stretches = z.infer<typeof stretchesSchema>;

const unreceivedSchema = z.object({ from: z.number(), to: z.number() });
type Unreceived = z.infer<typeof unreceivedSchema>;

export const partSchema = z.object({
  first: z.number(),
  last: z.number(),
  /** The reading farthest to the side of the threshold. */
  farthest: z.number(),
  held: stretchesSchema,
  perhaps: stretchesSchema,
  /** The widest interval that may hide a reading; null where none does. */
  widest: unreceivedSchema.nullable(),
});
export type Part = z.infer<typeof partSchema>;

type Readings = { readonly times: Float64Array; readonly values: Float64Array };

/** Of the readings from index `begin` to before `end`; null where there are none. */
export function partOf(
  { times, values }: Readings,
  [begin, end]: readonly [number, number],
  level: Level,
  period: Micros,
): Part | null {
  let part: Part | null = null;
  for (let i = begin; i < end; i++) {
    const at = times[i]!;
    const edge = isBeyond(level, values[i]!) ? at : null;
    const own = { head: edge, tail: edge, longest: edge === null ? 0 : period };
    const one = { first: at, last: at, farthest: values[i]!, held: own, perhaps: own, widest: null };
    part = joinedPart(part, one, level, period);
  }
  return part;
}

/** Two parts of one window, the earlier first. */
export function joinedPart(a: Part | null, b: Part, level: Pick<Level, 'side'>, period: Micros): Part {
  if (a === null) return b;
  const between = { from: a.last, to: b.first };
  const isHiding = lengthOf(between) > HIDES_STEPS * period;
  return {
    first: a.first,
    last: b.last,
    farthest: farther(level, a.farthest, b.farthest),
    held: touching(a, b, 'held', lengthOf(between) <= GAP_STEPS * period ? 0 : null, period),
    perhaps: touching(a, b, 'perhaps', isHiding ? lengthOf(between) - period : 0, period),
    widest: wider(wider(a.widest, isHiding ? between : null), b.widest),
  };
}

/**
 * Stretches of both. `hidden` is how much of the time between them may have been beyond the threshold by itself; null
 * where nothing goes on across it.
 */
function touching(
  a: Part,
  b: Part,
  of: 'held' | 'perhaps',
  hidden: Micros | null,
  period: Micros,
): Stretches {
  const [before, after] = [a[of], b[of]];
  const longest = Math.max(before.longest, after.longest);
  const isWhole = (stretches: Stretches, { last }: Part) => stretches.head === last;
  const joins = hidden !== null && (hidden > 0 || (before.tail !== null && after.head !== null));
  if (!joins) return { head: before.head, tail: after.tail, longest };
  const from = before.tail ?? a.last + period;
  const to = after.head ?? b.first - period;
  return {
    head: isWhole(before, a) ? to : before.head,
    tail: isWhole(after, b) ? from : after.tail,
    longest: Math.max(longest, to - from + period),
  };
}

function lengthOf({ from, to }: Unreceived): Micros {
  return to - from;
}

/** The earlier of two that are equally wide. */
function wider(a: Unreceived | null, b: Unreceived | null): Unreceived | null {
  if (a === null || b === null) return a ?? b;
  return lengthOf(b) > lengthOf(a) ? b : a;
}

export type Outcome =
  | { readonly outcome: 'SEEN' }
  /** Though all of the window was received. */
  | { readonly outcome: 'NOT_SEEN' }
  /** What was not received could have shown it. */
  | { readonly outcome: 'NOT_KNOWN'; readonly missing: Unreceived };

/** What the readings of a window come to, of which the newest of the series is at `newest`. */
export function outcomeOf(part: Part | null, window: StepWindow, newest: Micros, period: Micros): Outcome {
  const { from, to, forSeconds } = window;
  const needed = microsOf(forSeconds);
  if (part === null) return { outcome: 'NOT_KNOWN', missing: { from, to } };
  if (part.held.longest >= needed) return { outcome: 'SEEN' };
  const edges = [
    { from, to: part.first },
    { from: part.last, to },
  ];
  const [ahead, behind] = edges.map((edge) => (lengthOf(edge) > HIDES_STEPS * period ? edge : null));
  const isReceived = newest >= to || to - part.last <= period;
  if (!isReceived) return { outcome: 'NOT_KNOWN', missing: edges[1]! };
  const missing = wider(wider(ahead ?? null, part.widest), behind ?? null);
  if (missing === null) return { outcome: 'NOT_SEEN' };
  const { head, tail, longest } = part.perhaps;
  const beginsAt = ahead === null ? part.first : from;
  const endsAt = behind === null ? part.last + period : to;
  const atHead = (head === null ? part.first : head + period) - beginsAt;
  const atTail = endsAt - (tail ?? part.last + period);
  const isWhole = head === part.last;
  const most = Math.max(longest, isWhole ? endsAt - beginsAt : Math.max(atHead, atTail));
  const isCertain = lengthOf(missing) <= GAP_STEPS * period && most < needed;
  return isCertain ? { outcome: 'NOT_SEEN' } : { outcome: 'NOT_KNOWN', missing };
}
