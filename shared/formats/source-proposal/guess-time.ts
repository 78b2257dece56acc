import { oncePer } from '../../domain/once-per.ts';
import { MICROS_PER_SECOND, type Micros } from '../../domain/time.ts';
import { compileTimeFormats } from '../time/compile-time-formats.ts';

/** A column that holds times, and every format that reads all of its texts. */
export interface GuessedTime {
  readonly column: string;
  /** The likeliest first; more than one where the texts can be read as different times (`M/d` and `d/M`). */
  readonly formats: readonly string[];
  /** The texts carry no offset, so that the source must name their zone. */
  readonly needsZone: boolean;
  /** Of counts: the time of the first row. */
  readonly firstCount: Micros | null;
}

const CLOCKS = ['H:mm', 'H:mm:ss', 'H:mm:ss.SSS'];
const DATES = [
  'M/d/yyyy',
  'd/M/yyyy',
  'M/d/yy',
  'd/M/yy',
  'd.M.yyyy',
  'd.M.yy',
  'yyyy/M/d',
  'd-M-yyyy',
  'M-d-yyyy',
];
const PATTERNS = [
  ...DATES.flatMap((date) => CLOCKS.map((clock) => `${date} ${clock}`)),
  'M/d/yyyy h:mm a',
  'M/d/yyyy h:mm:ss a',
  'yyyy:DDD:HH:mm:ss',
  'yyyy:DDD:HH:mm:ss.SSS',
  'yyyy-DDD HH:mm:ss',
];

/** Dates in digits alone. Most could be counts as well, but of years that nobody has seen yet. */
const PACKED = ['yyMMddHHmm', 'yyyyMMddHH', 'yyyyMMddHHmm', 'yyMMddHHmmss', 'yyyyMMddHHmmss'];
const PACKED_SINCE = Date.UTC(1990, 0, 1) * 1000;

/** Counts since 1970 say by their size what they count: each unit reaches from 1990 to 2050; those of 1904 lie beyond. */
const EPOCHS = [
  ['epoch-s', 631e6, 2.52e9],
  ['epoch-ms', 631e9, 2.52e12],
  ['epoch-us', 631e12, 2.52e15],
  ['epoch-ns', 631e15, 2.52e18],
] as const;

const TIME_WORDS = /time|date|gmt|utc|stamp|zeit|^t$/i;

/** The column of times, or null where no column's texts can be read as times. */
export function guessTime(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): GuessedTime | null {
  let best: (GuessedTime & { score: number }) | null = null;
  for (const [i, column] of header.entries()) {
    const texts = rows.map((row) => row[i] ?? '').filter((text) => text !== '');
    if (column === '' || texts.length === 0) continue;
    const formats = formatsOf(texts);
    if (formats.length === 0) continue;
    const score = (TIME_WORDS.test(column) ? 2 : 0) + texts.length / rows.length - i / 1000;
    if (best !== null && best.score >= score) continue;
    const needsZone = formats.some(
      (format) => !format.startsWith('epoch-') && !readsAll(format, null, texts),
    );
    const [first = ''] = formats;
    const firstCount = first.startsWith('epoch-') ? readBy(first, null, texts[0] ?? '') : null;
    best = { column, formats, needsZone, firstCount, score };
  }
  return best;
}

function formatsOf(texts: readonly string[]): string[] {
  const epoch = EPOCHS.find(([, from, to]) =>
    texts.every((text) => /^\d+(\.\d+)?$/.test(text) && Number(text) >= from && Number(text) <= to),
  );
  const packed = texts.every((text) => /^\d{10,14}$/.test(text))
    ? PACKED.filter((pattern) => texts.every((text) => readBy(pattern, 'UTC', text) >= PACKED_SINCE))
    : [];
  if (packed.length > 0 || epoch !== undefined)
    return [...packed, ...(epoch === undefined ? [] : [epoch[0]])];
  if (readsAll('ISO8601', 'UTC', texts)) return ['ISO8601'];
  return PATTERNS.filter((pattern) => readsAll(pattern, 'UTC', texts));
}

/** Seconds from the epoch of LabVIEW, 1904, to 1970. */
const SINCE_1904 = 2_082_844_800;

/** A column of counts that no format reads, and what it may count; null where there is none. */
export function strangeCounts(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): { readonly column: string; readonly since1904: Micros } | null {
  for (const [i, column] of header.entries()) {
    const counts = rows.map((row) => row[i] ?? '').filter((text) => text !== '');
    const seconds = counts.map(Number).map((count) => count - SINCE_1904);
    const [, from, to] = EPOCHS[0];
    if (!TIME_WORDS.test(column) || !seconds.every((second) => second >= from && second <= to)) continue;
    const [first] = seconds;
    if (first !== undefined) return { column, since1904: Math.round(first * MICROS_PER_SECOND) };
  }
  return null;
}

function readsAll(format: string, zone: string | null, texts: readonly string[]): boolean {
  if (zone === null && format !== 'ISO8601') return false;
  return texts.every((text) => readBy(format, zone, text) >= 0);
}

/** Compiling a format takes longer than reading by it. */
const readerOf = oncePer((name: string) => {
  const [format = '', zone = ''] = name.split('\n');
  return compileTimeFormats([format], zone === '' ? null : zone, 'EARLIER');
});

function readBy(format: string, zone: string | null, text: string): number {
  const bytes = new TextEncoder().encode(text);
  return readerOf(`${format}\n${zone ?? ''}`).read(bytes, 0, bytes.length);
}
