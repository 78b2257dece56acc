import { useEffect, useMemo, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { elapsedText } from '../../../shared/domain/words/elapsed.ts';
import type { ChartProps, Latest } from './chart-props.ts';
import { drawBehind } from './draw-behind.ts';
import { hearPointer } from './pointer.ts';
import { type Curve, joinedCurves } from './series-of.ts';
import { zoomed } from './view.ts';

/** Dates with the month in letters, which no reader takes for the day; what begins a day or a year says so below. */
const UTC_TICKS: (string | number | null)[][] = [
  [86_400, '{D} {MMM}', '\n{YYYY}', null, null, null, null, null, 1],
  [60, '{HH}:{mm}', '\n{D} {MMM} {YYYY}', null, '\n{D} {MMM}', null, null, null, 1],
  [1, '{HH}:{mm}:{ss}', '\n{D} {MMM} {YYYY}', null, '\n{D} {MMM}', null, null, null, 1],
  [0.001, '{HH}:{mm}:{ss}.{fff}', '\n{D} {MMM} {YYYY}', null, '\n{D} {MMM}', null, null, null, 1],
];
/** Distances of ticks that people count elapsed time in, in seconds. */
const ELAPSED_STEPS = [
  ...[1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 43_200],
  ...[1, 2, 5, 10, 20, 50, 100, 1000, 10_000].map((days) => days * 86_400),
];
/** Of the axis of values, and of its label; lanes below begin where the plot does. */
const AXIS_PIXELS = 80;
const LABEL_PIXELS = 22;
const RIGHT_PIXELS = 40;
/** Fewer samples than one in so many pixels are marked one by one. */
const MARK_ROOM = 6;

export function Chart(props: ChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const { lines, view, title, clock, height, unit, isSharp, events, levels, band, phases } = props;
  const structure = [
    clock?.name,
    height,
    unit,
    ...lines.map(({ label, colour }) => `${label} ${colour}`),
  ].join('|');
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

function optionsOf(latest: Latest, element: HTMLElement): uPlot.Options {
  const { lines, clock, unit, height } = latest.current;
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const series: uPlot.Series[] = [
    clock !== null
      ? { label: clock.name, value: (_, at) => (at === null ? '--' : clock.textOf(at)) }
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
    tzDate: (seconds) => {
      const date = new Date(seconds * 1000);
      return clock?.isLocal === true ? date : uPlot.tzDate(date, 'Etc/UTC');
    },
    scales: {
      x: {
        time: clock !== null,
        auto: false,
        range: () => [latest.current.view.from, latest.current.view.to],
      },
      y: { range: (_, least, greatest) => rangeOfValues(latest.current, least, greatest) },
    },
    series,
    bands,
    axes: [
      clock !== null
        ? { ...axis, space: 90, values: [...UTC_TICKS] }
        : { ...axis, space: 110, incrs: [...ELAPSED_STEPS], values: (_, ticks) => ticks.map(elapsedText) },
      { ...axis, label: unit, size: AXIS_PIXELS - LABEL_PIXELS, labelSize: LABEL_PIXELS },
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
