/** A chart over time: lines with their bands, gaps that stay gaps, zoom by wheel and by dragging. */
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';

export interface ChartSeries {
  readonly label: string;
  /** Name of a colour of the style. */
  readonly colour: string;
  readonly values: readonly (number | null)[];
  readonly low?: readonly (number | null)[];
  readonly high?: readonly (number | null)[];
  readonly isDashed?: boolean;
}

export interface ChartProps {
  readonly title: string;
  readonly unit: string;
  readonly x: readonly number[];
  /** Seconds since 1970 in UTC, or since an event. */
  readonly isUtc: boolean;
  readonly series: readonly ChartSeries[];
  readonly doubted: readonly { readonly from: number; readonly to: number }[];
  /** Lines across: the margin, 0. */
  readonly levels?: readonly { readonly at: number; readonly colour: string }[];
  readonly events: readonly { readonly at: number; readonly name: string }[];
  readonly height: number;
  /** Null: as far as there are data. */
  readonly onRange: (range: { readonly from: number; readonly to: number } | null) => void;
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
const ZOOM = 0.8;
const LEAST_SECONDS = 1;

export function Chart(props: ChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const { x, series, title, isUtc, height } = props;
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const plot = new uPlot(optionsOf(latest, element), dataOf(latest.current), element);
    const resize = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
    resize.observe(element);
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      latest.current.onRange(zoomed(plot, event.deltaY < 0 ? ZOOM : 1 / ZOOM, event.offsetX));
    };
    plot.over.addEventListener('wheel', wheel, { passive: false });
    plot.over.addEventListener('dblclick', () => latest.current.onRange(null));
    return () => {
      resize.disconnect();
      plot.destroy();
    };
  }, [x, series.length, isUtc, height]);
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      <div ref={host} role="img" aria-label={`${title}: ${series.map(({ label }) => label).join(', ')}`} />
    </figure>
  );
}

/** The range around the pointer, longer or shorter by the factor. */
function zoomed(plot: uPlot, factor: number, offset: number) {
  const { min, max } = plot.scales.x ?? {};
  if (min == null || max == null) return null;
  if ((max - min) * factor < LEAST_SECONDS) return { from: min, to: max };
  const at = plot.posToVal(offset, 'x');
  return { from: at - (at - min) * factor, to: at + (max - at) * factor };
}

function dataOf({ x, series }: ChartProps): uPlot.AlignedData {
  const lines = series.flatMap(({ values, low, high }) =>
    low === undefined || high === undefined ? [values] : [values, low, high],
  );
  return [x, ...lines] as uPlot.AlignedData;
}

function optionsOf(latest: { readonly current: ChartProps }, element: HTMLElement): uPlot.Options {
  const { series, isUtc, unit, height } = latest.current;
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const lines: uPlot.Series[] = [
    isUtc
      ? { label: 'UTC', value: '{YYYY}-{MM}-{DD} {HH}:{mm}:{ss}' }
      : { label: 'elapsed', value: (_, at) => (at === null ? '--' : elapsedText(at)) },
  ];
  const bands: uPlot.Band[] = [];
  for (const { label, colour: name, low, isDashed } of series) {
    lines.push({
      label: `${label} (${unit})`,
      stroke: colour(name),
      width: 1.5,
      spanGaps: false,
      ...(isDashed && { dash: [6, 4] }),
    });
    if (low === undefined) continue;
    const edge = { stroke: 'transparent', spanGaps: false, points: { show: false } };
    lines.push(
      { ...edge, label: `${label} least`, class: 'edge' },
      { ...edge, label: `${label} greatest`, class: 'edge' },
    );
    bands.push({ series: [lines.length - 1, lines.length - 2], fill: `${colour(name)}33` });
  }
  const axis = {
    stroke: colour('soft'),
    grid: { stroke: colour('grid'), width: 1 },
    ticks: { stroke: colour('grid') },
  };
  return {
    width: element.clientWidth,
    height,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    scales: { x: { time: isUtc } },
    series: lines,
    bands,
    axes: [
      isUtc
        ? { ...axis, values: [...UTC_TICKS] }
        : { ...axis, space: 110, incrs: [...ELAPSED_STEPS], values: (_, ticks) => ticks.map(elapsedText) },
      { ...axis, label: unit, size: 64 },
    ],
    cursor: { drag: { x: true, y: false }, sync: { key: 'twins' } },
    legend: { show: true, live: true, markers: { width: 3 } },
    hooks: {
      drawClear: [(plot) => drawBehind(plot, latest.current, colour)],
      setSelect: [
        (plot) => {
          if (plot.select.width < 2) return;
          const from = plot.posToVal(plot.select.left, 'x');
          const to = plot.posToVal(plot.select.left + plot.select.width, 'x');
          latest.current.onRange({ from, to });
        },
      ],
    },
  };
}

/** Doubted stretches are hatched, events are lines with their names, levels go across. */
function drawBehind(
  plot: uPlot,
  { doubted, events, levels = [] }: ChartProps,
  colour: (name: string) => string,
): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.strokeStyle = colour('soft');
  for (const { from, to } of doubted)
    hatch(ctx, plot.valToPos(from, 'x', true), plot.valToPos(to, 'x', true), bbox);
  ctx.fillStyle = colour('soft');
  ctx.setLineDash([4, 4]);
  // Labels that would lie over each other stand in rows.
  const ends: number[] = [];
  for (const { at, name } of events.toSorted((a, b) => a.at - b.at)) {
    const x = plot.valToPos(at, 'x', true);
    line(ctx, x, bbox.top, x, bbox.top + bbox.height);
    const free = ends.findIndex((end) => end < x);
    const row = free < 0 ? ends.length : free;
    ends[row] = x + 8 + ctx.measureText(name).width;
    ctx.fillText(name, x + 4, bbox.top + 12 * (row + 1));
  }
  for (const { at, colour: name } of levels) {
    const y = plot.valToPos(at, 'y', true);
    ctx.strokeStyle = colour(name);
    line(ctx, bbox.left, y, bbox.left + bbox.width, y);
  }
  ctx.restore();
}

function hatch(ctx: CanvasRenderingContext2D, left: number, right: number, bbox: uPlot.BBox): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, bbox.top, Math.max(1, right - left), bbox.height);
  ctx.clip();
  ctx.globalAlpha = 0.5;
  for (let x = left - bbox.height; x < right; x += 10)
    line(ctx, x, bbox.top + bbox.height, x + bbox.height, bbox.top);
  ctx.restore();
}

function line(ctx: CanvasRenderingContext2D, x: number, y: number, toX: number, toY: number): void {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(toX, toY);
  ctx.stroke();
}

const DAY = 86_400;
const HOUR = 3600;

/** `T+2 d 06:00`. */
export function elapsedText(seconds: number): string {
  const sign = seconds < 0 ? '−' : '+';
  const whole = Math.round(Math.abs(seconds));
  const days = Math.floor(whole / DAY);
  const clock = [Math.floor((whole % DAY) / HOUR), Math.floor((whole % HOUR) / 60)].map((n) =>
    String(n).padStart(2, '0'),
  );
  const rest = whole % 60;
  return `T${sign}${days > 0 ? `${days} d ` : ''}${clock.join(':')}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}
