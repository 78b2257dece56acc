/** Samples that came without a valid reading, counted by the windows of a plot or table. */
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import type { Range } from './range.ts';
import type { Selection } from './selection.ts';
import { type Worth, worthOf } from './worth.ts';

export interface WindowWithout extends Pick<Worth, 'invalid' | 'bad'> {
  /** As the point of the window has it, whether there is one or not. */
  readonly t: Micros;
}

/**
 * Windows of [from, to) that hold missing codes or values outside of the valid range, in order of time.
 *
 * @param windowSeconds 0: each sample is a window of its own
 */
export function windowsWithout(
  { times, flags }: Pick<Selection, 'times' | 'flags'>,
  { from, to }: Range,
  windowSeconds: Seconds,
): WindowWithout[] {
  const window = windowSeconds * MICROS_PER_SECOND;
  const found: { t: Micros; invalid: number; bad: number }[] = [];
  for (let i = 0; i < times.length; i++) {
    const at = times[i]!;
    if (at < from || at >= to) continue;
    const { invalid, bad } = worthOf(flags[i]!, 1);
    if (invalid + bad === 0) continue;
    const t = window === 0 ? at : Math.max(Math.floor(at / window) * window, from);
    const last = found.at(-1);
    if (last?.t === t) {
      last.invalid += invalid;
      last.bad += bad;
    } else found.push({ t, invalid, bad });
  }
  return found;
}
