/** When a fault of the simulated payload begins, ends and holds, on the clock of the unit that it is put into. */
import { isoOf, MICROS_PER_SECOND, type Seconds } from '../domain/time.ts';
import { CHANNELS, type SimulatedChannel } from './channels.ts';
import type { Fault } from './fault-kinds.ts';
import { spanOf } from './faults.ts';
import { activationOf, type MissionOptions, type Side, samplingOf, unitsOf } from './mission.ts';

/** The longest stretch of the fault in which it holds, in seconds since activation, sought every minute. */
export function stretchOf(
  options: MissionOptions,
  fault: Fault,
  holds: (elapsed: Seconds) => boolean,
): { from: Seconds; to: Seconds } | null {
  const end = endOfRecording(options, fault.unit);
  const last = Math.min(spanOf(fault).to, end);
  let from: Seconds | null = null;
  let to: Seconds = fault.onset;
  for (let elapsed = fault.onset; elapsed < last; elapsed += 60) {
    if (!holds(elapsed)) continue;
    from ??= elapsed;
    to = elapsed + 60;
  }
  return from === null ? null : { from, to: to >= end ? Number.POSITIVE_INFINITY : Math.min(to, last) };
}

function endOfRecording(options: MissionOptions, unit: string): Seconds {
  const side = sideOf(options, unit);
  const { first, count } = samplingOf(options, side);
  return (first - activationOf(options, side)) / MICROS_PER_SECOND + count * options.period;
}

export function instantOf(options: MissionOptions, unit: string, elapsed: Seconds): string {
  return isoOf(activationOf(options, sideOf(options, unit)) + Math.round(elapsed) * MICROS_PER_SECOND);
}

export function endOf(options: MissionOptions, unit: string, elapsed: Seconds): string | null {
  return elapsed >= endOfRecording(options, unit) ? null : instantOf(options, unit, elapsed);
}

export function sideOf(options: MissionOptions, unit: string): Side {
  const found = unitsOf(options).find(({ id }) => id === unit);
  if (found === undefined) throw new RangeError(`${unit} is no unit of the mission`);
  return found.side;
}

export function channelNamed(id: string): SimulatedChannel {
  const channel = CHANNELS.find((one) => one.id === id);
  if (channel === undefined) throw new RangeError(`${id} is no channel of the payload`);
  return channel;
}
