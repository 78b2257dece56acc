import { Refusal } from '../../domain/refusal.ts';
import type { CsvDialect } from './csv.ts';

/** What the beginning of an unknown file looks like. */
export interface Sniffed {
  readonly dialect: CsvDialect;
  readonly lineEnds: 'LF' | 'CR LF' | 'CR';
  /** Trimmed names of the columns. */
  readonly header: readonly string[];
  /** The first rows, one text a column. */
  readonly rows: readonly (readonly string[])[];
}

const MOST_LINES = 500;
const DELIMITERS = [',', ';', '\t'] as const;
const COMMENTS = ['#', '%', '//'] as const;

/**
 * Tells the dialect of a CSV from its first bytes (64 KiB are plenty). `isWhole` says that they are all. The header is
 * the first line with as many cells as most lines have. Fails with `file.empty`, `file.encoding` or `file.no-table`.
 */
export function sniffDialect(head: Uint8Array, isWhole: boolean): Sniffed {
  const { text, encoding } = textOf(head);
  const lineEnds = text.includes('\r\n')
    ? 'CR LF'
    : text.includes('\n') || !text.includes('\r')
      ? 'LF'
      : 'CR';
  const all = text.split(/\r\n|\n|\r/);
  // What the bytes end with may be half a line.
  const lines = (isWhole || all.length < 2 ? all : all.slice(0, -1)).slice(0, MOST_LINES);
  const comment = COMMENTS.find((sign) => lines.some((line) => line.startsWith(sign))) ?? null;
  const isContent = (line: string) => line.trim() !== '' && !(comment !== null && line.startsWith(comment));
  if (!lines.some(isContent))
    throw new Refusal(
      'invalid',
      'file.empty',
      'the file holds no line with content: there is nothing to read',
    );
  const delimiter = delimiterOf(lines.filter(isContent));
  const width = modeOf(lines.filter(isContent).map((line) => cellsOf(line, delimiter).length));
  const at = lines.findIndex((line) => isContent(line) && cellsOf(line, delimiter).length === width);
  const header = cellsOf(lines[at] ?? '', delimiter);
  const isPreambled = lines.slice(0, at).some(isContent);
  const rows = lines
    .slice(at + 1)
    .filter(isContent)
    .map((line) => cellsOf(line, delimiter));
  const decimal = decimalOf(rows);
  return {
    dialect: { delimiter, decimal, comment, headerLine: isPreambled ? at + 1 : 1, encoding },
    lineEnds,
    header,
    rows,
  };
}

/** UTF-16 is told by its mark, or by the zero bytes that plain letters have in it. */
function textOf(head: Uint8Array): { text: string; encoding: CsvDialect['encoding'] } {
  const [first, second] = head;
  const zeros = (from: number) => {
    let count = 0;
    for (let i = from; i < head.length; i += 2) if (head[i] === 0) count++;
    return count > head.length / 8;
  };
  const isLittle = (first === 0xff && second === 0xfe) || zeros(1);
  const isBig = (first === 0xfe && second === 0xff) || zeros(0);
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
    throw new Refusal(
      'invalid',
      'file.encoding',
      'the file is neither UTF-8 nor UTF-16 (Latin-1, perhaps): save it as UTF-8',
      {},
      { cause: error },
    );
  }
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
    const score = share + begins + mode / 1000;
    if (best === null || score > best.score) best = { delimiter, score };
  }
  if (best !== null) return best.delimiter;
  throw new Refusal(
    'invalid',
    'file.no-table',
    'no separator (comma, semicolon, tab) cuts the lines of the file into columns: is it a table?',
  );
}

function modeOf(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const one of numbers) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0];
}

/** Cells of one line; a quote runs to the next that is not doubled. */
function cellsOf(line: string, delimiter: string): string[] {
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

function decimalOf(rows: readonly (readonly string[])[]): CsvDialect['decimal'] {
  const cells = rows.flat();
  const commas = cells.filter((cell) => /^[+-]?\d+,\d+$/.test(cell)).length;
  const points = cells.filter((cell) => /^[+-]?\d+\.\d+$/.test(cell)).length;
  return commas > points ? ',' : '.';
}
