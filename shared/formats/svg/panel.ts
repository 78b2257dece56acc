/** A panel: axes, hatched doubt, bands and lines. */

import type { Scale } from '../../domain/axis/scale.ts';
import { elapsedTicks, type Tick, utcTicks, valueTicks } from '../../domain/axis/ticks.ts';
import type { Seconds } from '../../domain/time.ts';
import type { Figure, FigurePoint, Line, Side, Stretch } from './figure.ts';
import { merged } from './merged.ts';
import { cutAt, openings } from './openings.ts';
import { bandPath, linePath, runsOf } from './path.ts';
import { FONT, widthOf } from './words.ts';
import { element, pixel, textElement } from './xml.ts';

/** What panels that stand below each other share. */
export interface Across {
  readonly x: Scale;
  readonly left: number;
  readonly right: number;
}

/** Where a panel is, and what its pixels mean. */
export interface Panel extends Across {
  readonly y: Scale;
  readonly top: number;
  readonly bottom: number;
}

/** Pixels between two marks of an axis. */
const VALUE_ROOM = 36;
const TIME_ROOM = 92;
/** One point lacks: from there on it is a gap. */
const APART = 1.5;

interface PlacedTick extends Tick {
  readonly place: number;
  readonly anchor: 'start' | 'middle' | 'end';
  /** Of its label. */
  readonly begin: number;
  readonly end: number;
}

/** Between two labels of times. */
const LABEL_GAP = 6;

/** Round times, as many as have room for what they say. */
export function timeTicks(across: Across, clock: Figure['clock']): PlacedTick[] {
  const { x, left, right } = across;
  const ticksOf = clock === 'utc' ? utcTicks : elapsedTicks;
  for (let room = TIME_ROOM; ; room *= 1.2) {
    const most = Math.floor((right - left) / room);
    const ticks = ticksOf(x.from, x.to, most).map((tick) => placedTick(across, tick));
    const isFree = ticks.every(({ begin }, i) => begin >= (ticks[i - 1]?.end ?? -Infinity) + LABEL_GAP);
    if (isFree || most < 1) return ticks;
  }
}

/** At the ends the middle of a label would not be within the picture. */
function placedTick({ x, left, right }: Across, tick: Tick): PlacedTick {
  const place = x(tick.at);
  const width = widthOf(tick.label, FONT);
  if (place < left + width / 2) return { ...tick, place, anchor: 'start', begin: place, end: place + width };
  if (place > right - width / 2) return { ...tick, place, anchor: 'end', begin: place - width, end: place };
  return { ...tick, place, anchor: 'middle', begin: place - width / 2, end: place + width / 2 };
}

export function axes(panel: Panel, unit: string, clock: Figure['clock']): string {
  const { left, right, top, bottom, y } = panel;
  const values = valueTicks(y.from, y.to, (bottom - top) / VALUE_ROOM).map(({ at, label }) => {
    const height = pixel(y(at));
    const line = element('line', { class: 'grid', x1: left, x2: right, y1: height, y2: height });
    return line + textElement({ x: left - 6, y: pixel(height + 4), 'text-anchor': 'end' }, label);
  });
  const times = timeTicks(panel, clock).map(({ place }) =>
    element('line', { class: 'grid', x1: pixel(place), x2: pixel(place), y1: top, y2: bottom }),
  );
  const frame = element('rect', {
    class: 'frame',
    x: left,
    y: top,
    width: right - left,
    height: bottom - top,
  });
  return [...values, ...times, frame, textElement({ class: 'unit', x: 2, y: top - 5 }, unit)].join('');
}

export function timeLabels(panel: Panel, { clock, since }: Pick<Figure, 'clock' | 'since'>): string {
  const { right, bottom } = panel;
  const labels = timeTicks(panel, clock).map(({ place, anchor, label }) =>
    textElement({ x: pixel(place), y: bottom + 16, 'text-anchor': anchor }, label),
  );
  const axis = textElement({ class: 'soft', x: right, y: bottom + 32, 'text-anchor': 'end' }, since);
  return labels.join('') + axis;
}

