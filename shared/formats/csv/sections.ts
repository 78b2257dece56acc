import { Refusal } from '../../domain/refusal.ts';
import { countText } from '../../domain/words/count.ts';
import { excerptOf } from '../reading/excerpt.ts';
import { type Layout, refuseUnits, refuseZone, strangers, unitDoubts } from '../reading/layout.ts';
import type { ReadSummary } from '../reading/reading.ts';
import type { Progress } from '../reading/row-judge.ts';
import { timeCell } from '../reading/time-cell.ts';
import { delimiterByte } from './csv.ts';
import { type HeaderAgain, HeadersAgain } from './header-again.ts';
import { splitRecord } from './record.ts';
import type { RowRules } from './row-rules.ts';
import type { FirstRows } from './row-width.ts';
import { Section } from './section.ts';

type Notice = ReadSummary['warnings'][number];

/** Which header the rows of a file stand below, and what stands between a header and its rows. */
export class Sections {
  /** How the rows to come are laid out. */
  current: Section;
  /** Why the rows to come are not read; null where they are. */
  closed: string | null = null;
  /** Lines of headers below the first. */
  headersAgain = 0;
  /** Lines between a header and its rows. */
  skipped = 0;
  private readonly rules: RowRules;
  private readonly firstRows: FirstRows;
  private readonly progress: Progress;
  private readonly first: Layout;
  private readonly headers: HeadersAgain;
  private readonly sections = new Map<Layout, Section>();
  private readonly notices: Notice[] = [];
  private repeated = 0;
  private firstRepeated = 0;
  /** Nothing has come below the header in force but lines that are no rows. */
  private isBelowHeader = true;
  private toSkip: number;

  constructor(rules: RowRules, first: Layout, firstRows: FirstRows, progress: Progress) {
    const { plan } = rules;
    this.rules = rules;
    this.first = first;
    this.firstRows = firstRows;
    this.progress = progress;
    this.headers = new HeadersAgain(plan, first, delimiterByte(plan.dialect));
    this.toSkip = plan.dialect.rowsAfterHeader ?? 0;
    this.current = this.sectionOf(first);
  }

  /** Whether rows may be read plainly: none is refused for its header, and none may be a units row. */
  isPlain(): boolean {
    return this.closed === null && !this.isBelowHeader;
  }

  /** Whether the row in the current section's cells is a header. */
  isHeader(bytes: Uint8Array): boolean {
    const { cells, layout } = this.current;
    const { reader } = this.rules.plan.time;
    const time = timeCell(bytes, cells, layout.time);
    if (time.length > 0 && reader.read(time, 0, time.length) >= 0) return false;
    if (this.headers.isHeader(bytes, cells, layout)) return true;
    return !this.isBelowHeader && this.current.hasWidth() && this.headers.isForeign(bytes, cells, layout);
  }

  /** The header that ends the line in [start, end), whose row is of another width; null where none does. */
  headerGluedTo(bytes: Uint8Array, start: number, end: number): readonly string[] | null {
    return this.current.hasWidth() ? null : this.headers.gluedTo(bytes, start, end);
  }

  /** The header that a line with a lone quote holds; null where it holds none. */
  headerInQuotes(line: Uint8Array): readonly string[] | null {
    return this.headers.inQuotes(line);
  }

  /** The header in another order that the comment in [start, end) holds; null where it holds none. */
  headerInComment(bytes: Uint8Array, start: number, end: number): readonly string[] | null {
    return this.headers.reordered(bytes, start, end, this.current.layout);
  }

  /** Whether the rows of the section before have to be handed over before one turns to the header of these cells. */
  mustHandOverBefore(came: readonly string[]): boolean {
    const { batch, layout } = this.current;
    return batch.row > 0 && this.headers.judge(came, this.progress.line, layout).what === 'OTHER';
  }

  /**
   * Turns to the header in [start, end), which has so many lines; false where the rows of the section before have to be
   * handed over first.
   */
  turn(bytes: Uint8Array, start: number, end: number, lines: number): boolean {
    const came = this.headers.namesOf(bytes, start, end);
    if (this.mustHandOverBefore(came)) return false;
    this.headersAgain += lines;
    const { line } = this.progress;
    const what = this.turnTo(came, excerptOf(bytes.subarray(start, end)).replace(/(?:\\r|\\n)+$/, ''));
    if (what === 'SAME' && this.repeated++ === 0) this.firstRepeated = line;
    return true;
  }

  /** Turns to the header of these cells, which is shown so. */
  turnTo(came: readonly string[], shown = came.join(', ')): HeaderAgain['what'] {
    const { line } = this.progress;
    const before = this.current.layout;
    const again = this.headers.judge(came, line, before);
    this.isBelowHeader = true;
    this.toSkip = this.rules.plan.dialect.rowsAfterHeader ?? 0;
    if (again.what === 'UNKNOWN') {
      this.close(
        `line ${line} has another header (${shown}) than the one before (${before.header.join(', ').slice(0, 200)}), and ${again.why}`,
      );
      return again.what;
    }
    if (this.rules.plan.time.begin !== undefined) {
      this.close(
        `line ${line} begins another record of the same columns, whose own lines say from when its times are counted`,
      );
      return 'UNKNOWN';
    }
    this.closed = null;
    if (again.what === 'SAME') return again.what;
    this.current = this.sections.get(again.layout) ?? this.sectionOf(again.layout);
    this.note(
      'header.replaced',
      `line ${line} has another header (${again.layout.header.join(', ').slice(0, 200)}), all of whose columns are known: what follows is read by it`,
    );
    return again.what;
  }

