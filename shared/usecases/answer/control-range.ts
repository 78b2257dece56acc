import type { HeadRecord } from '../../domain/bucket/head.ts';
import type { Block } from '../../domain/conduct/blocks.ts';
import type { ControlChannel, ControlRules } from '../../domain/conduct/control-rules.ts';
import { Refusal } from '../../domain/refusal.ts';
import { microsOf } from '../../domain/telemetry/rule.ts';
import type { Micros } from '../../domain/time.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import { countText } from '../../domain/words/count.ts';
import { extentOf } from './read-unit.ts';

/** Blocks of all channels together; about a second of work, and 50 MB. */
const MOST_BLOCKS = 500_000;
const MOST_SAMPLES = 50_000_000;
/** Steps on either side: they are paired by the product of their numbers. */
const MOST_STEPS = 1000;

/** The range as heads are asked for. */
export function finite({ from, to }: Interval): { from?: Micros; to?: Micros } {
  return { ...(from > -Infinity && { from }), ...(to < Infinity && { to }) };
}

export function refuseTooLong(
  { channels }: ControlRules,
  heads: readonly HeadRecord[],
  range: Interval,
): void {
  const extent = extentOf(heads);
  if (extent === null) return;
  const micros = Math.max(0, Math.min(extent.to, range.to) - Math.max(extent.from, range.from));
  const sum = (of: (channel: ControlChannel) => Micros) =>
    channels.reduce((total, channel) => total + Math.ceil(micros / of(channel)), 0);
  const blocks = sum(({ blockMicros }) => blockMicros);
  const samples = sum(({ flight }) => microsOf(flight.period));
  if (blocks <= MOST_BLOCKS && samples <= MOST_SAMPLES) return;
  throw new Refusal(
    'too-large',
    'conduct.too-long',
    `this profile would be made of ${countText(samples, 'sample')} in ${countText(blocks, 'block')}; at most ${countText(MOST_SAMPLES, 'sample')} in ${countText(MOST_BLOCKS, 'block')} fit: name the channels that the ground controls, give from and to, or longer blocks`,
    { field: 'blocks' },
  );
}

export function refuseTooManySteps(steps: number, unit: string): void {
  if (steps <= MOST_STEPS) return;
  throw new Refusal(
    'too-large',
    'conduct.too-many-steps',
    `${unit} has ${countText(steps, 'event')} in this range, at most ${countText(MOST_STEPS, 'step')} fit: give from and to`,
    { field: 'from' },
  );
}

/** Whole blocks of every channel. */
export function widened({ from, to }: Interval, channels: readonly ControlChannel[]): Interval {
  const longest = Math.max(...channels.map(({ blockMicros }) => blockMicros));
  return { from: from - longest, to: to + longest };
}

/** From the first block that holds a sample to the last, of any channel, within the range. */
export function spanOf(
  { pair, channels }: ControlRules,
  read: ReadonlyMap<string, readonly Block[]>,
  range: Interval,
): Interval {
  let span = { from: Infinity, to: -Infinity };
  for (const { flight, blockMicros } of channels) {
    const inside = (read.get(flight.series) ?? []).filter(
      ({ at }) => at + blockMicros > range.from && at < range.to,
    );
    const [first, last] = [inside[0], inside.at(-1)];
    if (first === undefined || last === undefined) continue;
    span = { from: Math.min(span.from, first.at), to: Math.max(span.to, last.at + blockMicros) };
  }
  if (span.from < span.to) return span;
  const names = channels.map(({ flight }) => flight.channel).join(', ');
  const where = range.from > -Infinity || range.to < Infinity ? ' in this range' : '';
  throw new Refusal(
    'not-found',
    'conduct.no-flight-data',
    `nothing of ${names} of ${pair.flight} is here${where}, so there is nothing that ${pair.ground} could follow; upload the flight's telemetry, and ask again once it is ingested`,
  );
}

/** The stretch in whole blocks. */
export function aligned({ from, to }: Interval, block: Micros): Interval {
  return { from: Math.floor(from / block) * block, to: Math.ceil(to / block) * block };
}
