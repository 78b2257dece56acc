import { positionOf } from '../../domain/experiment/column-position.ts';
import { orRefusal, Refusal } from '../../domain/refusal.ts';
import { namesOfOne } from '../reading/column-names.ts';
import { excerptOf } from '../reading/excerpt.ts';
import { type Layout, layOut } from '../reading/layout.ts';
import { type ReadPlan, UNMAPPED } from '../reading/reading.ts';
import { isName } from './column-name.ts';
import { RecordCells, splitRecord } from './record.ts';

/** Layouts of one file; a hostile one has as many as lines. */
const MOST_LAYOUTS = 8;

/** Longer cells are no names. */
const MOST_NAME_BYTES = 200;

const LETTER = /\p{L}/u;
/** Of fewer cells with words a line of a log is as likely, unless the first is a word for times. */
const FEWEST_NAMES = 3;
const TIME_WORD = /^t$|time|date|stamp|zeit|datum|utc|gmt|clock|heure|fecha|hora|tiempo/i;

/** A longer line with a lone quote is no header. */
const MOST_QUOTED_BYTES = 8192;

/** What a header further down means. */
export type HeaderAgain =
  | { readonly what: 'SAME' }
  | { readonly what: 'OTHER'; readonly layout: Layout }
  /** Nobody can tell where its values belong. */
  | { readonly what: 'UNKNOWN'; readonly why: string };

/** Knows the headers that a file may have below its first one. */
export class HeadersAgain {
  private readonly plan: ReadPlan;
  /** Names that are known, by their folded form; null where two names are folded alike. */
  private readonly names = new Map<string, string | null>();
  private readonly layouts = new Map<string, Layout>();
  private readonly timeNames: ReadonlySet<string>;
  private readonly delimiter: number;

  constructor(plan: ReadPlan, first: Layout, delimiter: number) {
    this.plan = plan;
    this.delimiter = delimiter;
    const asWritten = first.written[first.time.index] ?? '';
    this.timeNames = new Set(
      [...namesOfOne(plan.time.header), asWritten].filter((name) => name !== '').map(folded),
    );
    const { time, keys, columns, event, ignore } = plan;
    const wanted = [time, ...keys, ...columns, ...(event === null ? [] : [event])].map(
      ({ header }) => header,
    );
    for (const name of new Set([
      ...[...wanted, ...(time.more ?? [])].flatMap(namesOfOne),
      ...(ignore === 'rest' ? [] : ignore.filter((name) => positionOf(name) === null)),
      ...first.written,
    ])) {
      const known = this.names.get(folded(name));
      this.names.set(folded(name), known === undefined ? name : null);
    }
    this.layouts.set(nameOf(first.written), first);
  }

  /** All layouts that came. */
  all(): readonly Layout[] {
    return [...new Set(this.layouts.values())];
  }

  /**
   * Whether a row without a readable time is a header: its time cell repeats the time column's name, or most of its
   * cells repeat names of the header in force; case and blanks count nothing. Where no row has keys, whose texts may be
   * any words, the time's name shows it in any cell of a row without numbers.
   */
  isHeader(bytes: Uint8Array, cells: RecordCells, { written, time, keys }: Layout): boolean {
    const names = new Set(written.map(folded));
    let filled = 0;
    let repeated = 0;
    let hasTime = false;
    let hasNumber = false;
    for (let column = 0; column < cells.count; column++) {
      const length = cells.lengthOf(column);
      if (length === 0) continue;
      filled++;
      if (length > MOST_NAME_BYTES) continue;
      const text = folded(textOf(cells.cell(bytes, column)));
      const isTime = this.timeNames.has(text);
      if (isTime && column === time.index) return true;
      if (isTime) hasTime = true;
      if (names.has(text)) repeated++;
      if (/^[-+.]?\d/.test(text)) hasNumber = true;
    }
    return (repeated >= 2 && 2 * repeated > filled) || (hasTime && !hasNumber && keys.length === 0);
  }

  /**
   * Whether a row that reads as none has nothing but names where the rows have their time, keys and values: then it is
   * the header of another table, whose names are all other ones.
   */
  isForeign(bytes: Uint8Array, cells: RecordCells, { time, keys, columns, header }: Layout): boolean {
    const places = [
      time.index,
      ...keys.map(({ index }) => index),
      ...columns.map((name) => header.indexOf(name)),
    ];
    if (places.length < 2 || places.some((place) => cells.lengthOf(place) > MOST_NAME_BYTES)) return false;
    const texts = places.map((place) => textOf(cells.cell(bytes, place)));
    if (places.length < FEWEST_NAMES && !TIME_WORD.test(texts[0] ?? '')) return false;
    if (!texts.every(isName)) return false;
    const isKnown = keys.length > 0 && this.plan.kindOf(texts.slice(1, 1 + keys.length)) !== UNMAPPED;
    return !isKnown && new Set(texts.map(folded)).size === texts.length;
  }

