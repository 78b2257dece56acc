/** Missing codes by the windows of a delta: they are in no pair, and a window of them alone has none. */
import { parseInstant } from '../instant.ts';
import { acquisitionStatusOf } from '../telemetry/flags.ts';
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import type { Interval } from '../timeline/interval.ts';
import { windowPlace } from './delta-windows.ts';

export interface MissingWindow {
  /** Where the window begins, on the flight's axis. */
  readonly at: Micros;
  /** Null where no reference event is known. */
  readonly elapsedSeconds: Seconds | null;
  readonly n: number;
}

export interface MissingOptions {
  /** How much later the unit's own axis is than the flight's. */
  readonly shiftMicros: Micros;
  /** On the flight's axis; null counts from the epoch. */
  readonly referenceAt: Micros | null;
  readonly resolutionSeconds: Seconds;
  /** On the flight's axis. */
  readonly range: Interval;
}

/** The windows that hold missing codes, in order of time. */
export function missingWindows(
  { times, flags }: { readonly times: Float64Array; readonly flags: Uint8Array },
  { shiftMicros, referenceAt, resolutionSeconds, range }: MissingOptions,
): MissingWindow[] {
  const step = resolutionSeconds * MICROS_PER_SECOND;
  const counts = new Map<number, number>();
  for (let i = 0; i < times.length; i++) {
    const at = times[i]! - shiftMicros;
    if (at < range.from || at >= range.to || acquisitionStatusOf(flags[i]!) !== 'INVALID') continue;
    const index = Math.floor((at - (referenceAt ?? 0)) / step);
    counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  return Array.from(counts, ([index, n]) => {
    return { ...windowPlace(index, resolutionSeconds, referenceAt), n };
  }).sort((a, b) => a.at - b.at);
}

interface Window {
  readonly at: string;
  readonly elapsedSeconds: Seconds | null;
}

/** A window of pairs, of missing codes, or of both. */
export interface WindowRow<W extends Window> extends Window {
  /** Null where nothing is paired. */
  readonly window: W | null;
  readonly missing: { readonly flight: number; readonly ground: number };
}

interface MissingOfUnit {
  readonly side: 'flight' | 'ground';
  readonly windows: readonly (Window & { readonly n: number })[];
}

/** Where a range that was asked for begins to hold samples; null where all of the time is meant. */
export function askedFrom({
  asked,
  range,
}: {
  readonly asked: { readonly from: string | null };
  readonly range: { readonly first: string } | null;
}): string | null {
  return asked.from === null ? null : (range?.first ?? null);
}

/**
 * The rows of a table of windows: also those that hold missing codes alone, in order of time.
 *
 * @param from as `askedFrom`. The row of a window that it cuts begins
 * there, not where nothing of it was read
 */
export function windowRows<W extends Window>(
  windows: readonly W[],
  missing: readonly MissingOfUnit[],
  from: string | null,
): WindowRow<W>[] {
  const none = { flight: 0, ground: 0 };
  const rows = new Map<string, WindowRow<W>>(
    windows.map((window) => [
      window.at,
      { at: window.at, elapsedSeconds: window.elapsedSeconds, window, missing: none },
    ]),
  );
  for (const { side, windows: own } of missing)
    for (const { at, elapsedSeconds, n } of own) {
      const row = rows.get(at) ?? { at, elapsedSeconds, window: null, missing: none };
      rows.set(at, { ...row, missing: { ...row.missing, [side]: n } });
    }
  return Array.from(rows.values(), (row) => ({ row, at: parseInstant(row.at) }))
    .sort((a, b) => a.at - b.at)
    .map(({ row, at }) => (from === null ? row : cutRow(row, at, from)));
}

function cutRow<W extends Window>(row: WindowRow<W>, at: Micros, from: string): WindowRow<W> {
  const later = (parseInstant(from) - at) / MICROS_PER_SECOND;
  if (later <= 0) return row;
  const { elapsedSeconds } = row;
  return { ...row, at: from, elapsedSeconds: elapsedSeconds === null ? null : elapsedSeconds + later };
}
