/** Which column of a table holds its times, or which columns together, and how they are written. */
import { isBarePosition, nameWithoutPosition } from '../../domain/experiment/column-position.ts';
import { zoneOfColumn, zoneOfPreamble } from '../../domain/experiment/stated-zone.ts';
import { MICROS_PER_DAY, type Micros } from '../../domain/time.ts';
import type { LineAbove } from '../time/epoch-above.ts';
import { countedFrom } from './counted-from.ts';
import { type GuessedTime, medianStep, type Table } from './table.ts';
import { daysOf, type Guess, guessesOf, isCount, MOST_ABOVE, reads } from './time-guesses.ts';

interface Candidate {
  readonly places: readonly number[];
  readonly texts: readonly string[];
  readonly guesses: readonly Guess[];
  readonly score: number;
}

const TIME_WORDS = /time|date|gmt|utc|stamp|zeit|datum|^t$|clock|day|doy|hour|hh ?:?mm|year|uhr/i;
/** When a file came down, or was written, is not when it was measured. */
const RECEPTION_WORDS = /receiv|recept|arriv|downlink|ground|upload|export|logged|insert|created|server/i;
const ONBOARD_WORDS = /onboard|generation|sampl|measure|acqui|event/i;

/** The time stands before the readings, or soon after them. */
const MOST_COLUMNS = 200;
const YEAR = 366 * MICROS_PER_DAY;

/** Of the columns whose names speak of times. */
const MOST_TOGETHER = 8;

/** The column of times, or null where no column's texts can be read as times. */
export function guessTime(table: Table, now: Micros): GuessedTime | null {
  const [best, ...others] = candidatesIn(table).toSorted((a, b) => b.score - a.score);
  if (best === undefined) return countedFrom(table);
  const besides = others.map(({ places }) => table.header[places[0]!]!);
  return { ...guessedBy(table, best, now), others: besides };
}

/** Columns that hold times whole; else several that hold them together; else days alone. */
function candidatesIn(table: Table): Candidate[] {
  const alone = table.header.slice(0, MOST_COLUMNS).flatMap((name, i) => candidateOf(table, [i], name) ?? []);
  if (alone.length > 0) return alone;
  const whole = together(table);
  if (whole.length > 0) return whole;
  return table.header.flatMap((name, i) =>
    mayHoldTimes(name) ? (candidateOf(table, [i], name, daysOf) ?? []) : [],
  );
}

/** Of ways to read the texts that lie years apart, the one nearest to now is the likeliest. */
function guessedBy(table: Table, { places, texts, guesses }: Candidate, now: Micros) {
  const [guess, ...more] = guesses.toSorted((a, b) => yearsFrom(now, a) - yearsFrom(now, b));
  if (guess === undefined) throw new Error('a candidate has a guess at least');
  const { epoch, needsZone, times, format } = guess;
  const begin = times.findIndex((time) => !Number.isNaN(time));
  const rowsAfterHeader = begin <= MOST_ABOVE ? begin : 0;
  const [first = '', ...rest] = places.map((place) => table.header[place]!);
  return {
    columns: [first, ...rest] as const,
    formats: [format, ...more.filter((one) => one.epoch === epoch).map((one) => one.format)],
    needsZone,
    zone: needsZone ? zoneStated([first, ...rest], table.above) : null,
    epoch,
    firstCount: isCount(guess) && epoch === null ? times[begin]! : null,
    rowsAfterHeader,
    unread: unreadRows(table, places, texts, times).filter(({ row }) => row >= rowsAfterHeader),
    step: medianStep(times),
  };
}

function unreadRows(table: Table, places: readonly number[], texts: readonly string[], times: Float64Array) {
  return texts.flatMap((text, row) =>
    !Number.isNaN(times[row]!) || isHeaderAgain(table, places, row)
      ? []
      : [{ row, line: table.lines[row]!, text }],
  );
}

/** What the names of the columns, or a line above them, state; null where that is nothing, or several zones share the name. */
function zoneStated(names: readonly string[], above: readonly LineAbove[]): string | null {
  const stated = [...names.map(zoneOfColumn), ...above.map(({ text }) => zoneOfPreamble(text))].find(
    (one) => one !== null,
  );
  if (stated == null) return null;
  if (stated.isCity) return stated.text;
  const [minutes, ...others] = stated.minutes;
  return minutes === undefined || others.length > 0 ? null : offsetText(minutes);
}

