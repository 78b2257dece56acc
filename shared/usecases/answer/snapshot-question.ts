/** Which question a snapshot answers. */
import { isoDuration, parseDuration } from '../../domain/duration.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { SnapshotRecord } from '../../domain/snapshot/snapshot-record.ts';
import { channelOf } from '../../domain/telemetry/frame.ts';
import type { Seconds } from '../../domain/time.ts';
import { type Bound, boundText } from '../../domain/timeline/elapsed.ts';
import { cellGridOf, inWholeCells } from '../../domain/twins/cell-grid.ts';
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

/**
 * What is left out of the question may be anything; what is in it has to be the snapshot's. A resolution that is answered
 * by whole cells is that of its answer.
 */
export function refuseOtherQuestion(
  record: SnapshotRecord,
  query: DeltasQuery,
  { channels }: Pick<DefinitionIndex, 'channels'>,
): void {
  const { resolution } = query;
  const own = parseDuration(record.resolution);
  const period = channels.get(channelOf(record.channel))?.period;
  const grid = period === undefined ? null : cellGridOf(period, null);
  const isAnswered = (asked: Seconds) => grid !== null && inWholeCells(grid, asked) === own;
  const asked: readonly (readonly [string, readonly string[] | null, string | null])[] = [
    ['pair', query.pair ?? null, record.pair],
    ['channel', query.channel ?? null, record.channel],
    ['from', textOf(query.from), record.asked.from],
    ['to', textOf(query.to), record.asked.to],
    [
      'resolution',
      resolution === undefined || resolution === null || isAnswered(resolution)
        ? null
        : [isoDuration(resolution)],
      // An earlier version said 4 days as PT96H.
      isoDuration(own),
    ],
  ];
  for (const [name, given, answered] of asked) {
    if (given === null || given.every((one) => one === answered)) continue;
    throw new Refusal(
      'invalid',
      'snapshot.other-question',
      `the snapshot answers ${name} ${answered ?? 'left out'}, got ${given.join(', ')}; leave out what the snapshot says itself`,
      { field: `query.${name}` },
    );
  }
}

function textOf(bound: Bound | undefined): string[] | null {
  const text = bound === undefined ? null : boundText(bound);
  return text === null ? null : [text];
}
