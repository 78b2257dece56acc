import { compileTimeFormats } from '../time/compile-time-formats.ts';

/** A column that holds times, and every format that reads all of its texts. */
export interface GuessedTime {
  readonly column: string;
  /** The likeliest first; more than one where the texts can be read as different times (`M/d` and `d/M`). */
  readonly formats: readonly string[];
  /** The texts carry no offset, so that the source must name their zone. */
  readonly needsZone: boolean;
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

/** Counts since 1970 say by their size what they count: each unit reaches from 1990 to 2100. */
const EPOCHS = [
  ['epoch-s', 631e6, 4.1e9],
  ['epoch-ms', 631e9, 4.1e12],
  ['epoch-us', 631e12, 4.1e15],
  ['epoch-ns', 631e15, 4.1e18],
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
    best = { column, formats, needsZone, score };
  }
  return best;
}

function formatsOf(texts: readonly string[]): string[] {
  const epoch = EPOCHS.find(([, from, to]) =>
    texts.every((text) => /^\d+(\.\d+)?$/.test(text) && Number(text) >= from && Number(text) <= to),
  );
  if (epoch !== undefined) return [epoch[0]];
  if (readsAll('ISO8601', 'UTC', texts)) return ['ISO8601'];
  return PATTERNS.filter((pattern) => readsAll(pattern, 'UTC', texts));
}

function readsAll(format: string, zone: string | null, texts: readonly string[]): boolean {
  if (zone === null && format !== 'ISO8601') return false;
  const reader = compileTimeFormats([format], zone, 'EARLIER');
  return texts.every((text) => {
    const bytes = new TextEncoder().encode(text);
    return reader.read(bytes, 0, bytes.length) >= 0;
  });
}
