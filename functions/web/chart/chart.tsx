import { useEffect, useMemo, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { hatch, rowsOfNames } from './behind.ts';
import { elapsedText } from './elapsed-text.ts';
import { type Curve, type Doubt, joinedCurves } from './series-of.ts';
import { type Bounds, panned, pinched, type View, wheelFactor, zoomed } from './view.ts';

export interface ChartLine {
  readonly label: string;
  /** Name of a colour of the style. */
  readonly colour: string;
  readonly curve: Curve;
  /** Lengths of strokes and gaps; absent: an unbroken line. */
  readonly dash?: readonly number[];
  /** Doubts of several lines stand above each other, so that each is seen: which share of the height, from the top. */
  readonly doubtsIn: readonly [number, number];
}

export interface ChartLevel {
  readonly at: number;
  readonly colour: string;
}

/** A mean with the interval that it is known to, over the time that it was taken of. */
export interface ChartBand extends View {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface ChartProps {
  readonly title: string;
  readonly unit: string;
  /** What is drawn, longer than what is shown. */
  readonly view: View;
  readonly bounds: Bounds;
  /** Seconds since 1970 in UTC, or since an event. */
  readonly isUtc: boolean;
  readonly lines: readonly ChartLine[];
  /** Lines across: the margin, 0. */
  readonly levels?: readonly ChartLevel[];
  readonly band?: ChartBand | null;
  readonly events: readonly { readonly at: number; readonly name: string }[];
  readonly phases: readonly View[];
  readonly height: number;
  /** Every line is drawn at the resolution that fits the view. */
  readonly isSharp: boolean;
  /** The view is moved; `at` is the place that is looked at. Null: all there is. */
  readonly onView: (view: View | null, at?: number) => void;
}

/** Dates with the month in letters, which no reader takes for the day; what begins a day or a year says so below. */
const UTC_TICKS: (string | number | null)[][] = [
  [86_400, '{D} {MMM}', '\n{YYYY}', null, null, null, null, null, 1],
  [60, '{HH}:{mm}', '\n{D} {MMM} {YYYY}', null, '\n{D} {MMM}', null, null, null, 1],
  [1, '{HH}:{mm}:{ss}', '\n{D} {MMM} {YYYY}', null, '\n{D} {MMM}', null, null, null, 1],
];
/** Distances of ticks that people count elapsed time in, in seconds. */
const ELAPSED_STEPS = [
  ...[1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 43_200],
  ...[1, 2, 5, 10, 20, 50, 100, 1000, 10_000].map((days) => days * 86_400),
];
/** Of the axis of values; lanes below begin where the plot does. */
const AXIS_PIXELS = 64;
const RIGHT_PIXELS = 40;
/** Fewer samples than one in so many pixels are marked one by one. */
const MARK_ROOM = 6;

export function Chart(props: ChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const { lines, view, title, isUtc, height, unit, isSharp, events, levels, band, phases } = props;
  const structure = [isUtc, height, unit, ...lines.map(({ label, colour }) => `${label} ${colour}`)].join(
    '|',
  );
  const curves = lines.map(({ curve }) => curve);
  const data = useMemo(() => dataOf(curves), curves);
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const made = new uPlot(
      optionsOf(latest, element),
      dataOf(latest.current.lines.map(({ curve }) => curve)),
      element,
    );
    plot.current = made;
    const unwatch = watchSize(made, element, height);
    const unhear = hearPointer(made, latest);
    return () => {
      unwatch();
      unhear();
      plot.current = null;
      made.destroy();
    };
  }, [structure]);
  useEffect(() => {
    const made = plot.current;
    if (made === null) return;
    made.batch(() => {
      if (made.data !== data) made.setData(data, false);
      made.setScale('x', { min: view.from, max: view.to });
      made.redraw(false);
    });
  }, [data, view.from, view.to, isSharp, events, levels, band, phases]);
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      <div
        ref={host}
        class="curves"
        role="img"
        aria-label={`${title}: ${lines.map(({ label }) => label).join(', ')}`}
      />
    </figure>
  );
}

function dataOf(curves: readonly Curve[]): uPlot.AlignedData {
  const { x, columns } = joinedCurves(curves);
  return [x, ...columns] as uPlot.AlignedData;
}

/** Colours change with the theme, and lines are drawn anew. */
function watchSize(plot: uPlot, element: HTMLElement, height: number): () => void {
  const resize = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
  resize.observe(element);
  const redraw = () => plot.redraw(false);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', redraw);
  const themed = new MutationObserver(redraw);
  themed.observe(document.documentElement, { attributes: true });
  return () => {
    resize.disconnect();
    themed.disconnect();
    dark.removeEventListener('change', redraw);
  };
}

type Latest = { readonly current: ChartProps };

