/**
 * What is to be sent of one group now: a pure function of what is found, what people did, the entries of the journal
 * that nobody was told of yet, the routes, what was sent so far, and the instant. Deciding again after it was acted on
 * decides nothing.
 */
import type { Micros } from '../time.ts';
import { judgeEntry } from './judge-entry.ts';
import type { MessageRecord } from './message-record.ts';
import type { Route } from './route.ts';
import type { GroupDecision, GroupSituation, Settled, Told } from './situation.ts';
import { tellOver } from './tell-over.ts';
import { tellPast } from './tell-past.ts';
import { tellPresent } from './tell-present.ts';
import { threadOf } from './thread.ts';

export function decideGroup<R extends Route>(situation: GroupSituation<R>): GroupDecision<R> {
  const verdicts = situation.owed.map((entry) => judgeEntry(entry, situation));
  const news = verdicts.flatMap((one) => (one.verdict === 'TELL' ? [one] : []));
  const waits: Micros[] = verdicts.flatMap((one) => (one.verdict === 'HOLD' ? (one.until ?? []) : []));
  const dropped = verdicts.flatMap(({ verdict, entry }): Settled[] =>
    verdict === 'DROP' ? [{ entry, as: 'DROPPED' }] : [],
  );
  const present = tellPresent(
    situation,
    news.filter(({ isPast }) => !isPast),
  );
  const past = tellPast(
    situation,
    news.filter(({ isPast }) => isPast),
  );
  const over = tellOver(situation);
  const make = [...present.make, ...past.make, ...over.make];
  const all = [...waits, ...present.waits, ...past.waits, ...over.waits];
  return {
    make,
    settle: [...dropped, ...present.settle, ...past.settle],
    end: endedBy(situation, make, over.silent),
    next: all.length === 0 ? null : Math.min(...all),
  };
}

/** Of each route only the newest that says that something is wrong has a future. */
function endedBy(
  { messages }: GroupSituation,
  make: readonly Told[],
  silent: readonly MessageRecord[],
): MessageRecord[] {
  return messages.filter((message) => {
    if (message.endedAt !== null) return false;
    const { open } = threadOf(messages, message.route);
    const isFollowed = make.some(({ route, about }) => route.id === message.route && about !== 'NOTICE');
    return isFollowed || silent.includes(message) || open.at(-1) !== message;
  });
}
