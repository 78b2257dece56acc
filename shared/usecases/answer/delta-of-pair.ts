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
import type { Ports } from '../../ports.ts';
import { readUnderOther } from '../heads/read-under-other.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import type { Owed } from '../known/owe.ts';
import { waitingOf, waitingOnWire } from '../known/stopped-work.ts';
import { accountName, isOfCells } from './channel-account.ts';
import { type AskedOver, type AskedPair, type DeltaRange, deltaBody } from './delta-body.ts';
import { elapsedRange } from './elapsed-range.ts';
import { pairsForeseen } from './foresee-pairs.ts';
import { cellsOnce, keptPairs } from './kept-pairs.ts';
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
  return { pair, rules, events, timeline, opened: await openPair(ports, loaded, rules), budget };
}

/** A delta whose text is made once, and its name. */
interface WrittenBody {
  readonly body: DeltaBody;
  readonly text: string;
  readonly snapshot: string;
}

/** With what stands beside it: that follows the clock. */
export interface AnsweredDelta extends WrittenBody {
  readonly beside: Omit<DeltaOnWire, keyof DeltaBody>;
}

export const deltaOnWire = ({ body, beside }: AnsweredDelta): DeltaOnWire => ({ ...body, ...beside });

/** Characters of JSON. A plot is asked for again with every look at it, and seldom has anything of it changed. */
const MOST_KEPT = 8_000_000;
const recent = new LruCache<WrittenBody>(MOST_KEPT, ({ text }) => text.length);

/** @param owed of the experiment: what has not reached the pair's buckets yet, and what is stopped */
export async function deltaOf(
  ports: Ports,
  loaded: LoadedExperiment,
  asked: AskedPair,
  channel: UnitSeries,
  range: DeltaRange,
  { upstream, stopped }: Owed,
): Promise<AnsweredDelta> {
  const { opened } = asked;
  const over = await overRange(loaded, asked, channel, range);
  const lay = async () => {
    const body = await deltaBody(ports, loaded, asked, channel, range, over);
    const text = bodyText(body);
    return { body, text, snapshot: snapshotOf(text) };
  };
  const name = answerName(loaded, asked, range, over);
  const written = await (name === null ? lay() : recent.getOrRead(name, lay));
  const beside = {
    snapshot: written.snapshot,
    ...waitingOnWire(upstream, waitingOf(stopped, loaded, opened.heads, opened.subjects)),
    ...(await readUnderOther(ports, loaded, opened.heads)),
  };
  return { ...written, beside };
}

/** How many pairs that delta reads, by the heads alone. */
export function foreseenOf(
  { index }: LoadedExperiment,
  asked: AskedPair,
  channel: UnitSeries,
  range: DeltaRange,
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

/** Of all that a body rests on; null where its pairs are read each time. */
function answerName(
  { experiment, generation, revision, sha256 }: LoadedExperiment,
  { pair, events, opened: { heads, inputs } }: AskedPair,
  { from, to, resolutionSeconds }: DeltaRange,
  { account }: AskedOver,
): string | null {
  const name = isOfCells(account) ? accountName(account) : null;
  if (name === null) return null;
  const versions = heads.map(({ unit, bucket, v }) => [unit, bucket, v]);
  const asked = [pair.id, boundText(from), boundText(to), resolutionSeconds];
  return digestOf([name, experiment, generation, revision, sha256, events, versions, inputs, asked]);
}
