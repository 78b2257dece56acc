/** What a unit felt over its culture, put together of parts of time that are read one after another. */
import { firstAtOrAfter } from '../telemetry/search-times.ts';
import { MICROS_PER_SECOND, type Seconds } from '../time.ts';
import type { Interval } from '../timeline/interval.ts';
import { groupedText } from '../words/count.ts';
import { significantText } from '../words/figure.ts';
import type { GSource } from './g-source.ts';
import {
  type GSummary,
  LEAST_OF_A_WINDOW,
  type MinutesAbove,
  QUASI_STEADY_SECONDS,
  type QuasiSteady,
  summariseG,
} from './g-summary.ts';
import { shareText } from './one-g-share.ts';
import type { ReadingsTogether } from './readings-together.ts';

export interface GDose {
  readonly records: number;
  /** That the records stand for. */
  readonly minutes: number;
  /** Mean length of the vector, bias included. */
  readonly g: number;
  /** Null of a length alone, where the sampling is too slow, or nothing was read for as long as a window. */
  readonly quasiSteady: QuasiSteady | null;
  /** Around the mean of each 100 s; null of a length alone, and where the sampling is too slow. */
  readonly rms: number | null;
  readonly above: readonly MinutesAbove[];
  /** What is not told, and why. */
  readonly lacks: readonly string[];
}

export class GDoseInParts {
  readonly #source: GSource;
  readonly #thresholds: readonly number[];
  #records = 0;
  #minutes = 0;
  #lengths = 0;
  /** Sum of squares around the mean of each window, and the records in it. */
  #squares = 0;
  #shaken = 0;
  #steady: QuasiSteady | null = null;
  readonly #above: number[];

  constructor(source: GSource, thresholds: readonly number[]) {
    this.#source = source;
    this.#thresholds = thresholds;
    this.#above = thresholds.map(() => 0);
  }

  /**
   * @param within times that are later than those before; a window of the quasi-steady part lies in one of them
   * @param readings of all of these times, and maybe of others
   */
  add(within: readonly Interval[], { times, values }: Pick<ReadingsTogether, 'times' | 'values'>): void {
    for (const { from, to } of within) {
      const [first, end] = [firstAtOrAfter(times, from), firstAtOrAfter(times, to)];
      if (first === end) continue;
      const axis = (place: number) => {
        const g = new Float32Array(end - first);
        if (place >= values.length) return g;
        const own = values[place]!;
        for (let i = 0; i < g.length; i++) g[i] = this.#source.gOf(place, own[first + i]!);
        return g;
      };
      const seconds = times.subarray(first, end).map((at) => (at - times[first]!) / MICROS_PER_SECOND);
      const record = { seconds, x: axis(0), y: axis(1), z: axis(2) };
      this.#merge(summariseG(record, this.#source.period, this.#thresholds));
    }
  }

  /** Null where nothing was read. */
  finish(): GDose | null {
    const [n, { by, period }] = [this.#records, this.#source];
    if (n === 0) return null;
    const why = whyNoVibration(by, period);
    const steady = why === null ? this.#steady : null;
    const rms = why === null && this.#shaken > 0 ? Math.sqrt(this.#squares / this.#shaken) : null;
    return {
      ...{ records: n, minutes: this.#minutes, g: this.#lengths / n },
      ...{ rms, quasiSteady: steady },
      above: this.#thresholds.map((g, i) => ({ g, minutes: this.#above[i]! })),
      lacks: why === null ? [...(steady ? [] : [NO_WINDOW]), ...(rms === null ? [NO_RMS] : [])] : [why],
    };
  }

  #merge({ records, minutes, meanMagnitude, rms, shaken, above, quasiSteady }: GSummary): void {
    this.#squares += rms ** 2 * shaken;
    this.#shaken += shaken;
    this.#records += records;
    this.#minutes += minutes;
    this.#lengths += meanMagnitude * records;
    for (const [i, one] of above.entries()) this.#above[i]! += one.minutes;
    this.#steady = bothSteady(this.#steady, quasiSteady);
  }
}

function bothSteady(one: QuasiSteady | null, other: QuasiSteady | null): QuasiSteady | null {
  if (one === null || other === null) return one ?? other;
  const windows = one.windows + other.windows;
  return {
    windows,
    least: Math.min(one.least, other.least),
    mean: (one.mean * one.windows + other.mean * other.windows) / windows,
    most: Math.max(one.most, other.most),
  };
}

const SLOWEST = QUASI_STEADY_SECONDS / LEAST_OF_A_WINDOW;
const NO_WINDOW = `no quasi-steady part: at no time ${QUASI_STEADY_SECONDS} s of readings in a row were read`;
/** The mean of a length is no length of a mean: noise of the axes adds to the one and cancels in the other. */
const LENGTH_ALONE =
  'no quasi-steady part and no RMS: a length alone tells neither, the three axes (gLevel: { axes }) would';
const NO_RMS = `no RMS: in no ${QUASI_STEADY_SECONDS} s were ${LEAST_OF_A_WINDOW} readings`;

function whyNoVibration(by: GSource['by'], period: Seconds): string | null {
  if (by === 'rotation') return 'no quasi-steady part and no RMS: a rotation tells of no vibration';
  if (by === 'magnitude') return LENGTH_ALONE;
  if (period <= SLOWEST) return null;
  return `no quasi-steady part and no RMS: a reading every ${significantText(period, 3)} s is too slow (${SLOWEST} s at most): what it shows of vibrations is chance`;
}

/** Of what it was never above, it was never above more either. */
const isTold = ({ minutes }: MinutesAbove, i: number, all: readonly MinutesAbove[]): boolean =>
  minutes > 0 || i === 0 || all[i - 1]!.minutes > 0;

const aboveText = ({ g, minutes }: MinutesAbove): string =>
  minutes > 0 ? `above ${level(g)} for ${minutesText(minutes)}` : `no reading above ${level(g)}`;

/** `1.002 g on average; …`: the numbers of a dose in a line. */
export function doseText(
  { g, quasiSteady, rms, above, minutes }: GDose,
  { period, cultureMinutes }: { readonly period: Seconds; readonly cultureMinutes: number },
): string {
  const share = cultureMinutes === 0 ? 0 : Math.min(1, minutes / cultureMinutes);
  return [
    `${level(g)} on average`,
    ...(quasiSteady === null
      ? []
      : [`quasi-steady ${level(quasiSteady.least)} to ${level(quasiSteady.most)}`]),
    ...(rms === null ? [] : [`RMS ${level(rms)} (slower than ${significantText(1 / (2 * period), 3)} Hz)`]),
    ...above.filter(isTold).map(aboveText),
    `by a reading every ${significantText(period, 3)} s, over ${minutesText(minutes)} (${shareText(share)} of the culture)`,
  ].join('; ');
}

const level = (g: number): string => `${significantText(g, 3)} g`;
const minutesText = (minutes: number): string => `${groupedText(Math.round(minutes))} min`;