export function lineOf(panel: Panel, line: Line): string {
  const { x, y } = panel;
  const runs = drawnRuns(panel, line);
  const band = bandPath(runs, x, y);
  return [
    band === '' ? '' : element('path', { class: `band ${line.side}`, d: band }),
    line.points.length === 0 ? '' : element('path', { class: `line ${line.side}`, d: linePath(runs, x, y) }),
    markers(panel, line.side, runs.flat()),
  ].join('');
}

/** Pixels of a point. */
const POINT_ROOM = 2;

/** Cut at gaps first: no point holds what lies on both sides of one. */
export function drawnRuns(
  { x, left, right }: Across,
  { points, step, gaps }: Line,
): (readonly FigurePoint[])[] {
  const pixels = (x.to - x.from) / (right - left);
  const cell = pixels * POINT_ROOM;
  // What goes on ends with the picture.
  const shown = gaps.map(({ from, to }) => ({ from: Math.max(from, x.from), to: Math.min(to, x.to) }));
  const open = openings(
    shown.filter(({ from, to }) => from <= to),
    pixels,
  );
  const runs = runsOf(points, step * APART).flatMap((run) => cutAt(run, open));
  return cell > 0 ? runs.map((run) => merged(run, cell)) : runs;
}

/** Marks on a line, so that it is known without its colour: about one in this many pixels. */
const MARKER_ROOM = 90;

function markers({ x, y, left }: Panel, side: Side, points: readonly FigurePoint[]): string {
  // The lines are marked at other places, so that no mark hides another.
  let next = left + (side === 'flight' ? MARKER_ROOM / 4 : (MARKER_ROOM * 3) / 4);
  const marked: string[] = [];
  for (const { at, value } of points) {
    const place = x(at);
    if (place < next) continue;
    marked.push(marker(side, place, y(value)));
    next += MARKER_ROOM * Math.max(1, Math.ceil((place - next) / MARKER_ROOM));
  }
  return marked.join('');
}

/** A triangle for the flight, a ring for the ground, a square for their difference. */
export function marker(side: Side, x: number, y: number): string {
  const name = `mark ${side}`;
  if (side === 'ground') return element('circle', { class: name, cx: pixel(x), cy: pixel(y), r: 3.5 });
  const corners = side === 'flight' ? [-4, 3.5, 4, 3.5, 0, -4.5] : [-3, -3, 3, -3, 3, 3, -3, 3];
  const points = corners.map((corner, i) => pixel(corner + (i % 2 === 0 ? x : y)));
  return element('polygon', { class: name, points: points.join(' ') });
}

/** Where samples of the line are doubtful, hatched over all of the panel. */
export function doubt(panel: Panel, line: Line, pattern: string): string {
  return doubtful(line)
    .map((stretch) => stretchRect(panel, stretch, { fill: `url(#${pattern})` }))
    .join('');
}

function doubtful({ points, step }: Line): Stretch[] {
  const runs = runsOf(
    points.filter(({ quality }) => quality !== 'GOOD'),
    step * APART,
  );
  return runs.map((run) => ({ from: run[0]!.at - step / 2, to: run.at(-1)!.at + step / 2 }));
}

export function isDoubtful({ points }: Line): boolean {
  return points.some(({ quality }) => quality !== 'GOOD');
}

/** A stretch of time from top to bottom; one that is thinner than a line is as thick as one. */
export function stretchRect(
  { x, left, right, top, bottom }: Panel,
  { from, to }: Stretch,
  look: Readonly<Record<string, string>>,
): string {
  const [begin, end] = [within(from, x, left, right), within(to, x, left, right)];
  const box = { x: pixel(begin), y: top, width: pixel(Math.max(1, end - begin)), height: bottom - top };
  return element('rect', { ...look, ...box });
}

export function within(at: Seconds, x: Scale, left: number, right: number): number {
  if (at <= x.from) return left;
  return at >= x.to ? right : x(at);
}
