import type { PlausibleSpan } from '../../domain/experiment/plausible.ts';
import { IMPLAUSIBLE, isFailure, type OutcomeReader } from './outcome.ts';

/** The same reader, for which a time outside the span is a failure. */
export function withinSpan(read: OutcomeReader, { from, to }: PlausibleSpan): OutcomeReader {
  const earliest = from ?? 0;
  return (bytes, start, end) => {
    const outcome = read(bytes, start, end);
    return (outcome >= earliest && outcome < to) || isFailure(outcome) ? outcome : IMPLAUSIBLE;
  };
}