/** Wheel and pinch zoom, a finger or a wheel sideways moves, a double click shows all. */
function hearPointer(plot: uPlot, latest: Latest): () => void {
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
  const shareOf = (event: PointerEvent) =>
    (event.clientX - over.getBoundingClientRect().left) / over.clientWidth;
  const down = (event: PointerEvent) => {
    if (event.pointerType !== 'touch') return;
    fingers.set(event.pointerId, shareOf(event));
    over.setPointerCapture(event.pointerId);
  };
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
  const up = (event: PointerEvent) => fingers.delete(event.pointerId);
  over.addEventListener('wheel', wheel, { passive: false });
  over.addEventListener('pointerdown', down);
  over.addEventListener('pointermove', drag);
  over.addEventListener('pointerup', up);
  over.addEventListener('pointercancel', up);
  const all = () => latest.current.onView(null);
  over.addEventListener('dblclick', all);
  // The plot takes them with it when it goes.
  return () => fingers.clear();
}

function optionsOf(latest: Latest, element: HTMLElement): uPlot.Options {
  const { lines, isUtc, unit, height } = latest.current;
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const series: uPlot.Series[] = [
    isUtc
      ? { label: 'UTC', value: '{YYYY}-{MM}-{DD} {HH}:{mm}:{ss}' }
      : { label: 'elapsed', value: (_, at) => (at === null ? '--' : elapsedText(at)) },
  ];
  const bands: uPlot.Band[] = [];
  lines.forEach(({ label, colour: name, dash }, i) => {
    series.push({
      label: unit === '' ? label : `${label} (${unit})`,
      stroke: () => colour(name),
      width: 1.5,
      spanGaps: false,
      points: {
        show: (plot) => latest.current.lines[i]?.curve.isSamples === true && isSparse(plot),
        size: 5,
      },
      ...(dash !== undefined && { dash: [...dash] }),
    });
    const edge = { stroke: 'transparent', spanGaps: false, points: { show: false }, class: 'edge' };
    series.push({ ...edge, label: `${label} least` }, { ...edge, label: `${label} greatest` });
    bands.push({ series: [series.length - 1, series.length - 2], fill: () => `${colour(name)}33` });
  });
  const axis = {
    stroke: () => colour('soft'),
    grid: { stroke: () => colour('grid'), width: 1 },
    ticks: { stroke: () => colour('grid') },
  };
  return {
    width: element.clientWidth,
    height,
    padding: [8, RIGHT_PIXELS, 0, 0],
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    scales: {
      x: { time: isUtc, auto: false, range: () => [latest.current.view.from, latest.current.view.to] },
      y: { range: (_, least, greatest) => rangeOfValues(latest.current, least, greatest) },
    },
    series,
    bands,
    axes: [
      isUtc
        ? { ...axis, values: [...UTC_TICKS] }
        : { ...axis, space: 110, incrs: [...ELAPSED_STEPS], values: (_, ticks) => ticks.map(elapsedText) },
      { ...axis, label: unit, size: AXIS_PIXELS - 22, labelSize: 22 },
    ],
    cursor: { drag: { x: true, y: false }, sync: { key: 'twins' } },
    legend: { show: true, live: true, markers: { width: 3 } },
    hooks: {
      drawClear: [(plot) => drawBehind(plot, latest.current, colour)],
      draw: [(plot) => tellDrawn(plot, latest.current)],
      setSelect: [
        (plot) => {
          if (plot.select.width < 2) return;
          const from = plot.posToVal(plot.select.left, 'x');
          const to = plot.posToVal(plot.select.left + plot.select.width, 'x');
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          const { bounds } = latest.current;
          latest.current.onView(zoomed({ from, to }, 1, (from + to) / 2, bounds), (from + to) / 2);
        },
      ],
    },
  };
}

/** Levels are seen unless they would press the line flat. */
const MOST_TIMES = 4;

function rangeOfValues(
  { levels = [], band }: ChartProps,
  least: number | null,
  greatest: number | null,
): uPlot.Range.MinMax {
  if (least === null || greatest === null) return [-1, 1];
  const all = [least, greatest, ...(band == null ? [] : [band.low, band.high])];
  const reach = Math.max(...all.map(Math.abs));
  const seen = levels.map(({ at }) => at).filter((at) => Math.abs(at) <= MOST_TIMES * reach);
  const [low, high] = [Math.min(...all, ...seen), Math.max(...all, ...seen)];
  const room = high === low ? Math.max(Math.abs(high) * 0.05, 0.5) : 0.06 * (high - low);
  return [low - room, high + room];
}

function isSparse(plot: uPlot): boolean {
  const [from, to] = plot.series[0]?.idxs ?? [0, 0];
  return to - from < plot.over.clientWidth / MARK_ROOM;
}

/** For whoever measures how long it takes, and for tests: what stands on the screen now. */
function tellDrawn({ over }: uPlot, { view, isSharp }: ChartProps): void {
  const figure = over.closest<HTMLElement>('figure');
  if (figure === null) return;
  figure.dataset.drawn = `${view.from} ${view.to}`;
  figure.dataset.sharp = String(isSharp);
}

/** Phases are bands, doubted stretches hatched, events lines with their names, levels go across. */
function drawBehind(plot: uPlot, props: ChartProps, colour: (name: string) => string): void {
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
  const rows = rowsOfNames(shown.map(({ left, name }) => ({ left, width: ctx.measureText(name).width })));
  shown.forEach(({ left, name }, i) => {
    line(ctx, left, bbox.top, left, bbox.top + bbox.height);
    const row = rows[i] ?? null;
    if (row !== null) ctx.fillText(name, left + 4, bbox.top + 12 * devicePixelRatio * (row + 1));
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
