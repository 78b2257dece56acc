/** Below the panels: what each line, band, hatching and number means. */
import type { Figure, Line, Side } from './figure.ts';
import { FONT, type Lane } from './lanes.ts';
import { type Across, drawnRuns, isDoubtful, marker } from './panel.ts';
import { fitted, widthOf } from './words.ts';
import { element, escaped, pixel } from './xml.ts';

const SWATCH = 26;
const ROW = 18;
const BETWEEN = 16;
const MOST_FINDINGS = 12;

interface Entry {
  /** Drawn in the 20 × 10 pixels at the origin. */
  readonly swatch: string;
  readonly text: string;
}

export function legend(figure: Figure, id: string, across: Across, top: number): Lane {
  const width = across.right;
  let x = 4;
  let y = top;
  const drawn = entriesOf(figure, id, across).map(({ swatch, text }) => {
    const shown = fitted(text, width - SWATCH - 8, FONT);
    const length = SWATCH + widthOf(shown, FONT);
    if (x > 4 && x + length > width - 4) {
      x = 4;
      y += ROW;
    }
    const at = element('g', { transform: `translate(${pixel(x)} ${pixel(y)})` }, swatch);
    const label = element('text', { x: pixel(x + SWATCH), y: pixel(y + 9) }, escaped(shown));
    x += length + BETWEEN;
    return at + label;
  });
  const rows = findingRows(figure, width, y + ROW);
  return { markup: drawn.join('') + rows.markup, height: y + ROW - top + rows.height };
}

function findingRows({ findings }: Figure, width: number, top: number): Lane {
  const named = findings.slice(0, MOST_FINDINGS).map(({ name }, i) => `${i + 1}  ${name}`);
  const more = findings.length - named.length;
  const lines = [...named, ...(more > 0 ? [`and ${more} more`] : [])];
  const texts = lines.map((line, i) =>
    element('text', { x: 4, y: top + 10 + i * 15 }, escaped(fitted(line, width - 8, FONT))),
  );
  return { markup: texts.join(''), height: lines.length * 15 };
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

function lineEntries(line: Line, across: Across): Entry[] {
  const { side, name, points } = line;
  const isWide = drawnRuns(across, line).some((run) => run.some(({ min, max }) => max > min));
  return [
    { swatch: lineSwatch(side), text: points.length === 0 ? `${name}: nothing came` : name },
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
