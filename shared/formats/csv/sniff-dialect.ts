import { Refusal } from '../../domain/refusal.ts';
import { refuseBinary, refuseForeign } from '../reading/refuse-foreign.ts';
import type { LineAbove } from '../time/epoch-above.ts';
import type { CsvDialect } from './csv.ts';

/** What the beginning of an unknown file looks like. */
export interface Sniffed {
  readonly dialect: CsvDialect;
  readonly lineEnds: 'LF' | 'CR LF' | 'CR';
  /** Trimmed names of the columns, and the line on which they stand. */
  readonly header: readonly string[];
  readonly headerLine: number;
  /** The first rows, one text a column. */
  readonly rows: readonly (readonly string[])[];
  /** The line of each row. */
  readonly lines: readonly number[];
  /** What stands above the header; blank lines left out. */
  readonly above: readonly LineAbove[];
}

const MOST_LINES = 500;
const DELIMITERS = [',', ';', '\t', '|', 'blanks'] as const;
/** Of the lines so many are parted by blanks into as many cells. */
const LEAST_OF_BLANKS = 0.8;
const COMMENTS = ['#', '%', '//'] as const;

/**
 * Tells the dialect of a CSV from its first bytes (64 KiB are plenty). `isWhole` says that they are all. The header is
 * the first line with as many cells as most lines have. What is neither UTF-8 nor UTF-16 is
 * taken for Windows-1252. Fails with `file.empty`, `file.binary` or `file.no-table`.
 */
export function sniffDialect(head: Uint8Array, isWhole: boolean): Sniffed {
  const isUtf16 = head[0] === 0xff || head[0] === 0xfe;
  if (!isUtf16) refuseForeign(head, 'CSV');
  const { text: whole, encoding } = textOf(head);
  // Where the power failed blocks of zeros stand between rows.
  const text = whole.replaceAll('\0', '');
  const lineEnds = text.includes('\r\n')
    ? 'CR LF'
    : text.includes('\n') || !text.includes('\r')
      ? 'LF'
      : 'CR';
  const all = text.split(/\r\n|\n|\r/);
  // What the bytes end with may be half a line.
  const lines = (isWhole || all.length < 2 ? all : all.slice(0, -1)).slice(0, MOST_LINES);
  const comment = COMMENTS.find((sign) => lines.some((line) => line.startsWith(sign))) ?? null;
  const declared = declaredDelimiter(lines[0] ?? '');
  const isContent = (line: string) =>
    line.trim() !== '' &&
    !(comment !== null && line.startsWith(comment)) &&
    !(declared !== null && line === lines[0]);
  if (!lines.some(isContent))
    throw new Refusal(
      'invalid',
      'file.empty',
      'the file holds no line with content: there is nothing to read',
    );
  const delimiter = declared ?? delimiterOf(lines.filter(isContent));
  const at = headerAt(lines, delimiter, isContent, comment);
  const header = cellsOf(lines[at] ?? '', delimiter);
  const isPreambled = !isContent(lines[at] ?? '') || declared !== null || lines.slice(0, at).some(isContent);
  const body = lines.flatMap((line, i) => (i > at && isContent(line) ? [{ line, number: i + 1 }] : []));
  const rows = body.map(({ line }) => cellsOf(line, delimiter));
  return {
    dialect: {
      delimiter,
      decimal: decimalOf(rows, delimiter),
      comment,
      headerLine: isPreambled ? at + 1 : 1,
      encoding,
      ragged: 2 * rows.filter((row) => row.length < header.length).length > rows.length,
    },
    lineEnds,
    header,
    headerLine: at + 1,
    rows,
    lines: body.map(({ number }) => number),
    above: lines.slice(0, at).flatMap((text, i) => (text.trim() === '' ? [] : [{ line: i + 1, text }])),
  };
}

/** A measurement file of LabVIEW has blocks above its table that are as wide. */
const END_OF_HEADER = /^\*{3}End_of_Header\*{3}/;

/**
 * The first line as wide as most lines are; or the first of names alone just above, where a logger says what it is in as
 * many cells; or the comment above, where names stand behind the sign of comments.
 */
function headerAt(
  lines: readonly string[],
  delimiter: string,
  isContent: (line: string) => boolean,
  comment: string | null,
): number {
  const widths = lines.map((line) => cellsOf(line, delimiter).length);
  const width = modeOf(widths.filter((_, i) => isContent(lines[i]!)));
  const first = lines.findIndex((line, i) => isContent(line) && widths[i] === width);
  const next = lines.findIndex((line, i) => i > first && isContent(line));
  const isLabview = (line: string, i: number) =>
    /^"?X_Value\b/.test(line) && lines.slice(0, i).some((one) => END_OF_HEADER.test(one));
  const labview = lines.findIndex(isLabview);
  if (labview >= 0) return labview;
  const isNames = (i: number) => areNames(cellsOf(lines[i] ?? '', delimiter));
  if (comment !== null && !isNames(first)) {
    const commented = lines.findLastIndex(
      (line, i) => i < first && line.startsWith(comment) && widths[i] === width,
    );
    if (commented >= 0) return commented;
  }
  // `"TOA5","CR","CR1000","1"` is no header where a line of names follows it.
  const isFollowed = !isNames(first) && next >= 0 && widths[next] === width && isNames(next);
  return isFollowed ? next : first;
}

