import type { Micros } from '../time.ts';
import type { JournalRecord } from './journal-record.ts';
import type { Transition } from './transition.ts';

/** The entry of a transition that is learnt at `learntAt`. Equal transitions get equal ids. */
export function entryOf(
  transition: Transition,
  subject: JournalRecord['subject'],
  learntAt: Micros,
): JournalRecord {
  const { anomaly, reason, opening, telling } = transition;
  return {
    id: idOf(transition),
    subject,
    anomaly,
    learntAt,
    transition: transition.transition,
    reason,
    opening,
    retroactive: anomaly.current === undefined,
    ...telling,
    sentAt: null,
    supersededAt: null,
  };
}

/** `<anomaly>:OPENED:1`, `<anomaly>:RAISED:1:CRITICAL:PAGE`, `<anomaly>:WITHDRAWN:1`, `<anomaly>:OPENED:2`, … */
function idOf(transition: Transition): string {
  const { anomaly, opening } = transition;
  const name = `${anomaly.id}:${transition.transition}:${opening}`;
  if (transition.transition !== 'RAISED') return name;
  const { superseded, telling } = transition;
  return `${name}:${anomaly.severity}:${telling.route}${superseded === 0 ? '' : `:${superseded}`}`;
}
