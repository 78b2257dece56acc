/** The grid that intervals of a mean are judged on: series whose true mean is known, many runs a cell, seeded. */
import { type Random, randomStream } from '../../shared/simulator/random.ts';
import { mean } from '../../shared/stats/mean.ts';
import { type Mission, rodentColumn, TRANSFERRED } from './rodent-research.ts';

/** One series and the mean that its interval should hold. */
interface Run {
  readonly values: Float64Array;
  readonly truth: number;
}

export interface Cell {
  readonly series: string;
  readonly n: number;
  /** Null: as many as asked for. */
  readonly runs: number | null;
  /** Decorrelation times that the series holds, and the standard error of its mean; of an AR(1) process alone. */
  readonly known: { readonly times: number; readonly standardError: number } | null;
  readonly run: (random: Random, index: number) => Run;
}

export const LENGTHS = [30, 60, 120, 288, 720, 1440, 4320, 20_000] as const;
export const PHIS = [0, 0.5, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995] as const;

/** AR(1) of variance 1, from its stationary state. */
export function autoregression(random: Random, n: number, phi: number): Float64Array {
  const step = Math.sqrt(1 - phi * phi);
  let value = random.normal();
  return Float64Array.from({ length: n }, (_, i) => {
    if (i > 0) value = phi * value + step * random.normal();
    return value;
  });
}

export function autoregressive(phi: number, n: number): Cell {
  const long = (1 + phi) / (1 - phi);
  const inMean = long - (2 * phi * (1 - phi ** n)) / (n * (1 - phi) ** 2);
  return {
    series: `AR(1), φ ${phi}`,
    ...{ n, runs: null },
    known: { times: n / long, standardError: Math.sqrt(inMean / n) },
    run: (random) => ({ values: autoregression(random, n, phi), truth: 0 }),
  };
}

/** @param sd of the white noise, where that of the process is 1 */
export function withWhite(phi: number, sd: number, n: number): Cell {
  return {
    series: `AR(1), φ ${phi}, and white noise of sd ${sd}`,
    ...{ n, runs: null, known: null },
    run: (random) => ({
      values: autoregression(random, n, phi).map((value) => value + sd * random.normal()),
      truth: 0,
    }),
  };
}

/** An orbit of 92 min 20 s and a day, in minutes. */
const ORBIT = 5540 / 60;
const DAY = 1440;

/**
 * Twins as simulated (docs/design.md): φ 0.95 a minute of sd 0.0707, readings' noise of 0.0283, and a sine that the sample
 * knows nothing of: the true mean is that without it.
 */
function twins(name: string, minutes: number, period: number, amplitude: number, n: number): Cell {
  return {
    series: `twins, ${name}, a sample per ${minutes} min`,
    ...{ n, runs: null, known: null },
    run: (random) => {
      const slow = autoregression(random, n, 0.95 ** minutes);
      const wave = sine(random, period / minutes, amplitude);
      return {
        values: slow.map((value, t) => 0.0707 * value + 0.0283 * random.normal() + wave(t)),
        truth: 0,
      };
    },
  };
}

/** A sine as large as the noise; the true mean is that of the window, sine and all. */
function largeSine(name: string, minutes: number, period: number, n: number): Cell {
  return {
    series: `AR(1), φ 0.9, and ${name} of amplitude 1, a sample per ${minutes} min`,
    ...{ n, runs: null, known: null },
    run: (random) => {
      const wave = sine(random, period / minutes, 1);
      const waves = Float64Array.from({ length: n }, (_, t) => wave(t));
      const slow = autoregression(random, n, 0.9);
      return { values: slow.map((value, t) => value + waves[t]!), truth: mean(waves) ?? 0 };
    },
  };
}

function sine(random: Random, period: number, amplitude: number): (t: number) => number {
  const phase = 2 * Math.PI * random.uniform();
  return (t) => amplitude * Math.sin((2 * Math.PI * t) / period + phase);
}

const DAY_OF_PAIRS = 288;
/** Six hours of one value on the flight side: what RR-1 and RR-6 say where they have no reading. */
const PLACEHOLDER = 72;