  /**
   * Whether the line in [start, end), which stands below a header, is passed over: a units row, which is held against
   * the source, or one that the source says is to be skipped. Fails with `header.unit` below the first header; below
   * another one what follows is closed.
   */
  skips(bytes: Uint8Array, start: number, end: number): boolean {
    if (!this.isBelowHeader || this.closed !== null) return false;
    const { cells, layout, line } = this.current;
    const isSplit = splitRecord(bytes, start, end, line.delimiter, cells) >= 0;
    if (isSplit && cells.isBlank()) return this.skipOne(this.toSkip > 0);
    const time = isSplit ? timeCell(bytes, cells, layout.time) : new Uint8Array(0);
    const isRow = time.length > 0 && line.reader.read(time, 0, time.length) >= 0;
    if (isRow || (isSplit && this.isHeader(bytes))) {
      this.isBelowHeader = false;
      return false;
    }
    // Words that are neither may stand above the units, or below them.
    const isUnits = isSplit && this.isUnitsRow(bytes);
    return this.skipOne(isUnits || this.toSkip > 0);
  }

  /** What is to be told of the file's headers. */
  warnings(): readonly Notice[] {
    if (this.repeated === 0) return this.notices;
    const times = countText(this.repeated, 'line');
    const message = `the header is repeated in ${times} (first: line ${this.firstRepeated}), which are ignored`;
    return [{ code: 'header.repeated', message }, ...this.notices];
  }

  /** What the file has and nobody wants, and what is wanted and not there, of all its headers. */
  strangers(): Pick<Layout, 'unmapped' | 'missingColumns' | 'warnings'> {
    const layouts = this.headers.all();
    if (layouts.length === 1) return this.first;
    const { time, keys, columns, event, ignore } = this.rules.plan;
    const names = (list: readonly { readonly header: string }[]) => list.map(({ header }) => header);
    const needs = [time.header, ...(time.more ?? []), ...names(keys)];
    const wanted = names([...columns, ...(event === null ? [] : [event])]);
    const came = [...new Set(layouts.flatMap(({ header }) => header))];
    const { warnings, ...unknown } = strangers(came, wanted, needs, ignore);
    const read = [...new Set(layouts.flatMap((layout) => layout.columns))];
    const textOf = (name: string) =>
      layouts.find((layout) => layout.columns.includes(name))?.textOf(name) ?? name;
    const doubts = unitDoubts(this.rules.plan, read, textOf);
    return { ...unknown, warnings: [...warnings, ...doubts] };
  }

  private skipOne(isSkipped: boolean): boolean {
    if (!isSkipped) return false;
    this.toSkip--;
    this.skipped++;
    return true;
  }

  /** A row without numbers, one of whose mapped cells names a unit. Fails with `header.unit` or `header.zone`, or closes, where it contradicts. */
  private isUnitsRow(bytes: Uint8Array): boolean {
    const { plan } = this.rules;
    const { cells, layout } = this.current;
    const texts = layout.columns.map((name) => excerptOf(cells.cell(bytes, layout.header.indexOf(name))));
    if (texts.some((text) => /^[-+.]?\d/.test(text))) return false;
    if (!texts.some((text) => text !== '' && plan.namesUnit?.(text) === true)) return false;
    try {
      refuseUnits(plan, this.progress.line, 'units row', layout.columns, texts);
      const zone = excerptOf(timeCell(bytes, cells, layout.time));
      refuseZone(plan, this.progress.line, 'units row', zone);
    } catch (error) {
      if (!(error instanceof Refusal) || this.headersAgain === 0) throw error;
      this.close(`line ${this.progress.line}: ${error.message}`);
    }
    return true;
  }

  private close(why: string): void {
    this.closed = `${why}; what follows is not read: send it as a file of its own, or let the source map or ignore these columns`;
    this.note('header.changed', this.closed);
  }

  private note(code: string, message: string): void {
    const more = 'and further headers';
    if (this.notices.length < MOST_NOTICES) this.notices.push({ code, message });
    else if (this.notices.length === MOST_NOTICES) this.notices.push({ code, message: more });
  }

  /** What is known of columns from the first rows counts for them wherever they stand. */
  private sectionOf(layout: Layout): Section {
    const { firstRows, first } = this;
    const placeOf =
      layout === first
        ? (column: number) => column
        : (column: number) => first.header.indexOf(layout.header[column]!);
    const columns = layout.header.map((_, column) => placeOf(column));
    const ordinary = {
      lengths: Int32Array.from(columns, (place) => firstRows.lengths[place] ?? 0),
      likeTimes: Int32Array.from(columns, (place) => firstRows.likeTimes[place] ?? 0),
      sparse: columns.map((place) => firstRows.sparse[place] ?? false),
      texts: columns.map((place) => firstRows.texts[place] ?? false),
      timeBytes: firstRows.timeBytes,
    };
    const section = new Section(this.rules, layout, this.widthOf(layout), ordinary, this.progress);
    this.sections.set(layout, section);
    return section;
  }

  /** A file whose lines end with a separator does so below every header. */
  private widthOf({ header }: Layout): number {
    const surplus = this.firstRows.width - this.first.header.length;
    const named = header.findLastIndex((name) => name !== '') + 1;
    return Math.max(named, header.length + surplus);
  }
}

const MOST_NOTICES = 10;
