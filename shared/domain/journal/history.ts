/** What the journal holds of one anomaly. */
import { SEVERITIES, type Severity } from '../anomaly/anomaly.ts';
import type { JournalRecord } from './journal-record.ts';
import { ROUTES_ASCENDING, type Route } from './telling.ts';

export interface History {
  /** How often it was learnt anew: 1 from when it was first learnt, 2 once it came back after it was withdrawn, … */
  readonly openings: number;
  /** False where it was never learnt, and from its withdrawal until it is learnt again. */
  readonly isOpen: boolean;
  /** Messages since it last opened that nobody got, because it had ended before they went out. */
  readonly superseded: number;
  /** The loudest route by which it was told, or is about to be, since it last opened. */
  readonly told: Route;
  /** The worst severity entered since it last opened; null where it was never learnt. */
  readonly severity: Severity | null;
}

export const NO_HISTORY: History = {
  ...{ openings: 0, isOpen: false },
  ...{ superseded: 0, told: 'SHOW', severity: null },
};

/** The history that the entries of one anomaly tell, in whatever order they come. */
export function historyFrom(entries: readonly JournalRecord[]): History {
  const opened = entries.filter(({ transition }) => transition === 'OPENED');
  const openings = opened.length;
  const since = entries.filter((entry) => openingOf(entry, opened) === openings);
  const heard = since.filter(({ supersededAt }) => supersededAt === null);
  return {
    openings,
    isOpen: openings > 0 && since.every(({ transition }) => transition !== 'WITHDRAWN'),
    superseded: since.length - heard.length,
    told: ROUTES_ASCENDING.findLast((route) => heard.some((entry) => entry.route === route)) ?? 'SHOW',
    severity:
      SEVERITIES.findLast((severity) => since.some(({ anomaly }) => anomaly.severity === severity)) ?? null,
  };
}

/** An entry from before openings were stored belongs to the opening that was the newest when it was learnt. */
function openingOf({ opening, learntAt }: JournalRecord, opened: readonly JournalRecord[]): number {
  return opening ?? opened.filter((one) => one.learntAt <= learntAt).length;
}
