/** Flight minus ground of the pairs and channels asked for, with everything that qualifies it. */
import type { DeltaListOnWire, DeltaOnWire } from '../../contract/deltas.ts';
import type { Pair } from '../../domain/experiment/hardware-schema.ts';
import { channelNamed, pairNamed } from '../../domain/experiment/lookups.ts';
import { Refusal } from '../../domain/refusal.ts';
import { channelOf } from '../../domain/telemetry/frame.ts';
import type { Seconds } from '../../domain/time.ts';
import type { Bound } from '../../domain/timeline/elapsed.ts';
import { pairRulesOf } from '../../domain/twins/pair-rules.ts';
import type { Ports } from '../../ports.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import { owedNow } from '../known/owe.ts';
import { type AskedPair, type DeltaRange, refuseTooManyWindows } from './delta-body.ts';
import {
  type AnsweredDelta,
  askDelta,
  askPair,
  deltaOf,
  deltaOnWire,
  foreseenOf,
  isKept,
} from './delta-of-pair.ts';
import { PairBudget } from './pair-budget.ts';
import { answerBytes, type WrittenDelta } from './snapshot-of-delta.ts';

export interface DeltaRangeQuery {
  /** On the flight unit's axis; inclusive. */
  readonly from?: Bound | undefined;
  /** Exclusive. */
  readonly to?: Bound | undefined;
  /** Null: as fits a picture of the range. */
  readonly resolution?: Seconds | null | undefined;
}

export interface DeltaQuery extends DeltaRangeQuery {
  readonly pair: string;
  readonly channel: string;
}

export interface DeltasQuery extends DeltaRangeQuery {
  /** Absent: every pair. */
  readonly pair?: readonly string[] | undefined;
  /** Absent: every channel that both units of a pair measure. */
  readonly channel?: readonly string[] | undefined;
}

const DEFAULT_RESOLUTION = 600;
const MOST_DELTAS = 64;

/**
 * One delta where one pair and one channel are named; else those of all that are meant. Refuses unknown pairs and
 * channels, empty ranges, more than 64 deltas, more windows than one answer holds, and more pairs than are read for one.
 */
export async function queryDeltas(
  ports: Ports,
  experiment: string,
  query: DeltasQuery,
  budget = new PairBudget(),
): Promise<DeltaOnWire | DeltaListOnWire> {
  const answer = await answerDeltas(ports, experiment, query, budget);
  return 'deltas' in answer ? answer : answer.delta();
}

/** The same, where it is one delta as its JSON. */
export async function answerDeltas(
  ports: Ports,
  experiment: string,
  query: DeltasQuery,
  budget = new PairBudget(),
): Promise<WrittenDelta | DeltaListOnWire> {
  const loaded = await loadExperiment(ports, experiment);
  const { pair = [], channel = [] } = query;
  const [onlyPair, onlyChannel] = [pair[0], channel[0]];
  if (pair.length === 1 && channel.length === 1 && onlyPair !== undefined && onlyChannel !== undefined) {
    const one = { ...query, pair: onlyPair, channel: onlyChannel };
    const answered = await answerDelta(ports, loaded, one, budget);
    return { bytes: answerBytes(answered.bytes, answered.beside), delta: () => deltaOnWire(answered) };
  }
  return listOf(ports, loaded, query, budget);
}

export async function queryDelta(ports: Ports, experiment: string, query: DeltaQuery): Promise<DeltaOnWire> {
  return deltasOf(ports, await loadExperiment(ports, experiment), query);
}

/** Of an experiment that is loaded, for those who ask more than one thing of it, or have longer than the API has. */
export async function deltasOf(
  ports: Ports,
  loaded: LoadedExperiment,
  query: DeltaQuery,
  budget = new PairBudget(),
): Promise<DeltaOnWire> {
  return deltaOnWire(await answerDelta(ports, loaded, query, budget));
}

