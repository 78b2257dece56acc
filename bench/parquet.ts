/**
 * How fast frames become Parquet and back, and how small they are: `node bench/parquet.ts`.
 *
 * The set is seeded: 32 channels at 1 Hz (12 temperatures at 0.01 °C, 6 g-levels as singles, 6 flags, 4 counters,
 * 2 humidities, 2 voltages), 1.6 million samples. Three variants: times that jitter by 0 to 4 ms, times that do not,
 * and g-levels whose every mantissa bit is noise. Rates are by CPU time of the
 * one thread, so that a busy machine changes them little: the median of the rounds, and their range.
 */
import { cpus } from 'node:os';
import type { Column, Frame, Storage } from '../shared/domain/telemetry/frame.ts';
import { decodeFrame } from '../shared/formats/parquet/decode-frame.ts';
import { encodeFrame } from '../shared/formats/parquet/encode-frame.ts';

const ROWS = 50_000;
const ROUNDS = 15;
const SAMPLES_A_ROUND = 4_000_000;
const START = 1_772_323_200e6;
/** Step of a 20-bit accelerometer of ±2 g. */
const G_STEP = 2 ** -18;

/** Uniform in [0, 1), by xorshift of 32 bits (Marsaglia 2003). */
function uniformFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

function makeFrame(jitter: boolean, noisyG: boolean): Frame {
  const uniform = uniformFrom(20_260_301);
  const normal = (): number => uniform() + uniform() + uniform() + uniform() - 2;
  const values = (next: (i: number) => number): Float64Array =>
    Float64Array.from({ length: ROWS }, (_, i) => next(i));
  const decimals = (next: (i: number) => number, power: number) =>
    values((i) => Math.round(next(i) * power) / power);
  /** Wanders around `level`, pulled back, with the sensor's own noise on it. */
  const wander = (level: number, step: number, noise: number) => {
    let offset = 0;
    return () => {
      offset = 0.999 * offset + step * normal();
      return level + offset + noise * normal();
    };
  };
  const channels = (
    count: number,
    name: string,
    storage: Storage,
    make: (c: number) => Float64Array,
  ): Column[] =>
    Array.from({ length: count }, (_, c) => ({
      series: `${name}${c + 1}`,
      storage,
      values: make(c),
      flags: 0,
    }));
  const decimal = (scale: number): Storage => ({ kind: 'decimal', scale });
  const times = values((i) => START + i * 1e6 + (jitter ? Math.floor(5 * uniform()) * 1000 : 0));
  const columns = [
    ...channels(12, 'temperature', decimal(2), () => decimals(wander(37, 0.005, 0.005), 100)),
    ...channels(6, 'g', { kind: 'float32' }, (c) => {
      if (noisyG) return values(() => Math.fround(1e-4 * normal()));
      // Half of them stand in a centrifuge at 1 g.
      return decimals(() => (c % 2) + 1e-4 * normal(), 1 / G_STEP);
    }),
    ...channels(6, 'flag', decimal(0), () => {
      let on = 0;
      return values(() => {
        if (uniform() < 0.001) on = 1 - on;
        return on;
      });
    }),
    ...channels(4, 'counter', decimal(0), (c) => values((i) => ((c + 1) * i) % 65_536)),
    ...channels(2, 'humidity', decimal(1), () => decimals(wander(60, 0.03, 0.1), 10)),
    ...channels(2, 'voltage', decimal(3), () => decimals(wander(5, 0.0005, 0.004), 1000)),
  ];
  return { times, columns };
}

/** Runs `work` many times; gives the median rate and the range of the rounds, in million samples a second. */
function rate(samples: number, work: () => void): string {
  const repeats = Math.ceil(SAMPLES_A_ROUND / samples);
  const rates = Array.from({ length: ROUNDS }, () => {
    const start = process.threadCpuUsage();
    for (let repeat = 0; repeat < repeats; repeat++) work();
    const { user, system } = process.threadCpuUsage(start);
    return (repeats * samples) / (user + system);
  }).sort((a, b) => a - b);
  const [least, median, most] = [rates[0]!, rates[ROUNDS >> 1]!, rates[ROUNDS - 1]!].map((r) => r.toFixed(1));
  return `${median} M/s (${least} to ${most})`;
}

function bench(title: string, frame: Frame): void {
  const samples = frame.columns.length * ROWS;
  const { bytes, promoted } = encodeFrame(frame, {});
  if (promoted.length > 0) throw new Error(`promoted: ${promoted.join(', ')}`);
  const one = new Set(['temperature1']);
  console.log(title);
  console.log(`  size   ${(bytes.length / samples).toFixed(3)} bytes a sample, times included`);
  console.log(`  write  ${rate(samples, () => encodeFrame(frame, {}))}`);
  console.log(`  read   ${rate(samples, () => decodeFrame(bytes))}`);
  console.log(`  read one series and the times: ${rate(ROWS, () => decodeFrame(bytes, { series: one }))}`);
}

console.log(`${cpus()[0]?.model}, Node ${process.version}, ${ROUNDS} rounds, one core`);
bench('jittered times', makeFrame(true, false));
bench('regular times', makeFrame(false, false));
bench('jittered times, g-levels of noise in every bit', makeFrame(true, true));