/** No two alike, none empty but at the end, none a number: what a row of readings never is. */
function areNames(cells: readonly string[]): boolean {
  const last = cells.findLastIndex((cell) => cell !== '');
  const named = cells.slice(0, last + 1);
  return (
    named.length > 0 &&
    new Set(named).size === named.length &&
    named.every((cell) => /^[^\d+-]/.test(cell) || /[A-Za-z]{3}/.test(cell))
  );
}

/** UTF-16 is told by its mark, or by the zero bytes that plain letters have in it. */
function textOf(head: Uint8Array): { text: string; encoding: CsvDialect['encoding'] } {
  const [first, second] = head;
  const zeros = (from: number) => {
    let count = 0;
    for (let i = from; i < head.length; i += 2) if (head[i] === 0) count++;
    return count > head.length / 8;
  };
  // Blocks of zeros, of a card that lost power, lie on both.
  const [evens, odds] = [zeros(0), zeros(1)];
  const isLittle = (first === 0xff && second === 0xfe) || (odds && !evens);
  const isBig = (first === 0xfe && second === 0xff) || (evens && !odds);
  if (isLittle || isBig) {
    const text = new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be').decode(
      head.subarray(0, head.length & ~1),
    );
    return { text, encoding: 'utf-16' };
  }
  try {
    // The last character may be cut.
    return {
      text: new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true }),
      encoding: 'utf-8',
    };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    refuseBinary(head);
    return { text: new TextDecoder('windows-1252').decode(head), encoding: 'windows-1252' };
  }
}

/** A spreadsheet's first line may say its separator: `sep=;`. */
function declaredDelimiter(line: string): CsvDialect['delimiter'] | null {
  const sign = /^\ufeff?sep=(.)$/i.exec(line)?.[1];
  return DELIMITERS.find((one) => one === sign) ?? null;
}

/** The separator that cuts the most lines into the same number of cells, the first line of the table among them. */
function delimiterOf(lines: readonly string[]): CsvDialect['delimiter'] {
  let best: { delimiter: CsvDialect['delimiter']; score: number } | null = null;
  for (const delimiter of DELIMITERS) {
    const widths = lines.map((line) => cellsOf(line, delimiter).length);
    const mode = modeOf(widths);
    if (mode < 2) continue;
    const share = widths.filter((width) => width === mode).length / widths.length;
    const begins = widths.indexOf(mode) <= 0 ? 1 : 0;
    // Blanks stand within cells too.
    if (delimiter === 'blanks' && (best !== null || share < LEAST_OF_BLANKS)) continue;
    const score = share + begins + mode / 1000;
    if (best === null || score > best.score) best = { delimiter, score };
  }
  if (best !== null) return best.delimiter;
  throw new Refusal(
    'invalid',
    'file.no-table',
    'no separator (comma, semicolon, tab, bar, blanks) cuts the lines of the file into columns: is it a table?',
  );
}

function modeOf(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const one of numbers) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0];
}

/** Cells of one line; a quote runs to the next that is not doubled. */
function cellsOf(line: string, delimiter: string): string[] {
  if (delimiter === 'blanks') return line.trim().split(/\s+/);
  const cells: string[] = [];
  for (let at = 0; at <= line.length; ) {
    const quoted = /^\s*"((?:[^"]|"")*)"/.exec(line.slice(at));
    const from = at + (quoted?.[0].length ?? 0);
    const next = line.indexOf(delimiter, from);
    const end = next < 0 ? line.length : next;
    cells.push((quoted?.[1]?.replaceAll('""', '"') ?? line.slice(at, end)).trim());
    at = end + 1;
  }
  return cells;
}

function decimalOf(
  rows: readonly (readonly string[])[],
  delimiter: CsvDialect['delimiter'],
): CsvDialect['decimal'] {
  const cells = rows.flat();
  // `1,002` is a thousand and two beside 998, and where commas part the cells; else a number with three decimals.
  const mayBeThousands = delimiter === ',' || cells.some((cell) => /^[+-]?[1-9]\d{2}$/.test(cell));
  const isThousands = (cell: string) => mayBeThousands && /^[+-]?[1-9]\d{0,2},\d{3}$/.test(cell);
  const commas = cells.filter((cell) => /^[+-]?\d+,\d+$/.test(cell) && !isThousands(cell)).length;
  const points = cells.filter((cell) => /^[+-]?\d+\.\d+$/.test(cell)).length;
  return commas > points ? ',' : '.';
}
