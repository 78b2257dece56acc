/** The axes of time that curves are laid on, and how the address writes a place on them. Pure. */
import { Refusal } from '../../../shared/domain/refusal.ts';
import { isoOf, MICROS_PER_SECOND } from '../../../shared/domain/time.ts';
import { parseBound } from '../../../shared/domain/timeline/elapsed.ts';
import type { View } from '../chart/view.ts';

/**
 * elapsed: since the reference event of each pair. utc: the clock of flight, the ground moved beside it. onboard: each
 * unit by its own clock, moved by nothing. reception: when the file was announced that brought it.
 */
const AXES = ['elapsed', 'utc', 'onboard', 'reception'] as const;
export type Axis = (typeof AXES)[number];

export function axisWords(axis: Axis, reference: string | undefined): string {
  return {
    elapsed: `elapsed since ${reference}`,
    utc: 'clock of flight',
    onboard: "onboard, each unit's own clock",
    reception: 'reception, when it arrived',
  }[axis];
}

/** Without a reference event nothing says since when time elapses. */
export function axesOf(reference: string | undefined): readonly Axis[] {
  return reference === undefined ? AXES.slice(1) : AXES;
}

/** The axis that an address names; the first there is where it names none. */
export function axisIn(text: string | undefined, reference: string | undefined): Axis {
  const axes = axesOf(reference);
  return axes.find((axis) => axis === text) ?? axes[0] ?? 'utc';
}

/** `T+90.5s`, or an instant: what the API takes too. */
export function boundText(axis: Axis, x: number): string {
  if (axis !== 'elapsed') return isoOf(Math.round(x * 1000) * 1000);
  return `T${x < 0 ? '-' : '+'}${Number(Math.abs(x).toFixed(3))}s`;
}

/**
 * The view of an address; null where it says none, or one that means nothing here.
 *
 * @param zero where on an axis of clocks elapsed time begins, in seconds; null while nobody knows
 */
export function viewIn(
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  axis: Axis,
  zero: number | null,
): View | null {
  const [begin, end] = [placeOf(from, axis, zero), placeOf(to, axis, zero)];
  return begin === null || end === null || begin >= end ? null : { from: begin, to: end };
}

/** What an address says of the range and means nothing: all is shown then, and it is said why. */
export function unreadBounds({ from, to }: { readonly from?: string; readonly to?: string }): string[] {
  const unread = [from, to].filter((text) => text !== undefined && boundIn(text) === null);
  if (unread.length > 0)
    return [
      `The address says ${unread.join(' and ')}, which is no time: write 2026-03-01T06:00:00Z or T+2h. All there is is shown.`,
    ];
  if ((from === undefined) === (to === undefined)) return [];
  return ['The address has one end of a range only: give from and to. All there is is shown.'];
}

function placeOf(text: string | undefined, axis: Axis, zero: number | null): number | null {
  const bound = text === undefined ? null : boundIn(text);
  if (bound === null) return null;
  if (typeof bound === 'number') {
    const epoch = bound / MICROS_PER_SECOND;
    if (axis !== 'elapsed') return epoch;
    return zero === null ? null : epoch - zero;
  }
  const elapsed = bound.sinceReference / MICROS_PER_SECOND;
  if (axis === 'elapsed') return elapsed;
  return zero === null ? null : elapsed + zero;
}

function boundIn(text: string): ReturnType<typeof parseBound> | null {
  try {
    return parseBound(text);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
