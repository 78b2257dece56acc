/** The time that the coverage of a verdict on the environment is counted over (docs/design.md#environment). */
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import type { Interval } from '../timeline/interval.ts';
import { spanText } from '../words/span.ts';

export interface Coverable {
  readonly seconds: Seconds;
  /** ASKED: of a phase, or of the range asked for; RECEIVED: of what came, since nothing says how long it should be. */
  readonly basis: 'ASKED' | 'RECEIVED';
}

/**
 * Of times on the flight's axis, whatever range was asked for: a phase that has ended counts to its end, whatever came of
 * it. What has no end counts to the end of the range, and not beyond the newest sample of either unit: the rest cannot
 * have come yet.
 *
 * @param extent first and last sample of either unit; null where nothing came
 */
export function coverableOf(
  times: readonly Interval[],
  range: Interval,
  extent: { readonly from: Micros; readonly to: Micros } | null,
): Coverable {
  const oldest = extent?.from ?? Number.POSITIVE_INFINITY;
  const newest = extent?.to ?? Number.NEGATIVE_INFINITY;
  const micros = times.reduce((sum, time) => {
    const asked = Math.max(time.from, range.from);
    const from = Number.isFinite(asked) ? asked : oldest;
    const to = Math.min(Number.isFinite(time.to) ? time.to : newest, range.to);
    return sum + Math.max(0, to - from);
  }, 0);
  const isOpen = times.every(({ from, to }) => !Number.isFinite(from) && !Number.isFinite(to));
  const isAnyRange = !Number.isFinite(range.from) && !Number.isFinite(range.to);
  return {
    seconds: micros / MICROS_PER_SECOND,
    basis: isOpen && isAnyRange && times.length > 0 ? 'RECEIVED' : 'ASKED',
  };
}

/** `24 h of 19 d 23 h`; of what came, that it is all that came. */
export function coverableText(judged: Seconds, { seconds, basis }: Coverable): string {
  const [part, whole] = [judged, seconds].map((one) => spanText(one * MICROS_PER_SECOND));
  if (basis === 'RECEIVED') return `${whole}, all that came: no phase or range says how long it should be`;
  return part === whole ? `${whole}` : `${part} of ${whole}`;
}
