/** Where the marks of an axis stand, and what they say. */
import { MICROS_PER_SECOND, type Seconds } from '../time.ts';
import { spanText } from '../words/span.ts';

export interface Tick {
  readonly at: number;
  readonly label: string;
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
/** Steps that people count time in. */
const TIME_STEPS: readonly Seconds[] = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000].map((days) => days * DAY),
];

/** Marks at round times, at most `most` of them; below a second at round parts of it. */
export function elapsedTicks(from: Seconds, to: Seconds, most: number): Tick[] {
  const least = (to - from) / Math.max(1, most);
  const step = least < 0.5 ? roundStep(least) : (TIME_STEPS.find((one) => one >= least) ?? roundStep(least));
  return marks(from, to, step).map((at) => ({ at, label: elapsedText(at) }));
}

/** `T` at the reference, `T+1 h 30 min`, `T−2 d`. */
export function elapsedText(seconds: Seconds): string {
  const span = spanText(Math.abs(seconds) * MICROS_PER_SECOND);
  if (span === '0 s') return 'T';
  return `T${seconds < 0 ? '−' : '+'}${span}`;
}

/** Marks at 1, 2 or 5 times a power of ten, at most `most` of them, each with as many decimals as they differ in. */
export function valueTicks(from: number, to: number, most: number): Tick[] {
  const step = roundStep((to - from) / Math.max(1, most));
  const decimals = Math.min(12, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  return marks(from, to, step).map((at) => ({ at, label: valueText(at, decimals) }));
}

const TOO_LONG = 1e6;

function valueText(value: number, decimals: number): string {
  const text = Math.abs(value) >= TOO_LONG ? value.toExponential(2) : value.toFixed(decimals);
  return text.replace(/^-(?=0(\.0*)?$)/, '').replace('-', '−');
}

/** The smallest of 1, 2 or 5 times a power of ten that is not smaller. */
function roundStep(least: number): number {
  if (!(least > 0) || !Number.isFinite(least)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  // 0.1 / 0.1 may come out a hair above 1.
  return [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= least * (1 - 1e-9)) ?? least;
}

/** No axis has more, whatever its numbers. */
const MOST_MARKS = 100;

function marks(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.min(MOST_MARKS, Math.floor(to / step + 1e-9) - first + 1);
  return Array.from({ length: Math.max(0, count) }, (_, i) => (first + i) * step);
}
