import { Refusal } from '../domain/refusal.ts';
import { isoOf, MICROS_PER_SECOND, type Micros, type Seconds } from '../domain/time.ts';

/**
 * A fault to inject into one unit from `from` up to, not including, `to`.
 *
 * STUCK: the channel keeps the value that it recorded first. OFFSET: it reads `by` too much, in its own unit.
 * GAP: no sample of the unit, on any channel.
 */
export type Fault = { readonly unit: string; readonly from: Micros; readonly to: Micros } & (
  | { readonly kind: 'STUCK'; readonly channel: string }
  | { readonly kind: 'OFFSET'; readonly channel: string; readonly by: number }
  | { readonly kind: 'GAP' }
);

/**
 * A fault as it can be seen in the data; instants are ISO 8601.
 *
 * STUCK runs from its first frozen sample, for `samples` periods. OFFSET runs over [from, to). GAP is the interval
 * between the last sample before it and the first after it, with `samples` missing on each channel.
 */
export type InjectedFault = {
  readonly unit: string;
  readonly channels: readonly string[];
  readonly from: string;
  readonly to: string;
} & (
  | { readonly kind: 'STUCK'; readonly value: number; readonly samples: number }
  | { readonly kind: 'OFFSET'; readonly pair: string; readonly by: number; readonly samples: number }
  | { readonly kind: 'GAP'; readonly samples: number }
);

/** What a fault touches: the unit's regular times, `period` apart, and its columns by channel. */
export interface Sampled {
  readonly times: Float64Array;
  readonly period: Seconds;
  readonly columns: ReadonlyMap<string, Float64Array>;
}

/** Shifts, in place and before rounding, the column that an OFFSET names. */
export function shift(
  fault: Extract<Fault, { kind: 'OFFSET' }>,
  sampled: Sampled,
  pair: string,
): InjectedFault {
  const { first, end } = touchedRows(fault, sampled);
  const column = columnOf(fault, sampled);
  for (let i = first; i < end; i++) column[i] = column[i]! + fault.by;
  return {
    kind: 'OFFSET',
    unit: fault.unit,
    pair,
    channels: [fault.channel],
    from: isoOf(fault.from),
    to: isoOf(fault.to),
    by: fault.by,
    samples: end - first,
  };
}

/** Freezes, in place and after rounding, the column that a STUCK names. */
export function freeze(fault: Extract<Fault, { kind: 'STUCK' }>, sampled: Sampled): InjectedFault {
  const { first, end } = touchedRows(fault, sampled);
  const column = columnOf(fault, sampled);
  const value = column[first]!;
  column.fill(value, first, end);
  return {
    kind: 'STUCK',
    unit: fault.unit,
    channels: [fault.channel],
    from: isoOf(sampled.times[first]!),
    to: isoOf(sampled.times[end - 1]! + sampled.period * MICROS_PER_SECOND),
    value,
    samples: end - first,
  };
}

/** Marks, in place, the rows that a GAP takes away: `kept[i]` becomes 0. A gap has samples on both its sides. */
export function silence(
  fault: Extract<Fault, { kind: 'GAP' }>,
  sampled: Sampled,
  kept: Uint8Array,
): InjectedFault {
  const { first, end } = touchedRows(fault, sampled);
  if (first === 0 || end === sampled.times.length) {
    throw refusal(
      fault,
      'at-the-edge',
      'leaves no sample before or after it, so nothing shows that it is a gap',
    );
  }
  kept.fill(0, first, end);
  return {
    kind: 'GAP',
    unit: fault.unit,
    channels: [...sampled.columns.keys()],
    from: isoOf(sampled.times[first - 1]!),
    to: isoOf(sampled.times[end]!),
    samples: end - first,
  };
}

function touchedRows(fault: Fault, { times }: Sampled): { first: number; end: number } {
  const first = firstAtOrAfter(times, fault.from);
  const end = firstAtOrAfter(times, fault.to);
  if (first >= end)
    throw refusal(fault, 'touches-nothing', 'touches no sample of the unit; move it into the simulated span');
  return { first, end };
}

function columnOf(fault: Exclude<Fault, { kind: 'GAP' }>, { columns }: Sampled): Float64Array {
  const column = columns.get(fault.channel);
  if (column === undefined) {
    const known = [...columns.keys()].join(', ');
    throw refusal(
      fault,
      'unknown-channel',
      `names the channel "${fault.channel}"; the simulated ones are ${known}`,
    );
  }
  return column;
}

function firstAtOrAfter(times: Float64Array, at: Micros): number {
  const index = times.findIndex((time) => time >= at);
  return index < 0 ? times.length : index;
}

function refusal(fault: Fault, code: string, trouble: string): Refusal {
  const where = `${fault.kind} on ${fault.unit} from ${isoOf(fault.from)} to ${isoOf(fault.to)}`;
  return new Refusal('invalid', `simulator.fault-${code}`, `The fault ${where} ${trouble}.`);
}
