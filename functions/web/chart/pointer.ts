import type uPlot from 'uplot';
import type { Latest } from './chart-props.ts';
import { panned, pinched, type View, wheelFactor, zoomed } from './view.ts';

/** Pixels that a finger trembles by. */
const TREMBLE = 10;

function isMoved(from: PointerEvent, to: PointerEvent): boolean {
  return Math.hypot(to.clientX - from.clientX, to.clientY - from.clientY) > TREMBLE;
}

/** Wheel and pinch zoom, a finger or a wheel sideways moves, a tap reads the curves, a double click shows all. */
export function hearPointer(plot: uPlot, latest: Latest): () => void {
  const { over } = plot;
  const move = (view: View, at: number) => latest.current.onView(view, at);
  const wheel = (event: WheelEvent) => {
    event.preventDefault();
    const { view, bounds } = latest.current;
    const at = view.from + (event.offsetX / over.clientWidth) * (view.to - view.from);
    const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    const by = (event.deltaX === 0 ? event.deltaY : event.deltaX) / over.clientWidth;
    move(isSideways ? panned(view, by, bounds) : zoomed(view, wheelFactor(event.deltaY), at, bounds), at);
  };
  const fingers = new Map<number, number>();
  /** The only finger, until it is lifted. */
  let tapped: PointerEvent | null = null;
  const shareOf = (event: PointerEvent) =>
    (event.clientX - over.getBoundingClientRect().left) / over.clientWidth;
  const down = (event: PointerEvent) => {
    if (event.pointerType !== 'touch') return;
    fingers.set(event.pointerId, shareOf(event));
    tapped = fingers.size === 1 ? event : null;
    over.setPointerCapture(event.pointerId);
  };
  const lift = (event: PointerEvent) => fingers.delete(event.pointerId);
  const drag = (event: PointerEvent) => {
    const before = [...fingers.values()];
    if (!fingers.has(event.pointerId)) return;
    fingers.set(event.pointerId, shareOf(event));
    const now = [...fingers.values()];
    const { view, bounds } = latest.current;
    const middle = view.from + (now.reduce((sum, one) => sum + one, 0) / now.length) * (view.to - view.from);
    const [a, b] = before;
    const [c, d] = now;
    if (a === undefined || c === undefined) return;
    if (b === undefined || d === undefined) move(panned(view, a - c, bounds), middle);
    else move(pinched(view, [a, b], [c, d], bounds), middle);
  };
  const up = (event: PointerEvent) => {
    // A finger hovers nowhere: where it taps, the cursor stays, of the charts beside this one too.
    if (event.pointerId === tapped?.pointerId && !isMoved(tapped, event))
      over.dispatchEvent(
        new MouseEvent('mousemove', { clientX: event.clientX, clientY: event.clientY, cancelable: true }),
      );
    tapped = null;
    lift(event);
  };
  over.addEventListener('wheel', wheel, { passive: false });
  over.addEventListener('pointerdown', down);
  over.addEventListener('pointermove', drag);
  over.addEventListener('pointerup', up);
  over.addEventListener('pointercancel', lift);
  const all = () => latest.current.onView(null);
  over.addEventListener('dblclick', all);
  // The plot takes them with it when it goes.
  return () => fingers.clear();
}
