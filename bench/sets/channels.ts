/** The 32 channels of the bench payload, at 1 Hz, as the texts that its files hold. */
import { type Random, randomStream } from '../../shared/simulator/random.ts';

export interface BenchChannel {
  readonly name: string;
  /** As a definition declares it. */
  readonly storage: 'float32' | `decimal(${number})`;
  /** The text of the next tick; called once a tick, in order. */
  next(tick: number): string;
}

export const CHANNEL_COUNT = 32;

/** Seconds since the epoch at which every set begins: 2026-03-01T00:00:00Z, the start of a bucket. */
export const START_SECONDS = 1_772_323_200;

/** Step of a 20-bit accelerometer of ±2 g. */
const G_STEP = 2 ** -18;

/**
 * 12 temperatures at 0.01 °C, 6 float32 g-levels printed with 8 decimals (three of them on a centrifuge at 1 g),
 * 6 flags, 4 counters, 2 humidities, 2 voltages. Each has its own stream of numbers.
 */
export function benchChannels(seed: number): BenchChannel[] {
  return [
    ...several(12, 'temperature', seed, 'decimal(2)', (random) => fixed(wander(random, 37, 0.005, 0.005), 2)),
    ...several(6, 'g', seed, 'float32', (random, c) => gLevel(random, c % 2)),
    ...several(6, 'flag', seed, 'decimal(0)', flag),
    ...several(4, 'counter', seed, 'decimal(0)', (_, c) => (tick) => String(((c + 1) * tick) % 65_536)),
    ...several(2, 'humidity', seed, 'decimal(1)', (random) => fixed(wander(random, 60, 0.03, 0.1), 1)),
    ...several(2, 'voltage', seed, 'decimal(3)', (random) => fixed(wander(random, 5, 0.0005, 0.004), 3)),
  ];
}

/** Milliseconds of each tick since the epoch; one jitter of 0 to 4 ms for all channels of a tick, where asked. */
export function tickTimes(seed: number, jitter: boolean): (tick: number) => number {
  const random = randomStream(seed, 'jitter');
  return (tick) => (START_SECONDS + tick) * 1000 + (jitter ? Math.floor(5 * random.uniform()) : 0);
}

type Texts = (tick: number) => string;

function several(
  count: number,
  name: string,
  seed: number,
  storage: BenchChannel['storage'],
  make: (random: Random, index: number) => Texts,
): BenchChannel[] {
  return Array.from({ length: count }, (_, index) => {
    const channel = `${name}${index + 1}`;
    return { name: channel, storage, next: make(randomStream(seed, channel), index) };
  });
}

/** Wanders around `level`, pulled back, with the sensor's own noise on it. */
function wander(random: Random, level: number, step: number, noise: number): () => number {
  let offset = 0;
  return () => {
    offset = 0.999 * offset + step * random.normal();
    return level + offset + noise * random.normal();
  };
}

function fixed(next: () => number, decimals: number): Texts {
  return () => next().toFixed(decimals);
}

function gLevel(random: Random, level: number): Texts {
  return () => (Math.round((level + 1e-4 * random.normal()) / G_STEP) * G_STEP).toFixed(8);
}

/** Changes its state once in a thousand ticks. */
function flag(random: Random): Texts {
  let state = 0;
  return () => {
    if (random.uniform() < 0.001) state = 1 - state;
    return String(state);
  };
}
