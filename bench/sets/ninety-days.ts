/** Ninety days of the bench payload at 1 Hz: 249 million samples, 32 channels, a bucket a day. */
import type { Frame, Storage } from '../../shared/domain/telemetry/frame.ts';
import { MICROS_PER_DAY } from '../../shared/domain/time.ts';
import { samplesOf, seedOf } from '../settings.ts';
import { benchChannels, START_SECONDS } from './channels.ts';

const DAYS = 90;
const CHANNELS = 32;
const POINTS = 2000;
export const FROM = START_SECONDS * 1e6;
const TICKS_A_DAY = 86_400;
/** The one that is asked for. */
export const CHANNEL = 'temperature1';

const STEPS: Readonly<Record<string, number>> = { 'decimal(0)': 1, 'decimal(1)': 0.1, 'decimal(2)': 0.01 };

/** Ninety, or the fewest that hold as many samples as a small run asks for. */
export function daysOf(): number {
  const perDay = TICKS_A_DAY * CHANNELS;
  return Math.ceil(samplesOf(DAYS * perDay) / perDay);
}

/** Seconds from one sample to the next: 1, in a small run a minute. */
function stepOf(): number {
  const perDay = TICKS_A_DAY * CHANNELS;
  return samplesOf(perDay) < perDay ? 60 : 1;
}

/** Two thousand of ninety days, in a small run as many a day. */
export function pointsOf(): number {
  return Math.floor((POINTS * daysOf()) / DAYS);
}

/**
 * The frames of the days in order. A day's values are those of the day before, turned by an hour and raised by a step.
 *
 * @param channels of the payload, the first so many
 */
export function* dayFrames(seed = seedOf(), channels = CHANNELS): Generator<Frame> {
  const every = stepOf();
  const ticks = TICKS_A_DAY / every;
  const columns = benchChannels(seed)
    .slice(0, channels)
    .map(({ name, storage, next }) => ({
      series: name,
      storage: storageOf(storage),
      step: STEPS[storage] ?? 0,
      values: Float64Array.from({ length: ticks }, (_, tick) => Number(next(tick * every))),
    }));
  for (let day = 0; day < daysOf(); day++) {
    const from = FROM + day * MICROS_PER_DAY;
    yield {
      times: Float64Array.from({ length: ticks }, (_, tick) => from + tick * every * 1e6),
      columns: columns.map(({ series, storage, step, values }) => ({
        ...{ series, storage, flags: 0 },
        values: turned(values, day, step),
      })),
    };
  }
}

function turned(values: Float64Array, day: number, step: number): Float64Array {
  const by = (day * 3607) % values.length;
  const raise = step === 0.01 ? (day % 20) * step : 0;
  return Float64Array.from(values, (_, i) => {
    const value = values[(i + by) % values.length]!;
    return raise === 0 ? value : Math.round((value + raise) * 100) / 100;
  });
}

function storageOf(storage: string): Storage {
  const scale = /^decimal\((\d+)\)$/.exec(storage)?.[1];
  return scale === undefined ? { kind: 'float32' } : { kind: 'decimal', scale: Number(scale) };
}

/** The definition of an experiment `bench` whose unit FU1 measures the 32 channels. */
export function ninetyDaysDefinition(): object {
  const channels = benchChannels(seedOf()).map(({ name, storage }) => ({
    ...{ id: name, quantity: name, unit: '1', period: 'PT1S', stuckAfter: 'none', storage },
  }));
  const columns = Object.fromEntries(channels.map(({ id }) => [id, { unit: 'FU1', channel: id }]));
  const source = { id: 's', match: '*.csv', format: 'csv', layout: 'wide' };
  return {
    ...{ id: 'bench', title: 'Ninety days', mode: 'REHEARSAL', reference: 'activation' },
    arms: [{ id: 'flight', kind: 'SPACEFLIGHT' }],
    units: [
      {
        ...{ id: 'FU1', arm: 'flight' },
        sensors: channels.map(({ id }) => ({ id: `S-${id}`, measures: id, primary: true })),
        events: [{ name: 'activation', at: '2026-03-01T00:00:00Z', accuracy: 'PT1S' }],
      },
    ],
    channels,
    sources: [{ ...source, time: { column: 't', formats: ['ISO8601'], zone: 'UTC' }, columns }],
  };
}
