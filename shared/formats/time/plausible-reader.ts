import type { PlausibleSpan } from '../../domain/experiment/plausible.ts';
import type { Micros } from '../../domain/time.ts';
import { IMPLAUSIBLE, isFailure, type OutcomeReader } from './outcome.ts';

/** The same reader, for which a time outside the span is a failure; `open` bounds a span that is open below. */
export function withinSpan(read: OutcomeReader, { from, to }: PlausibleSpan, open: Micros): OutcomeReader {
  const earliest = from ?? open;
  return (bytes, start, end) => {
    const outcome = read(bytes, start, end);
    return (outcome >= earliest && outcome < to) || isFailure(outcome) ? outcome : IMPLAUSIBLE;
  };
}