/**
 * Days of a mission, one after another, of the pairs that count: from the animals' transfer on, without placeholders. The true
 * mean is taken to be that of all of them.
 */
export function realDays(mission: Mission, quantity: string): Cell {
  const ground = new Map(rodentColumn(mission, `${quantity}_Ground`));
  const flight = measured(rodentColumn(mission, `${quantity}_ISS`));
  const differences = Float64Array.from(
    flight.flatMap(([at, value]) =>
      at >= TRANSFERRED[mission] && ground.has(at) ? [value - ground.get(at)!] : [],
    ),
  );
  const truth = mean(differences) ?? 0;
  return {
    series: `${mission} ${quantity}, days`,
    n: DAY_OF_PAIRS,
    runs: Math.floor(differences.length / DAY_OF_PAIRS),
    known: null,
    run: (_, day) => ({
      values: differences.slice(day * DAY_OF_PAIRS, (day + 1) * DAY_OF_PAIRS),
      truth,
    }),
  };
}

/** The readings outside of runs of one value as long as a placeholder. */
function measured(readings: readonly [time: number, value: number][]): [time: number, value: number][] {
  const runs: [time: number, value: number][][] = [];
  for (const reading of readings) {
    const run = runs.at(-1);
    if (run?.[0]?.[1] === reading[1]) run.push(reading);
    else runs.push([reading]);
  }
  return runs.filter((run) => run.length < PLACEHOLDER).flat();
}

export function simulatedCells(): Cell[] {
  return LENGTHS.flatMap((n) => [
    ...PHIS.map((phi) => autoregressive(phi, n)),
    ...[0.9, 0.97, 0.99].flatMap((phi) => [0.4, 1].map((sd) => withWhite(phi, sd, n))),
    ...[1, 5].flatMap((minutes) => [
      twins('orbit of 0.03', minutes, ORBIT, 0.03, n),
      twins('day of 0.02', minutes, DAY, 0.02, n),
      largeSine('an orbit', minutes, ORBIT, n),
      largeSine('a day', minutes, DAY, n),
    ]),
  ]);
}

/** A part that runs in seconds: it holds the table of docs/intervals.md to the code. */
export function fewCells(): Cell[] {
  return [30, 60, 288, 720].flatMap((n) => [
    ...[0, 0.9, 0.97, 0.99, 0.995].map((phi) => autoregressive(phi, n)),
    withWhite(0.97, 0.4, n),
    twins('orbit of 0.03', 1, ORBIT, 0.03, n),
    twins('day of 0.02', 5, DAY, 0.02, n),
  ]);
}

export function realCells(): Cell[] {
  return (['RR1', 'RR6'] as const).flatMap((mission) =>
    ['Temp_degC', 'RH_percent', 'CO2_ppm'].map((quantity) => realDays(mission, quantity)),
  );
}

/** Half of an interval around the mean; null where the rule gives none. */
export type IntervalRule = (values: Float64Array) => number | null;

export interface CellResult {
  readonly cell: Cell;
  readonly runs: number;
  readonly given: number;
  /** Given and missing the true mean. */
  readonly missed: number;
  /** Median half of those given over that of who knows the process; null where nobody does. */
  readonly width: number | null;
}

export function runCell(cell: Cell, rule: IntervalRule, runs: number, seed: number): CellResult {
  const random = randomStream(seed, `${cell.series} ${cell.n}`);
  const count = cell.runs ?? runs;
  const halves: number[] = [];
  let missed = 0;
  for (let i = 0; i < count; i++) {
    const { values, truth } = cell.run(random, i);
    const half = rule(values);
    if (half === null) continue;
    halves.push(half);
    if (Math.abs((mean(values) ?? 0) - truth) > half) missed += 1;
  }
  const middle = halves.sort((a, b) => a - b)[halves.length >> 1];
  const width =
    cell.known === null || middle === undefined ? null : middle / (1.96 * cell.known.standardError);
  return { cell, runs: count, given: halves.length, missed, width };
}
