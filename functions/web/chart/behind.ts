/** What stands behind the lines of a chart. */
import type { DoubtKind } from './series-of.ts';

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Distance of strokes in pixels of the canvas. */
const EVERY = 9;

/** Each doubt has strokes of its own, told apart without colour: / uncertain, × bad, | no value, = standing still. */
const STROKES: Readonly<Record<DoubtKind, readonly Stroke[]>> = {
  UNCERTAIN: ['rising'],
  BAD: ['rising', 'falling'],
  INVALID: ['upright'],
  STILL: ['level'],
};
type Stroke = 'rising' | 'falling' | 'upright' | 'level';

export function hatch(ctx: CanvasRenderingContext2D, kind: DoubtKind, colour: string, box: Box): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(box.left, box.top, box.width, box.height);
  ctx.clip();
  ctx.strokeStyle = colour;
  ctx.globalAlpha = 0.55;
  ctx.setLineDash([]);
  ctx.beginPath();
  for (const stroke of STROKES[kind]) trace(ctx, stroke, box);
  ctx.stroke();
  ctx.restore();
}

function trace(ctx: CanvasRenderingContext2D, stroke: Stroke, { left, top, width, height }: Box): void {
  const [right, bottom] = [left + width, top + height];
  if (stroke === 'level') {
    for (let y = top + EVERY / 2; y < bottom; y += EVERY) segment(ctx, left, y, right, y);
    return;
  }
  // On a grid of the canvas, so that neighbours go on into each other.
  const reach = stroke === 'upright' ? 0 : height;
  for (let x = Math.floor((left - reach) / EVERY) * EVERY; x < right + reach; x += EVERY) {
    if (stroke === 'upright') segment(ctx, x, top, x, bottom);
    if (stroke === 'rising') segment(ctx, x, bottom, x + height, top);
    if (stroke === 'falling') segment(ctx, x, top, x + height, bottom);
  }
}

function segment(ctx: CanvasRenderingContext2D, x: number, y: number, toX: number, toY: number): void {
  ctx.moveTo(x, y);
  ctx.lineTo(toX, toY);
}

const MOST_ROWS = 4;
const BESIDE = 8;

interface PlacedName {
  readonly row: number;
  /** Where it begins. */
  readonly begin: number;
}

/**
 * Where a name stands so that none lies over another and none is cut: beside its line, before it towards the right end;
 * null where all rows are taken. Names come from left to right.
 */
export function placesOfNames(
  names: readonly { readonly left: number; readonly width: number }[],
  right: number,
): (PlacedName | null)[] {
  const ends: number[] = [];
  return names.map(({ left, width }) => {
    const isCut = left + BESIDE + width > right;
    const begin = isCut ? left - BESIDE / 2 - width : left + BESIDE / 2;
    const free = ends.findIndex((end) => end < begin);
    const row = free < 0 ? ends.length : free;
    if (row >= MOST_ROWS) return null;
    ends[row] = Math.max(left, begin + width) + BESIDE / 2;
    return { row, begin };
  });
}
