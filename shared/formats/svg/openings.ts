/** Lines are opened where samples are known to lack, however short that is beside a window of the line. */
import type { FigurePoint, Stretch } from './figure.ts';

/** What is not that wide is not seen beside the round ends of a line. */
const LEAST_PIXELS = 3;

/** The gaps as they are drawn: none too thin to be seen, what touches joined, in order of time. */
export function openings(gaps: readonly Stretch[], secondsPerPixel: number): Stretch[] {
  const least = LEAST_PIXELS * secondsPerPixel;
  const opened: Stretch[] = [];
  for (const gap of gaps.toSorted((a, b) => a.from - b.from)) {
    const wider = Math.max(0, least - (gap.to - gap.from)) / 2;
    const [from, to] = [gap.from - wider, gap.to + wider];
    const before = opened.at(-1);
    if (before !== undefined && before.to >= from)
      opened[opened.length - 1] = { from: before.from, to: Math.max(before.to, to) };
    else opened.push({ from, to });
  }
  return opened;
}

/** A run cut at these: its line ends where samples end and goes on where they go on. A point within stands at the end. */
export function cutAt(run: readonly FigurePoint[], gaps: readonly Stretch[]): FigurePoint[][] {
  const pieces: FigurePoint[][] = [];
  let piece: FigurePoint[] = [];
  let before: FigurePoint | null = null;
  let next = 0;
  for (const point of run) {
    let here = point;
    for (; next < gaps.length && gaps[next]!.from < here.at; next++) {
      const { from, to } = gaps[next]!;
      if (before === null) {
        if (to > here.at) here = { ...here, at: to };
        continue;
      }
      if (to <= before.at) continue;
      if (from > before.at) piece.push(between(before, here, from));
      if (piece.length > 0) pieces.push(piece);
      piece = to < here.at ? [between(before, here, to)] : [];
      if (to > here.at) here = { ...here, at: to };
    }
    piece.push(here);
    before = here;
  }
  return piece.length > 0 ? [...pieces, piece] : pieces;
}

/** On the straight line from one point to the next. */
function between(a: FigurePoint, b: FigurePoint, at: number): FigurePoint {
  const share = b.at === a.at ? 0 : (at - a.at) / (b.at - a.at);
  const on = (one: number, other: number) => one + share * (other - one);
  const values = { value: on(a.value, b.value), min: on(a.min, b.min), max: on(a.max, b.max) };
  return { ...(share < 0.5 ? a : b), at, ...values };
}
