/** A figure as SVG: lanes, the panel of both units, the panel of their difference, the legend. */

import { linearScale, paddedRange } from '../../domain/axis/scale.ts';
import type { Figure, Line } from './figure.ts';
import { eventLane, findingLane, phaseLane } from './lanes.ts';
import { LINE, legend } from './legend.ts';
import { outsideMarks, outsideOf, spannedBy } from './outside.ts';
import { type Across, axes, doubt, lineOf, type Panel, stretchRect, timeLabels } from './panel.ts';
import { FONT, fitted, wrapped } from './words.ts';
import { element, escaped, pixel, textElement } from './xml.ts';

export interface Size {
  /** Pixels. */
  readonly width: number;
  /** Of the patterns and the title: no two figures of a page have the same. */
  readonly id: string;
  /** Whether something else says its title. */
  readonly isTitled?: boolean;
}

export interface Drawing {
  readonly markup: string;
  readonly height: number;
}

const TITLE = 22;
const TITLE_FONT = 13;
const RIGHT = 12;
const UNITS_HEIGHT = 190;
const DELTA_HEIGHT = 120;
/** The unit above a panel, or the labels of the time axis below one. */
const LINE_OF_TEXT = 20;
const TIME_AXIS = 42;

/** Without its style (`FIGURE_STYLE`), which a page has once. */
export function drawFigure(figure: Figure, size: Size): Drawing {
  const { width, id } = size;
  const left = width < 500 ? 48 : 60;
  const span = timeSpan(figure);
  if (span === null) return empty(figure, size);
  const x = linearScale(span[0], span[1], left, width - RIGHT);
  const across = { x, left, right: width - RIGHT };
  const lanes = laneHeights(figure, across);
  const title = titleHeight(size);
  const top = title + lanes + LINE_OF_TEXT;
  const units = panelOf(across, top, UNITS_HEIGHT, spannedBy(figure.lines));
  const delta =
    figure.delta === null
      ? null
      : panelOf(across, units.bottom + LINE_OF_TEXT + 4, DELTA_HEIGHT, deltaValues(figure.delta));
  const bottom = (delta ?? units).bottom;
  const outside = [
    ...figure.lines.map((line) => ({ line, points: outsideOf(units, line) })),
    ...(delta === null || figure.delta === null
      ? []
      : [{ line: figure.delta.line, points: outsideOf(delta, figure.delta.line) }]),
  ];
  const said = size.isTitled === true ? [] : figure.said;
  const below = legend({ ...figure, said }, id, across, bottom + TIME_AXIS, outside);
  const height = Math.ceil(bottom + TIME_AXIS + below.height + 6);
  return svg(figure, size, height, [
    patterns(id),
    unitsPanel(figure, units, id),
    delta === null || figure.delta === null ? '' : deltaPanel(figure, figure.delta, delta, id),
    drawLanes(figure, units, title, bottom),
    timeLabels(delta ?? units, figure),
    below.markup,
  ]);
}

function panelOf(across: Across, top: number, height: number, values: Iterable<number>): Panel {
  const [least, greatest] = paddedRange(values) ?? [0, 1];
  const bottom = top + height;
  return { ...across, top, bottom, y: linearScale(least, greatest, bottom, top) };
}

function unitsPanel(figure: Figure, panel: Panel, id: string): string {
  const { lines, unit, clock } = figure;
  return [
    axes(panel, unit, clock),
    ...lines.map((line) => doubt(panel, line, `${id}-${line.side}`)),
    clipped(panel, `${id}-units`, lines),
  ].join('');
}

function deltaPanel(
  { unit, clock }: Figure,
  delta: NonNullable<Figure['delta']>,
  panel: Panel,
  id: string,
): string {
  const { of, line, margin, mean, interval, over } = delta;
  const stretch = over ?? { from: panel.x.from, to: panel.x.to };
  const between = (least: number, greatest: number): Panel => ({
    ...panel,
    top: pixel(panel.y(greatest)),
    bottom: pixel(panel.y(least)),
  });
  const zero = pixel(panel.y(0));
  return [
    axes(panel, `${of}${unit === '' ? '' : `, ${unit}`}`, clock),
    margin === null
      ? ''
      : stretchRect(between(-margin, margin), { from: panel.x.from, to: panel.x.to }, { class: 'margin' }),
    element('line', { class: 'zero', x1: panel.left, x2: panel.right, y1: zero, y2: zero }),
    interval === null ? '' : stretchRect(between(...interval), stretch, { class: 'interval' }),
    interval === null ? '' : stretchRect(between(...interval), stretch, { fill: `url(#${id}-interval)` }),
    doubt(panel, line, `${id}-delta`),
    clipped(panel, `${id}-difference`, [line]),
    mean === null ? '' : stretchRect(thin(panel, mean), stretch, { class: 'mean-line' }),
  ].join('');
}

