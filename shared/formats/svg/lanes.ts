/** Above the panels: phases, events and findings over time, each in rows of its own. */
import { listText } from '../../domain/words/list.ts';
import type { Figure, FigurePhase, Finding, Mark } from './figure.ts';
import { findingRows, numbersText } from './finding-rows.ts';
import { type Across, type Panel, within } from './panel.ts';
import { FONT, fitted, widthOf } from './words.ts';
import { element, escaped, pixel, textElement } from './xml.ts';

const PHASE_HEIGHT = 17;
const ROW = 15;
const MOST_EVENT_ROWS = 3;
/** More marks than these would be a wall; their count is told. */
const MOST_MARKS_DRAWN = 100;

export interface Lane {
  readonly markup: string;
  readonly height: number;
}

export function phaseLane(panel: Panel, phases: readonly FigurePhase[], top: number): Lane {
  const { x, left, right } = panel;
  const shown = phasesWithin(phases, x).slice(0, MOST_MARKS_DRAWN);
  const boxes = shown.map(({ name, armed, from, to }) => {
    const [begin, end] = [within(from, x, left, right), within(to, x, left, right)];
    const width = Math.max(1, end - begin);
    const full = armed ? name : `${name} (not armed)`;
    const box = { x: pixel(begin), y: top, width: pixel(width), height: PHASE_HEIGHT - 2 };
    return element(
      'g',
      {},
      element('title', {}, escaped(full)),
      element('rect', { class: armed ? 'phase' : 'phase unarmed', ...box }),
      textAt(begin + 4, top + 11.5, fitted(full, width - 8, FONT)),
    );
  });
  return { markup: boxes.join(''), height: shown.length === 0 ? 0 : PHASE_HEIGHT };
}

/** A line through the panels for each event; its name where there is room for it in one of three rows. */
export function eventLane(panel: Panel, events: readonly Mark[], top: number, bottom: number): Lane {
  const { placed, rows } = eventPlaces(panel, events);
  const marks = placed.map(({ name, place, begin, row }) => {
    const height = top + (row ?? 0) * ROW;
    const line = { class: 'event', x1: pixel(place), x2: pixel(place), y1: height, y2: bottom };
    return element(
      'g',
      {},
      element('title', {}, escaped(name)),
      element('line', line),
      row === undefined ? '' : textAt(begin, height + 10, name),
    );
  });
  return { markup: marks.join(''), height: rows * ROW };
}

/** A bar with its number for each finding, one for several where there is no room; what they mean stands below. */
export function findingLane(panel: Panel, findings: readonly Finding[], top: number): Lane {
  const rows = findingRows(panel, findings);
  const bars = rows.flatMap((row, r) =>
    row.map(({ start, end, numbers }) => {
      const height = top + r * ROW;
      const [x, width] = [pixel(start), pixel(end - start)];
      const names = numbers.map((number) => `${number} ${findings[number - 1]?.name}`);
      return element(
        'g',
        {},
        element('title', {}, escaped(listText(names, '; ', MOST_IN_TITLE))),
        element('rect', { class: 'finding', x, y: height, width, height: ROW - 3, rx: 2 }),
        element(
          'text',
          { class: 'on-finding', x: pixel(start + 3), y: height + 10 },
          fitted(numbersText(numbers), end - start - 4, FONT),
        ),
      );
    }),
  );
  return { markup: bars.join(''), height: rows.length * ROW };
}

/** Names in the title of a bar that stands for several. */
const MOST_IN_TITLE = 12;

interface PlacedEvent {
  readonly name: string;
  readonly place: number;
  /** Where its name begins. */
  readonly begin: number;
  /** Undefined where no row has room for its name. */
  readonly row: number | undefined;
}

function eventPlaces(
  { x, right }: Across,
  events: readonly Mark[],
): { readonly placed: readonly PlacedEvent[]; readonly rows: number } {
  const ends: number[] = [];
  const placed = eventsWithin(events, x)
    .slice(0, MOST_MARKS_DRAWN)
    .map(({ at, name }): PlacedEvent => {
      const place = x(at);
      const length = widthOf(name, FONT);
      // Towards the end a name stands before its line.
      const begin = place + length + 4 > right ? place - length - 4 : place + 4;
      const rows = Array.from({ length: MOST_EVENT_ROWS }, (_, i) => i);
      const row = rows.find((i) => (ends[i] ?? 0) <= begin - 4);
      if (row !== undefined) ends[row] = Math.max(begin + length, place);
      return { name, place, begin, row };
    });
  return { placed, rows: ends.length };
}

/** What the lanes do not show, or show without a name. */
export function leftOut(
  { phases, events }: Pick<Figure, 'phases' | 'events'>,
  across: Across,
): readonly { readonly what: string; readonly names: readonly string[] }[] {
  const { x } = across;
  const { placed } = eventPlaces(across, events);
  const namesOf = (some: readonly { readonly name: string }[]) => some.map(({ name }) => name);
  const all = [
    { what: 'phases not drawn', names: namesOf(phasesWithin(phases, x).slice(MOST_MARKS_DRAWN)) },
    { what: 'events not drawn', names: namesOf(eventsWithin(events, x).slice(MOST_MARKS_DRAWN)) },
    {
      what: 'events without their name above',
      names: namesOf(placed.filter(({ row }) => row === undefined)),
    },
  ];
  return all.filter(({ names }) => names.length > 0);
}

function phasesWithin(phases: readonly FigurePhase[], x: Across['x']): readonly FigurePhase[] {
  return phases.filter(({ from, to }) => to > x.from && from < x.to);
}

function eventsWithin(events: readonly Mark[], x: Across['x']): readonly Mark[] {
  return events.filter(({ at }) => at >= x.from && at <= x.to).toSorted((a, b) => a.at - b.at);
}

function textAt(x: number, y: number, text: string): string {
  return text === '' ? '' : textElement({ x: pixel(x), y: pixel(y) }, text);
}
