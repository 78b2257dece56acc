import { typedIso } from './instant.ts';
import type { Lacking } from './pending-text.ts';

/**
 * The time that an answer looked at, unit by unit, a line each: of other times it says nothing. While something is
 * pending, what has no time may have come and not be in the answer.
 */
export function rangeLines(
  looked: readonly { readonly unit: string; readonly from: string | null; readonly to: string | null }[],
  { pending, stopped = 0 }: Lacking,
): string[] {
  const isLacking = pending + stopped > 0;
  if (looked.every(({ from }) => from === null))
    return [isLacking ? 'nothing is in this answer yet\n' : 'nothing has come yet\n'];
  const none = isLacking ? 'nothing is in this answer yet' : 'nothing is expected yet';
  const lines = looked.map(({ unit, from, to }) =>
    from === null || to === null ? `${unit}: ${none}\n` : `${unit}: ${typedIso(from)} to ${typedIso(to)}\n`,
  );
  return [...new Set(lines)];
}