/** Lines that reach beyond the panel end at its edge, and are marked there. */
function clipped(panel: Panel, id: string, lines: readonly Line[]): string {
  const drawn = lines.map((line) => lineOf(panel, line)).join('');
  if (lines.every((line) => outsideOf(panel, line).length === 0)) return drawn;
  const { left, right, top, bottom } = panel;
  const box = { x: left, y: top, width: right - left, height: bottom - top };
  return [
    element('clipPath', { id }, element('rect', box)),
    element('g', { 'clip-path': `url(#${id})` }, drawn),
    ...lines.map((line) => outsideMarks(panel, line)),
  ].join('');
}

const thin = (panel: Panel, value: number): Panel => ({
  ...panel,
  top: pixel(panel.y(value) - 0.8),
  bottom: pixel(panel.y(value) + 0.8),
});

/** Without a heading there is a little air. */
const titleHeight = ({ isTitled = false }: Size): number => (isTitled ? 4 : TITLE);

function laneHeights(figure: Figure, across: Across): number {
  const flat: Panel = { ...across, y: linearScale(0, 1, 0, 0), top: 0, bottom: 0 };
  return (
    phaseLane(flat, figure.phases, 0).height +
    eventLane(flat, figure.events, 0, 0).height +
    findingLane(flat, figure.findings, 0).height
  );
}

function drawLanes(figure: Figure, panel: Panel, top: number, bottom: number): string {
  const phases = phaseLane(panel, figure.phases, top);
  const events = eventLane(panel, figure.events, top + phases.height, bottom);
  const findings = findingLane(panel, figure.findings, top + phases.height + events.height);
  return phases.markup + events.markup + findings.markup;
}

function timeSpan({ lines, delta }: Figure): readonly [number, number] | null {
  const all = [...lines, ...(delta === null ? [] : [delta.line])];
  let from = Infinity;
  let to = -Infinity;
  for (const { points, step } of all) {
    const [first, last] = [points[0], points.at(-1)];
    if (first === undefined || last === undefined) continue;
    from = Math.min(from, first.at - step / 2);
    to = Math.max(to, last.at + step / 2);
  }
  return from <= to ? [from, to] : null;
}

function deltaValues({ line, margin, mean, interval }: NonNullable<Figure['delta']>): number[] {
  return [
    0,
    ...spannedBy([line]),
    ...(margin === null ? [] : [-margin, margin]),
    ...(mean === null ? [] : [mean]),
    ...(interval ?? []),
  ];
}

function empty(figure: Figure, size: Size): Drawing {
  const top = titleHeight(size);
  const lines = wrapped(figure.empty ?? 'nothing was received in this range', size.width - 8, FONT);
  const texts = lines.map((line, i) => textElement({ x: 4, y: top + 20 + i * LINE }, line));
  return svg(figure, size, top + 34 + (lines.length - 1) * LINE, texts);
}

function svg(
  { title, description }: Figure,
  { width, id, isTitled = false }: Size,
  height: number,
  parts: readonly string[],
): Drawing {
  const name = { id: `${id}-title` };
  const heading = fitted(title, width - 8, TITLE_FONT);
  const markup = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'figure',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-desc`,
    },
    element('title', name, escaped(title)),
    element('desc', { id: `${id}-desc` }, escaped(description)),
    isTitled ? '' : textElement({ class: 'heading', x: 4, y: 14 }, heading),
    ...parts,
  );
  return { markup, height };
}

/** Flight leans one way, ground the other, so that both are seen where they meet. */
function patterns(id: string): string {
  const hatch = (name: string, d: string, space: number) =>
    element(
      'pattern',
      { id: `${id}-${name}`, width: space, height: space, patternUnits: 'userSpaceOnUse' },
      element('path', { class: `hatch ${name}`, d }),
    );
  return element(
    'defs',
    {},
    hatch('flight', 'M-2 2L2 -2M0 8L8 0M6 10L10 6', 8),
    hatch('ground', 'M-2 6L2 10M0 0L8 8M6 -2L10 2', 8),
    hatch('delta', 'M-2 2L2 -2M0 8L8 0M6 10L10 6', 8),
    hatch('interval', 'M0 2L4 2', 4),
  );
}