  /**
   * The header that ends the line in [start, end), after a row that was cut where the power failed: the cell that its
   * first name ends, and the cells after it, are known names, among them the time's. Null where there is none.
   */
  gluedTo(bytes: Uint8Array, start: number, end: number): readonly string[] | null {
    const came = this.namesOf(bytes, start, end);
    const from = came.findLastIndex((cell) => this.knownName(cell) === null);
    const first = this.tailName(came[from] ?? '');
    if (first === null) return null;
    const header = [first, ...came.slice(from + 1)];
    return header.length > 1 && header.some((name) => this.timeNames.has(folded(name))) ? header : null;
  }

  /** The names in a line with a lone quote that has nothing else, among them the time's; null where it has. */
  inQuotes(line: Uint8Array): readonly string[] | null {
    if (line.length > MOST_QUOTED_BYTES) return null;
    const text = new TextDecoder().decode(line).replaceAll('"', '');
    const came = text.split(String.fromCharCode(this.delimiter)).map((cell) => cell.trim());
    const isHeader = came.every((cell) => this.knownName(cell) !== null);
    return isHeader && came.some((name) => this.timeNames.has(folded(name))) && came.length > 1 ? came : null;
  }

  /** The cells of a comment that has the header's names in another order; null where it does not. */
  reordered(bytes: Uint8Array, start: number, end: number, { written }: Layout): readonly string[] | null {
    const came = this.namesOf(bytes, start, end);
    const isOther = came.some((name, i) => folded(name) !== folded(written[i] ?? ''));
    const sorted = (names: readonly string[]) => JSON.stringify(names.map(folded).sort());
    return came.length > 1 && isOther && sorted(came) === sorted(written) ? came : null;
  }

  /** The longest known name that the cell ends with, after what is no letter. */
  private tailName(cell: string): string | null {
    const text = folded(cell.slice(-MOST_NAME_BYTES));
    for (let at = 1; at < text.length; at++)
      if (!LETTER.test(text[at - 1]!)) {
        const known = this.names.get(text.slice(at)) ?? null;
        if (known !== null) return known;
      }
    return null;
  }

  private knownName(cell: string): string | null {
    return cell === '' ? '' : (this.names.get(folded(cell)) ?? null);
  }

  /** What a header of these cells means on this line, below one of the layout `current`. */
  judge(came: readonly string[], line: number, current: Layout): HeaderAgain {
    if (endsWith(came, current.written)) return { what: 'SAME' };
    // Before the first name may stand what is left of a row.
    const names = came.map((cell, i) => this.knownName(cell) ?? (i === 0 ? this.tailName(cell) : null));
    const strange = came.filter((_, i) => names[i] === null);
    if (strange.length > 0) return unknown(`its ${listOf(strange)} not known to the source`);
    const header = names.map((name) => name ?? '');
    if (nameOf(header) === nameOf(current.written)) return { what: 'SAME' };
    const known = this.layouts.get(nameOf(header));
    if (known !== undefined) return known === current ? { what: 'SAME' } : { what: 'OTHER', layout: known };
    if (this.layouts.size === MOST_LAYOUTS) return unknown(`the file has ${MOST_LAYOUTS} headers already`);
    const layout = orRefusal(() => layOut(header, line, this.plan));
    if (layout instanceof Refusal) return unknown(layout.message);
    // By other names of the same columns it is one that is known.
    const own = this.all().find((one) => nameOf(one.header) === nameOf(layout.header)) ?? layout;
    this.layouts.set(nameOf(header), own);
    return own === current ? { what: 'SAME' } : { what: 'OTHER', layout: own };
  }

  /** The names of the header in [start, end), as they are written. */
  namesOf(bytes: Uint8Array, start: number, end: number): string[] {
    let delimiters = 0;
    for (let at = start; at < end; at++) if (bytes[at] === this.delimiter) delimiters++;
    const cells = new RecordCells(delimiters + 1);
    splitRecord(bytes, start, end, this.delimiter, cells);
    return Array.from({ length: cells.count }, (_, i) => textOf(cells.cell(bytes, i)));
  }
}

/** Whether a header ends with this one: where the power failed while one was written, the next follows on its line. */
function endsWith(came: readonly string[], header: readonly string[]): boolean {
  const tail = came.slice(-header.length).map(folded);
  const [first = '', ...rest] = header.map(folded);
  return (
    came.length >= header.length &&
    first !== '' &&
    tail[0]!.endsWith(first) &&
    rest.every((name, i) => name === tail[i + 1])
  );
}

function unknown(why: string): HeaderAgain {
  return { what: 'UNKNOWN', why };
}

function listOf(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => JSON.stringify(name));
  const more = names.length > shown.length ? ' and others' : '';
  return names.length === 1 ? `column ${shown[0]} is` : `columns ${shown.join(', ')}${more} are`;
}

function textOf(cell: Uint8Array): string {
  return excerptOf(cell).trim();
}

/** Quotes after a blank are part of the cell (`time, "temp"`), and no part of a name. */
function folded(name: string): string {
  const bare = name.toLowerCase().replaceAll(/[\s\ufeff]+/g, '');
  return /^".+"$/.test(bare) ? bare.slice(1, -1) : bare;
}

/** Columns without a name at the end make no difference. */
function nameOf(header: readonly string[]): string {
  const last = header.findLastIndex((name) => name !== '');
  return JSON.stringify(header.slice(0, last + 1));
}
