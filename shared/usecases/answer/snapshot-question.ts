/** Which question a snapshot answers. */
import { isoDuration, parseDuration } from '../../domain/duration.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { SnapshotRecord } from '../../domain/snapshot/snapshot-record.ts';
import { type Bound, boundText } from '../../domain/timeline/elapsed.ts';
import { countText } from '../../domain/words/count.ts';
import type { DeltaQuery, DeltasQuery } from './query-deltas.ts';

/** A question after one delta. */
export type OneDelta = DeltaQuery;

/** Refuses a question after several: a snapshot names the delta of one pair and channel. */
export function oneDelta({ pair, channel, ...range }: DeltasQuery): OneDelta {
  const [onlyPair, onlyChannel] = [pair?.[0], channel?.[0]];
  if (pair?.length === 1 && channel?.length === 1 && onlyPair !== undefined && onlyChannel !== undefined)
    return { ...range, pair: onlyPair, channel: onlyChannel };
  throw new Refusal(
    'invalid',
    'snapshot.one-delta',
    `expected one pair and one channel, got ${countText(pair?.length ?? 0, 'pair')} and ${countText(channel?.length ?? 0, 'channel')}: a snapshot that is not kept yet is computed from its question`,
    { field: pair?.length === 1 ? 'query.channel' : 'query.pair' },
  );
}

/** What is left out of the question may be anything; what is in it has to be the snapshot's. */
export function refuseOtherQuestion(record: SnapshotRecord, query: DeltasQuery): void {
  const { resolution } = query;
  const asked: readonly (readonly [string, readonly string[] | null, string | null])[] = [
    ['pair', query.pair ?? null, record.pair],
    ['channel', query.channel ?? null, record.channel],
    ['from', textOf(query.from), record.asked.from],
    ['to', textOf(query.to), record.asked.to],
    [
      'resolution',
      resolution === undefined || resolution === null ? null : [isoDuration(resolution)],
      // An earlier version said 4 days as PT96H.
      isoDuration(parseDuration(record.resolution)),
    ],
  ];
  for (const [name, given, own] of asked) {
    if (given === null || given.every((one) => one === own)) continue;
    throw new Refusal(
      'invalid',
      'snapshot.other-question',
      `the snapshot answers ${name} ${own ?? 'left out'}, got ${given.join(', ')}; leave out what the snapshot says itself`,
      { field: `query.${name}` },
    );
  }
}

function textOf(bound: Bound | undefined): string[] | null {
  const text = bound === undefined ? null : boundText(bound);
  return text === null ? null : [text];
}
