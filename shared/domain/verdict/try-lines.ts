/** What the verdict says of a file while it is being read. */
import { NEXT_TRY_MINUTES, type ReadingTry } from '../downlink/reading-try.ts';
import type { Micros } from '../time.ts';
import { momentText } from '../words/instant.ts';

/** How the first line goes on, and the last line. */
export function tryLines(one: ReadingTry, now: Micros): { readonly what: string; readonly todo: string } {
  const name = `Try ${one.number} of ${one.of}`;
  const { lease, mayRun } = one;
  if (lease !== null && mayRun) {
    const what = `nothing yet. ${name} has been reading the file since ${momentText(lease.since, now)}`;
    const wait = `most files take seconds, and a try may take until ${momentText(lease.until, now)}`;
    return {
      what,
      todo: `Do: wait. The file is safe; ${wait}. If this try has died, ${nextText(one, now)}.`,
    };
  }
  const silent = lease === null ? '' : `: it has not reported since ${momentText(lease.since, now)}`;
  const what = `nothing yet. ${name} ended without a result${silent}`;
  return { what, todo: `Do: wait. The file is safe; ${nextText(one, now)}.` };
}

function nextText({ number, of, nextBy }: ReadingTry, now: Micros): string {
  const isLast = number >= of;
  const next = isLast ? 'it is FAILED' : `try ${number + 1} begins`;
  if (nextBy === null) return `${next} within ${NEXT_TRY_MINUTES} min`;
  if (now < nextBy) return `${next} by ${momentText(nextBy, now)}`;
  const due = isLast ? 'it should have been FAILED by' : `try ${number + 1} should have begun by`;
  return `${due} ${momentText(nextBy, now)}: if nothing happens, see the logs of watch and ingest-downlink`;
}
