/** Rows that a power loss, a bad memory card or an editor harmed. */
import type { Random } from '../../../shared/simulator/random.ts';
import { isBy, oneOf, whole } from './choice.ts';
import { type Draft, type Line, mayCost, rawLine, textOf } from './draft.ts';
import type { Harm } from './harm.ts';

const DAY = 86_400_000;

const isRow = (line: Line | undefined): line is Line => line !== undefined && line.at !== null;

/** A logger writes on: of digits, a time of days before the row's own may be any number. */
const goesOn = (lines: readonly Line[]) =>
  lines.every(({ at }, i) => i === 0 || at! >= lines[i - 1]!.at! - DAY);

/** Where so many rows follow each other; -1 where none do. */
function placeOf(draft: Draft, random: Random, length: number): number {
  for (let tries = 0; tries < 20; tries++) {
    const at = whole(random, 0, draft.lines.length - length);
    const rows = draft.lines.slice(at, at + length);
    if (rows.every(isRow) && goesOn(rows)) return at;
  }
  return -1;
}

/** The header that holds at a line. */
function headerAt({ lines, form }: Draft, at: number): readonly string[] {
  return lines.slice(0, at).findLast(({ cells }) => cells.includes('time'))?.cells ?? form.header;
}

const glued: Harm = {
  name: 'rows glued',
  doTo: (draft, random) => {
    const at = placeOf(draft, random, 2);
    if (at < 0) return;
    const [a, b] = draft.lines.slice(at, at + 2) as [Line, Line];
    const text = textOf(draft, a);
    // What is left of a first cell of digits makes an ordinary number with that of the next row: nobody can tell.
    const first = a.cells[0]!;
    const least = /^[\d.,]*$/.test(first) && headerAt(draft, at)[0] !== 'time' ? first.length + 1 : 1;
    const left = text.slice(0, whole(random, least, text.length - 1));
    draft.lines.splice(at, 2, rawLine(left + textOf(draft, b), [...a.samples, ...b.samples]));
    // One time of its form with a month 33 is 1 % of a file of 100 rows: by the rule of formats that are proven wrong.
    if (draft.form.clock.format.startsWith('M/d') && draft.refusal === 'NEVER') draft.refusal = 'MAY';
    mayCost(draft, [a, b]);
  },
};

/**
 * The second row is cut too, where that gives the line the width of a row again. Its time must be there: of two cut values
 * that make an ordinary number (41 and 36.6: 4136.6) nobody can tell that they are two.
 */
const gluedTwice: Harm = {
  name: 'rows glued, the width fits',
  doTo: (draft, random) => {
    const at = placeOf(draft, random, 2);
    if (at < 0) return;
    const [a, b] = draft.lines.slice(at, at + 2) as [Line, Line];
    const { delimiter, clock } = draft.form;
    const time = b.cells.indexOf(clock.textOf(b.at!));
    const width = a.cells.length;
    if (time < 0 || time > width - 2) return;
    // The cells of both that are whole: the last one of the first is glued to the first one of the second.
    const ofSecond = whole(random, time, width - 2);
    const cut = width - 1 - ofSecond;
    const cell = a.cells[cut]!;
    const left = [...a.cells.slice(0, cut), cell.slice(0, whole(random, 0, cell.length))].join(delimiter);
    const last = b.cells[ofSecond]!;
    const least = ofSecond === time ? last.length : 0;
    const right = [...b.cells.slice(0, ofSecond), last.slice(0, whole(random, least, last.length))].join(
      delimiter,
    );
    draft.lines.splice(at, 2, rawLine(left + right, [...a.samples, ...b.samples]));
    mayCost(draft, [a, b]);
  },
};

function inSomeRows(draft: Draft, random: Random, change: (line: Line) => Line): void {
  for (let rows = whole(random, 1, 3); rows > 0; rows--) {
    const at = placeOf(draft, random, 1);
    if (at < 0) return;
    const line = draft.lines[at]!;
    mayCost(draft, [line]);
    draft.lines[at] = { ...change(line), at: null };
  }
}

const lost: Harm = {
  name: 'cell lost',
  doTo: (draft, random) =>
    inSomeRows(draft, random, (line) => {
      const gone = whole(random, 0, line.cells.length - 1);
      return { ...line, cells: line.cells.filter((_, i) => i !== gone) };
    }),
};

const doubled: Harm = {
  name: 'cell doubled',
  doTo: (draft, random) =>
    inSomeRows(draft, random, (line) => {
      const twice = whole(random, 0, line.cells.length - 1);
      return { ...line, cells: line.cells.flatMap((cell, i) => (i === twice ? [cell, cell] : [cell])) };
    }),
};

/** A quote opens in one row, and one closes in a later row. */
const quotes: Harm = {
  name: 'lone quotes',
  doTo: (draft, random) => {
    const from = placeOf(draft, random, 1);
    if (from < 0) return;
    const opening = draft.lines[from]!;
    const opens = isBy(random, 0.7)
      ? opening.cells.indexOf('note')
      : whole(random, 0, opening.cells.length - 1);
    const note = draft.form.header.indexOf('note');
    const place = opens >= 0 ? opens : Math.min(note, opening.cells.length - 1);
    mayCost(draft, [opening]);
    const cells = opening.cells.map((cell, i) => (i === place ? `"${cell.replaceAll('"', '')}` : cell));
    draft.lines[from] = { ...opening, cells, at: null };
    const to = from + whole(random, 1, 15);
    const closing = draft.lines[to];
    if (!isRow(closing)) return;
    // Where the cell was quoted already its own quotes stay a pair, and the third one makes the row malformed.
    mayCost(draft, [closing]);
    const end = oneOf(random, [note, note, whole(random, 0, closing.cells.length - 1)]);
    draft.lines[to] = {
      ...closing,
      cells: closing.cells.map((cell, i) => (i === end ? `${cell}"` : cell)),
      at: null,
    };
  },
};

const cutEnd: Harm = {
  name: 'end cut',
  doTo: (draft, random) => {
    const ends = draft.form.lineEnd.length;
    const last = draft.lines.slice(-3).map((line) => Buffer.byteLength(textOf(draft, line)) + ends);
    const most = Math.min(
      last.reduce((sum, length) => sum + length, 0),
      1 + whole(random, 0, 400),
    );
    draft.cut = whole(random, 1, most);
    let left = draft.cut;
    for (const line of draft.lines.toReversed()) {
      if (left <= 0) break;
      mayCost(draft, [line]);
      left -= Buffer.byteLength(textOf(draft, line)) + ends;
    }
  },
};

export const ROW_HARMS: readonly Harm[] = [glued, gluedTwice, lost, doubled, quotes];
export const END_HARMS: readonly Harm[] = [cutEnd];
