/** Below the panels: what each line, band, hatching and number means. */

import { countText } from '../../domain/words/count.ts';
import { listText } from '../../domain/words/list.ts';
import type { Figure, FigurePoint, Line, Side } from './figure.ts';
import { type Lane, leftOut } from './lanes.ts';
import { arrow, outsideText } from './outside.ts';
import { type Across, drawnRuns, isDoubtful, marker } from './panel.ts';
import { FONT, widthOf, wrapped } from './words.ts';
import { element, pixel, textElement } from './xml.ts';

const SWATCH = 26;
const ROW = 18;
const BETWEEN = 16;
export const LINE = 15;
const MOST_FINDINGS = 12;
/** Of what has no name above the panels. */
const MOST_NAMED = 12;

/** What of a line lies beyond its panel. */
interface Outside {
  readonly line: Line;
  readonly points: readonly FigurePoint[];
}

interface Entry {
  /** Drawn in the 20 × 10 pixels at the origin. */
  readonly swatch: string;
  readonly text: string;
}

export function legend(
  figure: Figure,
  id: string,
  across: Across,
  top: number,
  outside: readonly Outside[],
): Lane {
  const width = across.right;
  let x = 4;
  let y = top;
  const drawn = [...entriesOf(figure, id, across), ...outsideEntries(outside)].map(({ swatch, text }) => {
    const lines = wrapped(text, width - SWATCH - 8, FONT);
    const length = SWATCH + Math.max(...lines.map((line) => widthOf(line, FONT)));
    if (x > 4 && x + length > width - 4) {
      x = 4;
      y += ROW;
    }
    const at = element('g', { transform: `translate(${pixel(x)} ${pixel(y)})` }, swatch);
    const labels = lines.map((line, i) =>
      textElement({ x: pixel(x + SWATCH), y: pixel(y + 9 + i * LINE) }, line),
    );
    x += length + BETWEEN;
    // What takes lines of its own has none beside it.
    if (lines.length > 1) {
      x = width;
      y += (lines.length - 1) * LINE;
    }
    return at + labels.join('');
  });
  const rows = textRows(figure, across, y + ROW);
  return { markup: drawn.join('') + rows.markup, height: y + ROW - top + rows.height };
}

/** What it comes to, the findings by number, and what there was no room for above the panels. */
function textRows(figure: Figure, across: Across, top: number): Lane {
  const { said, findings, notes } = figure;
  const all = findings.map(({ name, rank }, i) => ({ rank, number: i + 1, text: `${i + 1}  ${name}` }));
  const worst = all.toSorted((a, b) => b.rank - a.rank || a.number - b.number).slice(0, MOST_FINDINGS);
  const named = worst.toSorted((a, b) => a.number - b.number).map(({ text }) => text);
  const more = findings.length - named.length;
  const lines = [
    ...said,
    ...named,
    ...(more > 0 ? [`and ${countText(more, 'finding')} of no higher severity`] : []),
    ...notes,
    ...leftOut(figure, across).map(({ what, names }) => `${what}: ${listText(names, ', ', MOST_NAMED)}`),
  ].flatMap((line) => wrapped(line, across.right - 8, FONT));
  const texts = lines.map((line, i) => textElement({ x: 4, y: top + 10 + i * LINE }, line));
  return { markup: texts.join(''), height: lines.length * LINE };
}

function entriesOf({ lines, delta, findings }: Figure, id: string, across: Across): Entry[] {
  const entries = lines.flatMap((line) => lineEntries(line, across));
  const doubts = [...lines, ...(delta === null ? [] : [delta.line])].filter(isDoubtful);
  return [
    ...entries,
    ...(delta === null ? [] : deltaEntries(delta, id)),
    ...doubts.map(({ side, name }) => ({
      swatch: element('rect', { fill: `url(#${id}-${side})`, y: 0, width: 20, height: 11 }),
      text: `${name}: UNCERTAIN or BAD`,
    })),
    ...(findings.length === 0 ? [] : [{ swatch: box('finding'), text: 'found, by number' }]),
  ];
}

function outsideEntries(outside: readonly Outside[]): Entry[] {
  return outside.flatMap(({ line, points }) =>
    points.length === 0 ? [] : [{ swatch: arrow(10, 1, 1), text: `${line.name}: ${outsideText(points)}` }],
  );
}

function lineEntries(line: Line, across: Across): Entry[] {
  const { side, name, points, empty = 'nothing came' } = line;
  const isWide = drawnRuns(across, line).some((run) => run.some(({ min, max }) => max > min));
  return [
    { swatch: lineSwatch(side), text: points.length === 0 ? `${name}: ${empty}` : name },
    ...(isWide ? [{ swatch: box(`band ${side}`), text: `${name}, least to greatest` }] : []),
  ];
}

function deltaEntries({ line, margin, interval, mean }: NonNullable<Figure['delta']>, id: string): Entry[] {
  const dashes = (name: string) => element('line', { class: name, x1: 0, x2: 20, y1: 5.5, y2: 5.5 });
  return [
    { swatch: lineSwatch('delta'), text: line.name },
    ...(mean === null ? [] : [{ swatch: dashes('mean'), text: 'mean of the pairs' }]),
    ...(interval === null
      ? []
      : [
          {
            swatch:
              box('interval') + element('rect', { fill: `url(#${id}-interval)`, width: 20, height: 11 }),
            text: 'its 95 % interval',
          },
        ]),
    ...(margin === null ? [] : [{ swatch: box('margin'), text: 'within margin' }]),
  ];
}

function lineSwatch(side: Side): string {
  return element('path', { class: `line ${side}`, d: 'M0 5.5L20 5.5' }) + marker(side, 10, 5.5);
}

const box = (name: string): string => element('rect', { class: name, width: 20, height: 11 });
