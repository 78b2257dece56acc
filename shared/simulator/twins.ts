import { Refusal } from '../domain/refusal.ts';
import type { Frame } from '../domain/telemetry/frame.ts';
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../domain/time.ts';
import { type Fault, freeze, type InjectedFault, type Sampled, shift, silence } from './faults.ts';
import { type ChannelModel, healthyValues, type Side } from './healthy.ts';

export interface TwinsOptions {
  readonly seed: number;
  /** Id of the pair, which the truth of an OFFSET names. */
  readonly pair: string;
  readonly flight: UnitSpan;
  readonly ground: UnitSpan;
  readonly period: Seconds;
  readonly channels: readonly ChannelModel[];
  readonly faults: readonly Fault[];
}

/** A unit samples all its channels at `from`, then every period, up to but not including `to` (UTC of measurement). */
interface UnitSpan {
  readonly id: string;
  readonly from: Micros;
  readonly to: Micros;
}

export interface SimulatedTwins {
  readonly flight: Frame;
  readonly ground: Frame;
  readonly truth: Truth;
}

/** What was put into the data, beside it: faults in the order of their onset, samples by unit and channel. */
interface Truth {
  readonly seed: number;
  readonly faults: readonly InjectedFault[];
  readonly samples: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/**
 * Simulates a flight unit and its delayed ground twin: the same seed gives the same bits.
 *
 * A reading is set-point + cabin AR(1) + own AR(1) + white noise + orbit or diurnal sine + offsets, rounded to the
 * channel's resolution; then sensors freeze, then gaps take rows away. Columns are decimal, all samples good.
 *
 * @throws Refusal where a fault names an unknown unit or channel, or touches no sample
 */
export function simulateTwins(options: TwinsOptions): SimulatedTwins {
  const { flight, ground, seed } = options;
  const stranger = options.faults.find(({ unit }) => unit !== flight.id && unit !== ground.id);
  if (stranger !== undefined) {
    const sentence = `A ${stranger.kind} names the unit "${stranger.unit}"; the simulated ones are ${flight.id}, ${ground.id}.`;
    throw new Refusal('invalid', 'simulator.fault-unknown-unit', sentence);
  }
  const up = simulateUnit(options, flight, 'flight');
  const down = simulateUnit(options, ground, 'ground');
  const faults = [...up.faults, ...down.faults].sort((a, b) => Date.parse(a.from) - Date.parse(b.from));
  const samples = { [flight.id]: samplesOf(up.frame), [ground.id]: samplesOf(down.frame) };
  return { flight: up.frame, ground: down.frame, truth: { seed, faults, samples } };
}

function simulateUnit(
  options: TwinsOptions,
  span: UnitSpan,
  side: Side,
): { frame: Frame; faults: InjectedFault[] } {
  const { channels, period, seed } = options;
  const times = regularTimes(span, period);
  const columns = new Map(
    channels.map((channel) => [
      channel.id,
      healthyValues(times, period, { id: span.id, side }, channel, seed),
    ]),
  );
  const sampled: Sampled = { times, period, columns };
  const kept = new Uint8Array(times.length).fill(1);
  const mine = options.faults.filter(({ unit }) => unit === span.id);
  const faults: InjectedFault[] = [];
  for (const fault of mine) if (fault.kind === 'OFFSET') faults.push(shift(fault, sampled, options.pair));
  for (const { id, scale } of channels) roundTo(scale, columns.get(id)!);
  for (const fault of mine) if (fault.kind === 'STUCK') faults.push(freeze(fault, sampled));
  for (const fault of mine) if (fault.kind === 'GAP') faults.push(silence(fault, sampled, kept));
  return { frame: frameOf(channels, sampled, kept), faults };
}

function regularTimes({ from, to }: UnitSpan, period: Seconds): Float64Array {
  const step = period * MICROS_PER_SECOND;
  return Float64Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);
}

/** The double nearest to the decimal of `scale` places, so that its text reads back as the same number. */
function roundTo(scale: number, values: Float64Array): void {
  const steps = 10 ** scale;
  for (let i = 0; i < values.length; i++) values[i] = Math.round(values[i]! * steps) / steps;
}

function frameOf(channels: readonly ChannelModel[], { times, columns }: Sampled, kept: Uint8Array): Frame {
  const keep = (column: Float64Array) => column.filter((_, i) => kept[i] === 1);
  return {
    times: keep(times),
    columns: channels.map(({ id, scale }) => ({
      series: id,
      storage: { kind: 'decimal', scale },
      values: keep(columns.get(id)!),
      flags: 0,
    })),
  };
}

function samplesOf(frame: Frame): Record<string, number> {
  return Object.fromEntries(frame.columns.map(({ series, values }) => [series, values.length]));
}
