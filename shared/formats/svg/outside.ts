/** What a panel spans, and the readings that it leaves out: one that is BAD must not flatten all the others. */
import { countText } from '../../domain/words/count.ts';
import type { FigurePoint, Line } from './figure.ts';
import type { Panel } from './panel.ts';
import { element, pixel } from './xml.ts';

/** Least and greatest of what is not BAD; of all where everything is. */
export function spannedBy(lines: readonly Line[]): number[] {
  const points = lines.flatMap((line) => line.points);
  const sound = points.filter(({ quality }) => quality !== 'BAD');
  return (sound.length === 0 ? points : sound).flatMap(({ min, max }) => [min, max]);
}

/** Those of a line that reach beyond the panel. */
export function outsideOf({ y }: Panel, { points }: Line): FigurePoint[] {
  return points.filter(({ min, max }) => min < y.from || max > y.to);
}

/** Pixels between two marks at one edge. */
const MARK_ROOM = 7;

/** An arrow at the edge that they lie beyond. */
export function outsideMarks(panel: Panel, line: Line): string {
  const { x, y, top, bottom } = panel;
  const above = outsideOf(panel, line).filter(({ max }) => max > y.to);
  const below = outsideOf(panel, line).filter(({ min }) => min < y.from);
  return [...arrows(above, (at) => x(at), top, 1), ...arrows(below, (at) => x(at), bottom, -1)].join('');
}

function arrows(
  points: readonly FigurePoint[],
  placeOf: (at: number) => number,
  edge: number,
  turn: 1 | -1,
): string[] {
  let next = -Infinity;
  return points.flatMap(({ at }) => {
    const place = placeOf(at);
    if (place < next) return [];
    next = place + MARK_ROOM;
    return [arrow(place, edge, turn)];
  });
}

/** @param turn 1: points up, from below the edge; -1: down, from above it */
export function arrow(x: number, edge: number, turn: 1 | -1): string {
  const corners = [x - 4, edge + 8 * turn, x + 4, edge + 8 * turn, x, edge + turn];
  return element('polygon', { class: 'outside', points: corners.map(pixel).join(' ') });
}

/** `2 BAD readings outside the picture`; of windows, in how many. */
export function outsideText(points: readonly FigurePoint[]): string {
  const what = points.every(({ n }) => n === 1)
    ? countText(points.length, 'BAD reading')
    : `BAD readings in ${countText(points.length, 'window')}`;
  return `${what} outside the picture`;
}
