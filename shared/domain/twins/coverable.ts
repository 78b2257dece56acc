/** The time that the coverage of a verdict on the environment is counted over (docs/design.md#environment). */
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import type { Interval } from '../timeline/interval.ts';
import { spanText } from '../words/span.ts';

export interface Coverable {
  readonly seconds: Seconds;
  /** ASKED: of a phase, or of the range asked for; RECEIVED: of what came, since nothing says how long it should be. */
  readonly basis: 'ASKED' | 'RECEIVED';
  /**
   * The newest sample of either unit, on the flight's axis, where a phase that nothing has ended or a range goes on behind
   * it: no later time is judged, however much has passed. Absent where all of the time is counted, and of what came.
   */
  readonly until?: Micros;
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
  const isReceived = isOpen && isAnyRange && times.length > 0;
  const goesOn = times.some((time) => !Number.isFinite(time.to) && range.to > newest && time.from <= newest);
  return {
    seconds: micros / MICROS_PER_SECOND,
    basis: isReceived ? 'RECEIVED' : 'ASKED',
    ...(goesOn && !isReceived && extent !== null && { until: newest }),
  };
}

/** As an answer has it, where an instant may be text. */
type Covered = Omit<Coverable, 'until'> & { readonly until?: Micros | string | undefined };

/** `24 h of 19 d 23 h`; of what came, that it is all that came, and of what goes on, that it is up to the newest sample. */
export function coverableText(judged: Seconds, { seconds, basis, until }: Covered): string {
  const [part, whole] = [spanText(judged * MICROS_PER_SECOND), spanText(seconds * MICROS_PER_SECOND)];
  if (basis === 'RECEIVED') return `${whole}, all that came: no phase or range says how long it should be`;
  const length = part === whole ? whole : `${part} of ${whole}`;
  return until === undefined ? length : `${length} up to the newest sample`;
}

/** The same, said of the whole verdict: also what it does not speak of. */
export function judgedTimeText(judged: Seconds, over: Covered): string {
  const rest = over.until === undefined ? '' : '; it goes on, and no later time is judged';
  return `${coverableText(judged, over)}${rest}`;
}
