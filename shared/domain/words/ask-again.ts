/** What is said beside the list of what to ask for again. */
import { countText } from './count.ts';
import { typedCommand } from './typed-command.ts';

/** Downlinks that are named to bring back what was withdrawn. */
const MOST_BACK = 5;

interface Stretch {
  readonly downlinks?: readonly string[] | undefined;
}

/** What needs no contact, with the command that brings it back; empty where there is nothing such. */
export function backText(ranges: readonly Stretch[], othersBy = '--json'): string {
  const back = [...new Set(ranges.flatMap(({ downlinks = [] }) => downlinks))];
  if (back.length === 0) return '';
  const others = back.length > MOST_BACK ? ` (and ${back.length - MOST_BACK} more: ${othersBy})` : '';
  return `WITHDRAWN needs no contact; ${typedCommand(`reread ${back.slice(0, MOST_BACK).join(' ')}`)} brings it back${others}`;
}

/** Above the times that were looked at: that there is nothing to ask for is said of these only. */
export function checkedText(ranges: number, lookedAt: readonly { readonly from: string | null }[]): string {
  if (ranges > 0) return 'checked:';
  const isAnything = lookedAt.some(({ from }) => from !== null);
  return isAnything ? 'nothing to request again in the times that were checked:' : '';
}

interface NotAsked {
  readonly NOT_DOWNLINKED: number;
  readonly LOS: number;
  readonly QUARANTINED?: number | undefined;
  readonly OVERWRITTEN?: number | undefined;
}

/** Gaps that no request brings, or that come without one; empty where there is none. */
export function notAskedText({ NOT_DOWNLINKED, LOS, QUARANTINED = 0, OVERWRITTEN = 0 }: NotAsked): string {
  const parts = [
    ...(NOT_DOWNLINKED > 0 ? [`${countText(NOT_DOWNLINKED, 'gap')} still to come by itself`] : []),
    ...(LOS > 0 ? [`${countText(LOS, 'gap')} without signal, never recorded`] : []),
    ...(QUARANTINED > 0 ? [`${countText(QUARANTINED, 'gap')} here, but not readable: see the rejects`] : []),
    ...(OVERWRITTEN > 0
      ? [`${countText(OVERWRITTEN, 'stretch', 'stretches')} overwritten aboard by now: lost`]
      : []),
  ];
  return parts.length === 0 ? '' : `not asked for: ${parts.join('; ')}`;
}
