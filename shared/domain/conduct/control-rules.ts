/** From a definition and a question to how a control run is made; refuses what cannot be run. */
import { isoDuration } from '../duration.ts';
import type { DefinitionIndex } from '../experiment/definition-index.ts';
import type { Pair } from '../experiment/hardware-schema.ts';
import { pairNamed, pairsOf, plannedDelayOf, unitNamed, unitSeries } from '../experiment/lookups.ts';
import type { UnitSeries } from '../experiment/unit-series.ts';
import { Refusal } from '../refusal.ts';
import { MICROS_PER_DAY, MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import { listText } from '../words/list.ts';
import { exactSpanText } from '../words/span.ts';

export interface ControlQuestion {
  readonly ground: string;
  /** Needed where the ground unit belongs to several. */
  readonly pair?: string | undefined;
  /** How much later the ground unit runs; the planned delay of the pair where it is not given. */
  readonly delay?: Seconds | undefined;
  /** Length of a block. */
  readonly blocks?: Seconds | undefined;
  /** All that both units measure where none is given. */
  readonly channels?: readonly string[] | undefined;
  /** By channel, in its unit, in place of what the definition gives. */
  readonly deadbands?: ReadonlyMap<string, number> | undefined;
}

export interface ControlChannel {
  readonly flight: UnitSeries;
  readonly ground: UnitSeries;
  readonly blockMicros: Micros;
  readonly deadband: number;
  readonly resolution: number | null;
}

export interface ControlRules {
  readonly pair: Pair;
  readonly delayMicros: Micros;
  readonly channels: readonly ControlChannel[];
  /** Channels of the flight unit that are in no profile, with the reason. */
  readonly leftOut: readonly { readonly channel: string; readonly sentence: string }[];
}

const DEFAULT_BLOCK: Seconds = 600;
/** A median of fewer samples follows every odd reading. */
const SAMPLES_PER_BLOCK = 3;
/** The rest of the margin is the chamber's own. */
const DEADBAND_OF_MARGIN = 0.25;
const LONGEST_DELAY: Micros = 3650 * MICROS_PER_DAY;

export function controlRules(index: DefinitionIndex, question: ControlQuestion): ControlRules {
  const pair = pairOf(index, question);
  const delayMicros = delayOf(index, pair, question.delay);
  const onGround = new Map(unitSeries(index, pair.ground).map((series) => [series.series, series]));
  const primary = unitSeries(index, pair.flight).filter(({ series, channel }) => series === channel);
  const asked = channelsAsked(pair, primary, onGround, question);
  const channels = asked.map(({ flight, ground }) => ({
    flight,
    ground,
    blockMicros: blockOf(flight, question.blocks),
    resolution: resolutionOf(index, flight),
    deadband: question.deadbands?.get(flight.channel) ?? deadbandOf(index, flight),
  }));
  const inProfile = new Set(channels.map(({ flight }) => flight.channel));
  const leftOut = primary
    .filter(({ channel }) => !inProfile.has(channel))
    .map(({ channel }) => ({
      channel,
      sentence: onGround.has(channel)
        ? `${channel} was not asked for`
        : `${pair.ground} does not measure ${channel}`,
    }));
  return { pair, delayMicros, channels, leftOut };
}

function pairOf(index: DefinitionIndex, { ground, pair: named }: ControlQuestion): Pair {
  unitNamed(index, ground);
  const pairs = pairsOf(index, ground).filter((pair) => pair.ground === ground);
  if (pairs.length === 0) {
    const grounds = [...new Set(index.definition.pairs.map((pair) => pair.ground))];
    throw new Refusal(
      'invalid',
      'conduct.not-ground',
      `${ground} is not the ground unit of any pair; ground units are: ${listText(grounds, ', ', 12) || 'none'}`,
      { field: 'ground' },
    );
  }
  if (named !== undefined) {
    const pair = pairNamed(index, named);
    if (pair.ground === ground) return pair;
    throw new Refusal(
      'invalid',
      'conduct.other-pair',
      `the ground unit of ${named} is ${pair.ground}, not ${ground}; ${ground} belongs to ${pairs.map(({ id }) => id).join(', ')}`,
      { field: 'pair' },
    );
  }
  const [pair, ...others] = pairs;
  if (pair !== undefined && others.length === 0) return pair;
  throw new Refusal(
    'invalid',
    'conduct.pair-ambiguous',
    `${ground} is the ground unit of ${pairs.map(({ id, flight }) => `${id} (${flight})`).join(', ')}: name the pair whose flight unit it is to follow`,
    { field: 'pair' },
  );
}

function delayOf(index: DefinitionIndex, pair: Pair, asked: Seconds | undefined): Micros {
  const seconds = asked ?? plannedDelayOf(index, pair);
  const micros = seconds === null ? Number.NaN : Math.round(seconds * MICROS_PER_SECOND);
  if (micros >= 0 && micros <= LONGEST_DELAY) return micros;
  const got = seconds === null ? 'none' : isoDuration(seconds);
  const whose = asked === undefined ? ` (the planned delay of ${pair.id}); give a delay` : '';
  throw new Refusal(
    'invalid',
    'conduct.delay',
    `expected a delay from PT0S to P3650D, since the ground unit runs after the flight unit, got ${got}${whose}`,
    { field: 'delay' },
  );
}

interface OnBoth {
  readonly flight: UnitSeries;
  readonly ground: UnitSeries;
}

function channelsAsked(
  { id, flight, ground }: Pair,
  primary: readonly UnitSeries[],
  onGround: ReadonlyMap<string, UnitSeries>,
  { channels, deadbands = new Map() }: ControlQuestion,
): OnBoth[] {
  const shared = primary.flatMap((one): OnBoth[] => {
    const twin = onGround.get(one.series);
    return twin === undefined ? [] : [{ flight: one, ground: twin }];
  });
  const names = shared.map((one) => one.flight.channel);
  const known = `both units of ${id} measure ${listText(names, ', ', 12) || 'no channel'}`;
  for (const [field, asked] of [
    ['channel', channels ?? []],
    ['deadband', [...deadbands.keys()]],
  ] as const) {
    const unknown = asked.find((channel) => !names.includes(channel));
    if (unknown === undefined) continue;
    const sentence = `"${unknown}" is no channel that ${flight} and ${ground} both measure; ${known}`;
    throw new Refusal('not-found', 'channel.not-paired', sentence, { field });
  }
  if (shared.length === 0)
    throw new Refusal('invalid', 'conduct.no-channel', `${known}: nothing can be replayed`);
  return channels === undefined ? shared : shared.filter((one) => channels.includes(one.flight.channel));
}

function blockOf({ channel, period }: UnitSeries, asked: Seconds | undefined): Micros {
  const seconds = asked ?? Math.max(DEFAULT_BLOCK, SAMPLES_PER_BLOCK * period);
  if (seconds >= period) return Math.round(seconds * MICROS_PER_SECOND);
  throw new Refusal(
    'invalid',
    'conduct.blocks-too-short',
    `expected blocks of ${isoDuration(period)} or longer, got ${isoDuration(seconds)}: ${channel} has one sample per ${exactSpanText(period * MICROS_PER_SECOND)}`,
    { field: 'blocks' },
  );
}

function resolutionOf({ channels }: DefinitionIndex, { channel, storage }: UnitSeries): number | null {
  const declared = channels.get(channel)?.resolution;
  if (declared !== undefined) return declared;
  return storage.kind === 'decimal' ? 1 / 10 ** storage.scale : null;
}

/** A quarter of the margin, and the resolution at least. */
function deadbandOf(index: DefinitionIndex, series: UnitSeries): number {
  return Math.max(resolutionOf(index, series) ?? 0, (series.twin.margin ?? 0) * DEADBAND_OF_MARGIN);
}
