import { useEffect, useRef, useState } from 'preact/hooks';
import type { View } from '../chart/view.ts';
import { type Axis, boundText, viewIn } from './axis.ts';

/** Often enough for a link. */
const WRITTEN_AFTER_MS = 250;
/** What moves after so long a rest is a step of its own for the browser's Back; notches of a wheel are one. */
const STEP_AFTER_MS = 1500;

export interface Looking {
  /** Null: all there is. */
  readonly view: View | null;
  /** The place that is looked at. */
  readonly at: number;
  readonly onView: (view: View | null, at?: number) => void;
  /** Of the address, as it stands now. */
  readonly bounds: { readonly from: string | null; readonly to: string | null };
}

/**
 * The view, in step with the address: moving it writes there what is looked at, a step in the browser's history for each
 * movement and not for each notch of a wheel; another address moves it.
 *
 * @param zero of an address on another axis; null while it is not known
 * @param write puts bounds into the address, as a step of its own or in place of the last
 */
export function useView(
  query: Readonly<Record<string, string>>,
  axis: Axis,
  zero: number | null,
  write: (bounds: Looking['bounds'], isStep: boolean) => void,
): Looking {
  const { from, to } = query;
  const read = () => viewIn({ from, to }, axis, zero);
  const [view, setView] = useState<View | null>(read);
  const [at, setAt] = useState(0);
  const written = useRef<string>(`${axis} ${from} ${to}`);
  const latest = useRef(write);
  latest.current = write;
  useEffect(() => {
    if (written.current === `${axis} ${from} ${to}`) return;
    written.current = `${axis} ${from} ${to}`;
    setView(read());
  }, [from, to, axis, zero]);
  // What an address says of another axis is known once the events are.
  useEffect(() => {
    if (view === null && from !== undefined) setView(read());
  }, [zero]);
  const bounds =
    view === null
      ? { from: null, to: null }
      : { from: boundText(axis, view.from), to: boundText(axis, view.to) };
  const isMoved = useRef(false);
  const lastMoved = useRef(Number.NEGATIVE_INFINITY);
  const isStep = useRef(false);
  useEffect(() => {
    if (!isMoved.current) return;
    const timer = setTimeout(() => {
      isMoved.current = false;
      written.current = `${axis} ${bounds.from ?? undefined} ${bounds.to ?? undefined}`;
      latest.current(bounds, isStep.current);
      isStep.current = false;
    }, WRITTEN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [bounds.from, bounds.to]);
  return {
    ...{ view, at: at === 0 && view !== null ? (view.from + view.to) / 2 : at, bounds },
    onView: (next, place) => {
      isMoved.current = true;
      const now = performance.now();
      if (now - lastMoved.current > STEP_AFTER_MS) isStep.current = true;
      lastMoved.current = now;
      setView(next);
      if (next !== null) setAt(place ?? (next.from + next.to) / 2);
    },
  };
}
