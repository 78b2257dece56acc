/** What stands behind the curves of a chart. */
import type uPlot from 'uplot';
import { hatch, placesOfNames } from './behind.ts';
import type { ChartBand, ChartProps } from './chart-props.ts';
import type { Doubt } from './series-of.ts';

/** Phases are bands, doubted stretches hatched, events lines with their names, levels go across. */
export function drawBehind(plot: uPlot, props: ChartProps, colour: (name: string) => string): void {
  const { lines, events, levels = [], band, phases } = props;
  const { ctx, bbox } = plot;
  const x = (at: number) => plot.valToPos(at, 'x', true);
  const y = (at: number) => plot.valToPos(at, 'y', true);
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = colour('box');
  phases.forEach(({ from, to }, i) => {
    if (i % 2 === 0) ctx.fillRect(x(from), bbox.top, x(to) - x(from), bbox.height);
  });
  for (const { curve, colour: name, doubtsIn } of lines)
    for (const stretch of curve.doubted) drawDoubt(ctx, stretch, colour(name), x, doubtsIn, bbox);
  if (band != null) drawBand(ctx, band, colour('delta'), x, y);
  ctx.fillStyle = colour('soft');
  ctx.strokeStyle = colour('soft');
  ctx.setLineDash([4, 4]);
  ctx.textAlign = 'left';
  ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
  const shown = events
    .map(({ at, name }) => ({ left: x(at), name }))
    .filter(({ left }) => left >= bbox.left && left <= bbox.left + bbox.width)
    .sort((a, b) => a.left - b.left);
  const places = placesOfNames(
    shown.map(({ left, name }) => ({ left, width: ctx.measureText(name).width })),
    bbox.left + bbox.width,
  );
  shown.forEach(({ left, name }, i) => {
    line(ctx, left, bbox.top, left, bbox.top + bbox.height);
    const place = places[i] ?? null;
    if (place !== null) ctx.fillText(name, place.begin, bbox.top + 12 * devicePixelRatio * (place.row + 1));
  });
  for (const { at, colour: name } of levels) {
    ctx.strokeStyle = colour(name);
    line(ctx, bbox.left, y(at), bbox.left + bbox.width, y(at));
  }
  ctx.restore();
}

type Place = (value: number) => number;

function drawDoubt(
  ctx: CanvasRenderingContext2D,
  { kind, from, to }: Doubt,
  colour: string,
  x: Place,
  [top, bottom]: readonly [number, number],
  bbox: uPlot.BBox,
): void {
  const left = Math.max(x(from), bbox.left);
  const right = Math.min(x(to), bbox.left + bbox.width);
  if (right < bbox.left || left > bbox.left + bbox.width) return;
  hatch(ctx, kind, colour, {
    ...{ left, top: bbox.top + top * bbox.height },
    ...{ width: Math.max(2, right - left), height: (bottom - top) * bbox.height },
  });
}

function drawBand(
  ctx: CanvasRenderingContext2D,
  { from, to, mean, low, high }: ChartBand,
  colour: string,
  x: Place,
  y: Place,
): void {
  ctx.fillStyle = `${colour}40`;
  ctx.fillRect(x(from), y(high), x(to) - x(from), y(low) - y(high));
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2;
  ctx.setLineDash([]);
  line(ctx, x(from), y(mean), x(to), y(mean));
  ctx.lineWidth = 1;
}

function line(ctx: CanvasRenderingContext2D, x: number, y: number, toX: number, toY: number): void {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(toX, toY);
  ctx.stroke();
}
