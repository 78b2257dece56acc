/** What one route was told of a group: what stage after stage looks back at. */
import type { Severity } from '../anomaly/anomaly.ts';
import { isAtLeast } from '../anomaly/urgency.ts';
import type { JournalRecord } from '../journal/journal-record.ts';
import type { Micros } from '../time.ts';
import { isOfFinding } from './found-now.ts';
import { highest } from './group.ts';
import type { Covered, MessageRecord } from './message-record.ts';
import type { LastMessage } from './throttle.ts';

export interface Thread {
  /** Messages since all was over last, in their order. */
  readonly open: readonly MessageRecord[];
  /** What these spoke of, each at the worst that was told. */
  readonly covers: readonly Covered[];
  readonly last: LastMessage | null;
  /** When it was first told that this is critical. */
  readonly criticalSince: Micros | null;
  /** All messages that said that something is wrong. */
  readonly recent: readonly MessageRecord[];
}

/** @param messages of the group, by number */
export function threadOf(messages: readonly MessageRecord[], route: string): Thread {
  const own = messages.filter((one) => one.route === route && one.about !== 'NOTICE');
  const newest = own.at(-1);
  const end = own.findLastIndex(({ about }) => about === 'RESOLVED');
  // What ended on a shelf, or lost its route, ended without a word.
  const open = newest?.endedAt === null ? own.slice(end + 1) : [];
  return {
    open,
    covers: coveredBy(open),
    last: newest === undefined ? null : lastOf(newest),
    criticalSince: open.find(({ severity }) => isAtLeast(severity, 'CRITICAL'))?.madeAt ?? null,
    recent: own.filter(({ about }) => about !== 'RESOLVED'),
  };
}

function lastOf({ madeAt, severity, about }: MessageRecord): LastMessage {
  return { madeAt, severity, isOver: about === 'RESOLVED' };
}

function coveredBy(messages: readonly MessageRecord[]): Covered[] {
  const byAnomaly = Map.groupBy(
    messages.flatMap(({ covers }) => covers),
    ({ anomaly }) => anomaly,
  );
  return [...byAnomaly.values()].map((all) => ({
    ...all[0]!,
    severity: highest(all.map(({ severity }) => severity)) ?? all[0]!.severity,
  }));
}

/**
 * Whether the route knows what the entry says: a message tells of the entry, or spoke of its anomaly as bad as it is now. An
 * onset that older data moved is no news: the next message says it.
 * What comes back after it was withdrawn, or must be heard more widely, is news after all that was said before it.
 */
export function isToldBy({ open }: Thread, entry: JournalRecord, severity: Severity): boolean {
  const isNews = entry.reason === 'RETURNED' || entry.reason === 'LOUDER';
  return open.some(
    ({ entries, covers, madeAt }) =>
      entries.includes(entry.id) ||
      ((!isNews || madeAt >= entry.learntAt) &&
        covers.some((one) => isOfFinding(one, entry.anomaly) && isAtLeast(one.severity, severity))),
  );
}
