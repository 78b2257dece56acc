/** Where the marks of an axis stand, and what they say. */
import { isoOf, type Seconds } from '../time.ts';
import { elapsedText } from '../words/elapsed.ts';
import { dayText } from '../words/instant.ts';

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

/** Nothing is stamped finer, and no label says more. */
const FINEST: Seconds = 0.001;

function timeStep(from: Seconds, to: Seconds, most: number): Seconds {
  const least = Math.max(FINEST, (to - from) / Math.max(1, most));
  return least < 0.5 ? roundStep(least) : (TIME_STEPS.find((one) => one >= least) ?? roundStep(least));
}

/** Marks at round times since an event, at most `most` of them; no two say the same. */
export function elapsedTicks(from: Seconds, to: Seconds, most: number): Tick[] {
  return marks(from, to, timeStep(from, to, most)).map((at) => ({
    at,
    label: at === 0 ? 'T' : elapsedText(at),
  }));
}

/** As `elapsedTicks`, at seconds since 1970: what begins a day says so, and of days what begins a year. */
export function utcTicks(from: Seconds, to: Seconds, most: number): Tick[] {
  const step = timeStep(from, to, most);
  let before: string | null = null;
  return marks(from, to, step).map((at) => {
    const iso = isoOf(Math.round(at * 1000) * 1000);
    const unit = step < DAY ? iso.slice(0, 10) : iso.slice(0, 4);
    const isFirst = unit !== before;
    before = unit;
    return { at, label: step < DAY ? timeLabel(iso, isFirst) : dayText(iso, isFirst) };
  });
}

/** `13:30`, `27 Sep 13:30`; seconds where there are any. */
function timeLabel(iso: string, isFirst: boolean): string {
  const clock = iso.slice(11, -1).replace(/:00$/, '');
  return isFirst ? `${dayText(iso, false)} ${clock}` : clock;
}

/** Marks at 1, 2 or 5 times a power of ten, at most `most` of them, each with as many decimals as they differ in. */
export function valueTicks(from: number, to: number, most: number): Tick[] {
  const step = roundStep((to - from) / Math.max(1, most));
  const decimals = Math.min(12, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  return marks(from, to, step).map((at) => ({ at, label: valueText(at, decimals, step) }));
}

const TOO_LONG = 1e6;

function valueText(at: number, decimals: number, step: number): string {
  const text = Math.abs(at) >= TOO_LONG ? at.toExponential(digitsApart(at, step)) : at.toFixed(decimals);
  return text.replace(/^-(?=0(\.0*)?$)/, '').replace('-', '−');
}

/** As many as tell it from its neighbours, and at least 2. */
function digitsApart(at: number, step: number): number {
  const digits = Math.floor(Math.log10(Math.abs(at))) - Math.floor(Math.log10(step) + 1e-9);
  return Math.min(15, Math.max(2, digits));
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