async function answerDelta(
  ports: Ports,
  loaded: LoadedExperiment,
  query: DeltaQuery,
  budget: PairBudget,
): Promise<AnsweredDelta> {
  const pair = pairNamed(loaded.index, query.pair);
  const owed = await owedNow(ports, loaded);
  const asked = await askPair(ports, loaded, pair, budget);
  const channel = channelIn(asked, query.channel);
  if (channel === null) throw notPaired(loaded, asked, query.channel);
  const delta = askDelta(loaded, asked, channel, rangeOf(query));
  if (!isKept(ports, delta)) budget.foresee(foreseenOf(loaded, delta));
  return deltaOf(ports, loaded, delta, owed);
}

async function listOf(
  ports: Ports,
  loaded: LoadedExperiment,
  query: DeltasQuery,
  budget: PairBudget,
): Promise<DeltaListOnWire> {
  const { index } = loaded;
  const pairs = new Set(query.pair?.map((id) => pairNamed(index, id)) ?? index.definition.pairs);
  const channels = query.channel === undefined ? null : [...new Set(query.channel)];
  for (const channel of channels ?? []) channelNamed(index, channelOf(channel));
  const events = await loaded.events();
  const namesOf = (pair: Pair) =>
    channels ?? pairRulesOf(index, pair, events).channels.map(({ series }) => series);
  // Before a pair is opened: a refusal reads nothing of the data.
  refuseTooMany([...pairs].reduce((sum, pair) => sum + namesOf(pair).length, 0));
  const owed = await owedNow(ports, loaded);
  const answer: DeltaListOnWire = { deltas: [], notPaired: [], pending: owed.upstream };
  const opened: AskedPair[] = [];
  for (const pair of pairs) opened.push(await askPair(ports, loaded, pair, budget));
  // All of it before anything of the first is read: nobody waits for a refusal.
  budget.foresee(
    opened.reduce((sum, asked) => {
      const found = namesOf(asked.pair).flatMap((name) => channelIn(asked, name) ?? []);
      const ofPair = found.map((one) => foreseenOf(loaded, { asked, channel: one, range: rangeOf(query) }));
      return sum + ofPair.reduce((all, one) => all + one, 0);
    }, 0),
  );
  // One after another, each let go when it is answered: together, their pairs would not fit.
  for (let asked = opened.shift(); asked !== undefined; asked = opened.shift()) {
    const { pair } = asked;
    for (const name of namesOf(pair)) {
      const channel = channelIn(asked, name);
      if (channel === null) {
        answer.notPaired.push({ pair: pair.id, channel: name, sentence: notPairedSentence(asked, name) });
        continue;
      }
      const delta = askDelta(loaded, asked, channel, rangeOf(query));
      add(answer, deltaOnWire(await deltaOf(ports, loaded, delta, owed)));
    }
  }
  return answer;
}

function add(answer: DeltaListOnWire, delta: DeltaOnWire): void {
  answer.deltas.push(delta);
  refuseTooManyWindows(answer.deltas.reduce((sum, { windows }) => sum + windows.length, 0));
  answer.pending = Math.max(answer.pending, delta.pending);
  if (delta.stopped !== undefined) answer.stopped = Math.max(answer.stopped ?? 0, delta.stopped);
}

function channelIn({ rules }: AskedPair, name: string) {
  return rules.channels.find(({ series }) => series === name) ?? null;
}

function notPaired({ index }: LoadedExperiment, asked: AskedPair, channel: string): Refusal {
  channelNamed(index, channelOf(channel));
  return new Refusal('not-found', 'channel.not-paired', notPairedSentence(asked, channel), {
    field: 'channel',
  });
}

function notPairedSentence({ pair, rules }: AskedPair, channel: string): string {
  const shared = rules.channels.map(({ series }) => series).join(', ') || 'no channel';
  return `both units of ${pair.id} do not measure "${channel}"; they share ${shared}`;
}

function rangeOf({
  from = -Infinity,
  to = Infinity,
  resolution = DEFAULT_RESOLUTION,
}: DeltaRangeQuery): DeltaRange {
  return { from, to, resolutionSeconds: resolution };
}

function refuseTooMany(deltas: number): void {
  if (deltas <= MOST_DELTAS) return;
  throw new Refusal(
    'too-large',
    'deltas.too-many',
    `the answer would hold ${deltas} deltas, at most ${MOST_DELTAS} fit: name some of the pairs or channels`,
    { field: 'pair' },
  );
}
