import type { UntoldOnWire } from '../../contract/handover.ts';
import type { JournalRecord } from '../../domain/journal/journal-record.ts';
import { isUndelivered, type MessageRecord } from '../../domain/notify/message-record.ts';
import { untoldState } from '../../domain/notify/untold.ts';
import { isoOf, type Micros } from '../../domain/time.ts';

/** What nobody heard of: what waits, however old it is, and what was given up or left to nobody since then. */
export function untoldOnWire(
  entries: readonly JournalRecord[],
  messages: readonly MessageRecord[],
  since: Micros,
): {
  readonly messages: UntoldOnWire['messages']['all'];
  readonly findings: UntoldOnWire['findings']['all'];
} {
  return {
    messages: messages
      .filter((one) => isUndelivered(one) || (one.failedAt !== null && one.failedAt >= since))
      .map(({ madeAt, route, subject, failedAt, error }) => ({
        ...{ at: isoOf(madeAt), route, subject, state: failedAt === null ? 'WAITING' : 'GIVEN_UP' },
        ...(error !== null && { error }),
      })),
    findings: entries.flatMap((entry) => {
      const state = untoldState(entry);
      const isListed = state === 'WAITING' || (state === 'UNROUTED' && (entry.unroutedAt ?? 0) >= since);
      const { kind, unit, pair, channels, severity } = entry.anomaly;
      if (!isListed) return [];
      return {
        ...{ at: isoOf(entry.learntAt), state, kind, channels, severity },
        ...(unit !== undefined && { unit }),
        ...(pair !== undefined && { pair }),
      };
    }),
  };
}
