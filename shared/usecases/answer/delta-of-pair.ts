/** The delta of a channel of a pair: laid, or as it was laid before of the very same. */
import type { DeltaOnWire } from '../../contract/deltas.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import type { Pair } from '../../domain/experiment/hardware-schema.ts';
import type { UnitSeries } from '../../domain/experiment/unit-series.ts';
import { LruCache } from '../../domain/lru-cache.ts';
import { boundText } from '../../domain/timeline/elapsed.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import { armedPairIntervals } from '../../domain/twins/armed-pair.ts';
import { pairAlignment } from '../../domain/twins/pair-alignment.ts';
import { pairRulesOf } from '../../domain/twins/pair-rules.ts';
import { digestOf } from '../../formats/digest.ts';
import type { Catalogue, Ports } from '../../ports.ts';
import { readUnderOther } from '../heads/read-under-other.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import type { Owed } from '../known/owe.ts';
import { waitingOf, waitingOnWire } from '../known/stopped-work.ts';
import { accountName, isOfCells } from './channel-account.ts';
import { type AskedOver, type AskedPair, type DeltaRange, deltaBody } from './delta-body.ts';
import { elapsedRange } from './elapsed-range.ts';
import { pairsForeseen } from './foresee-pairs.ts';
import { cellsOnce, keptPairs } from './kept-pairs.ts';
import { oneGOfPair } from './one-g-of-pair.ts';
import type { PairBudget } from './pair-budget.ts';
import { openPair } from './read-pair.ts';
import { bodyText, type DeltaBody, snapshotOf } from './snapshot-of-delta.ts';

export async function askPair(
  ports: Ports,
  loaded: LoadedExperiment,
  pair: Pair,
  budget: PairBudget,
): Promise<AskedPair> {
  const { definition, index } = loaded;
  const events = await loaded.events();
  const rules = pairRulesOf(index, pair, events);
  const timeline = { pair, shiftMicros: rules.shiftMicros, phases: definition.phases, events };
  const opened = await openPair(ports, loaded, rules);
  return { pair, rules, events, timeline, opened, oneGOver: oneGOfPair(ports, loaded, rules), budget };
}

/** A delta whose JSON is written once, and its name. */
interface WrittenBody {
  readonly body: DeltaBody;
  readonly bytes: Uint8Array;
  readonly snapshot: string;
}

/** With what stands beside it: that follows the clock. */
export interface AnsweredDelta extends WrittenBody {
  readonly beside: Omit<DeltaOnWire, keyof DeltaBody>;
}

export const deltaOnWire = ({ body, beside }: AnsweredDelta): DeltaOnWire => ({ ...body, ...beside });

/** A delta that is asked for. */
export interface AskedDelta {
  readonly asked: AskedPair;
  readonly channel: UnitSeries;
  readonly range: DeltaRange;
  /** Of all that its body rests on, known before anything is opened; null where that depends on a receipt. */
  readonly name: string | null;
}

export function askDelta(
  { experiment, generation, revision, sha256 }: LoadedExperiment,
  asked: AskedPair,
  channel: UnitSeries,
  range: DeltaRange,
): AskedDelta {
  const { pair, events, opened } = asked;
  const { heads, partNames, inputs } = opened;
  const isSettled = heads.every(({ entries }) => entries.every(({ visible }) => visible));
  if (!isSettled) return { asked, channel, range, name: null };
  const versions = heads.map(({ unit, bucket, v }) => [unit, bucket, v]);
  const question = [
    pair.id,
    channel.series,
    boundText(range.from),
    boundText(range.to),
    range.resolutionSeconds,
  ];
  const known = [experiment, generation, revision, sha256, events, versions, partNames, inputs, question];
  return { asked, channel, range, name: digestOf(known) };
}

/** Bytes of JSON. A plot is asked for again with every look at it, and seldom has anything of it changed. */
const MOST_KEPT = 8_000_000;
const keptBy = new WeakMap<Catalogue, LruCache<WrittenBody>>();

function keptOf({ catalogue }: Ports): LruCache<WrittenBody> {
  const known = keptBy.get(catalogue) ?? new LruCache<WrittenBody>(MOST_KEPT, ({ bytes }) => bytes.length);
  keptBy.set(catalogue, known);
  return known;
}

const keptDelta = (ports: Ports, { name }: AskedDelta): WrittenBody | null =>
  (name === null ? undefined : keptOf(ports).get(name)) ?? null;

/** Whether it was laid before of the very same: nothing of it is read then. */
export const isKept = (ports: Ports, delta: AskedDelta): boolean => keptDelta(ports, delta) !== null;

/** @param owed of the experiment: what has not reached the pair's buckets yet, and what is stopped */
export async function deltaOf(
  ports: Ports,
  loaded: LoadedExperiment,
  delta: AskedDelta,
  { upstream, stopped }: Owed,
): Promise<AnsweredDelta> {
  const { heads, subjects } = delta.asked.opened;
  const written = keptDelta(ports, delta) ?? (await layDelta(ports, loaded, delta));
  const beside = {
    snapshot: written.snapshot,
    ...waitingOnWire(upstream, waitingOf(stopped, loaded, heads, subjects)),
    ...(await readUnderOther(ports, loaded, heads)),
  };
  return { ...written, beside };
}

async function layDelta(ports: Ports, loaded: LoadedExperiment, delta: AskedDelta): Promise<WrittenBody> {
  const { asked, channel, range, name } = delta;
  const over = await overRange(loaded, asked, channel, range);
  const body = await deltaBody(ports, loaded, asked, channel, range, over);
  const bytes = Buffer.from(bodyText(body));
  const written = { body, bytes, snapshot: snapshotOf(bytes) };
  // What is laid of pairs is quickly laid again, and finds what is damaged of them.
  if (name !== null && isOfCells(over.account) && accountName(over.account) !== null)
    keptOf(ports).set(name, written);
  return written;
}

/** How many pairs that delta reads, by the heads alone. */
export function foreseenOf(
  { index }: LoadedExperiment,
  { asked, channel, range }: Omit<AskedDelta, 'name'>,
): number {
  return pairsForeseen(index, asked, channel, rangeOfPair(index, asked, range));
}

function rangeOfPair(
  index: DefinitionIndex,
  { pair, events }: Pick<AskedPair, 'pair' | 'events'>,
  asked: DeltaRange,
): Interval {
  const { referenceAt } = pairAlignment(index, pair, events, null);
  return elapsedRange(asked, referenceAt, { resource: 'deltas', whose: 'pair' });
}

async function overRange(
  { index }: LoadedExperiment,
  { pair, rules, events, timeline, opened, budget }: AskedPair,
  channel: UnitSeries,
  asked: DeltaRange,
): Promise<AskedOver> {
  const range = rangeOfPair(index, { pair, events }, asked);
  const { referenceAt } = pairAlignment(index, pair, events, null);
  const view = await opened.over(range);
  const armed = armedPairIntervals(timeline, range);
  const readPairs = keptPairs(channel.series, budget);
  const stuck = opened.stuckOf(channel.series);
  const readCells = cellsOnce(channel.series);
  const { shiftMicros } = rules;
  return { range, account: { view, channel, shiftMicros, referenceAt, stuck, armed, readPairs, readCells } };
}