function offsetText(minutes: number): string {
  if (minutes === 0) return 'UTC';
  const two = (number: number) => String(number).padStart(2, '0');
  const all = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(all / 60))}:${two(all % 60)}`;
}

/** Whether the names of the columns of the time are a time themselves. */
export function isTimeInHeader({ header }: Table, { columns, formats, epoch }: GuessedTime): boolean {
  const [format] = formats;
  if (format === undefined || (epoch !== null && typeof epoch !== 'string')) return false;
  return columns.every((name) => header.includes(name)) && reads({ format, epoch }, columns.join(' '));
}

function candidateOf(
  { rows }: Table,
  places: readonly number[],
  name: string,
  guess = guessesOf,
): Candidate | null {
  const texts = rows.map((row) => {
    const cells = places.map((place) => row[place] ?? '');
    return cells.every((cell) => cell === '') ? '' : cells.join(' ');
  });
  const guesses = name === '' ? [] : guess(texts);
  const [best] = guesses;
  if (best === undefined) return null;
  const isNamed = TIME_WORDS.test(name);
  // Five digits and a fraction are the days of a spreadsheet only where the column says that it holds times.
  if (best.format === 'excel-days' && !isNamed) return null;
  if (isCount(best) && !isNamed && !doesAscend(best.times)) return null;
  const filled = texts.filter((text) => text !== '').length / texts.length;
  const words = (RECEPTION_WORDS.test(name) ? -1.5 : 0) + (ONBOARD_WORDS.test(name) ? 0.5 : 0);
  const score = (isNamed ? 2 : 0) + words + filled + variety(best.times) - places[0]! / 1000;
  return { places, texts, guesses, score };
}

/** Of so many rows the next is no earlier: a clock does so, and large numbers of any kind do not. */
const LEAST_ASCENDING = 0.9;

function doesAscend(times: Float64Array): boolean {
  const read = times.filter((time) => !Number.isNaN(time));
  const ascending = read.filter((time, i) => i === 0 || time >= read[i - 1]!).length;
  return ascending >= LEAST_ASCENDING * read.length;
}

/** Whole years between the last row and now; what lies ahead is farther by one. */
function yearsFrom(now: Micros, { times }: Guess): number {
  const last = times.findLast((time) => !Number.isNaN(time)) ?? 0;
  const years = Math.floor(Math.abs(now - last) / YEAR);
  return last > now + MICROS_PER_DAY ? years + 1 : years;
}

/** One instant for many rows is when they came, and not when they were measured. */
function variety(times: Float64Array): number {
  const read = times.filter((time) => !Number.isNaN(time));
  return new Set(read).size / read.length;
}

/** Of a column without a name its texts alone have to say it. */
const mayHoldTimes = (name: string): boolean => TIME_WORDS.test(name) || isBarePosition(name);

/** Two or three columns that hold a time together: date and clock, or year, day and hour. Without names they stand side by side. */
function together(table: Table): Candidate[] {
  const { header } = table;
  const named = header.flatMap((name, i) => (mayHoldTimes(name) ? [i] : [])).slice(0, MOST_TOGETHER);
  const isBeside = (a: number, b: number) => !isBarePosition(header[a]!) || b === a + 1;
  const pairs = named.flatMap((a) =>
    named.flatMap((b) => (a === b || !isBeside(a, b) ? [] : [[a, b] as const])),
  );
  const triples = pairs.flatMap(([a, b]) =>
    named.filter((c) => c > b && b > a && isBeside(b, c)).map((c) => [a, b, c] as const),
  );
  return [...pairs, ...triples].flatMap((places) => {
    const name = places.map((place) => table.header[place]).join(' ');
    return candidateOf(table, places, name) ?? [];
  });
}

function isHeaderAgain({ header, rows }: Table, places: readonly number[], row: number): boolean {
  return places.every((place) => {
    const name = nameWithoutPosition(header[place] ?? '');
    return name !== '' && rows[row]?.[place]?.toLowerCase() === name.toLowerCase();
  });
}
