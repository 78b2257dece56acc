/** Times that are counted from an instant which stands above the header: LabVIEW's measurement files, and loggers that count from their start. */
import { MICROS_PER_SECOND } from '../../domain/time.ts';
import type { LineAbove } from '../time/epoch-above.ts';
import { type GuessedTime, medianStep, type Table } from './table.ts';
import { guessesOf } from './time-guesses.ts';

const COUNTS =
  /^x_value$|elapsed|^(?:rel(?:ative)?[ _]?)?t(?:ime)?[ _]*[([]?(?:s|sec|seconds|ms)[)\]]?$|^seconds$|^millis/i;
const IN_MILLISECONDS = /\bms\b|millis/i;
const NUMBER = /^\d+(?:[.,]\d+)?$/;

/** Null where no column counts, or no line above says from when. */
export function countedFrom(table: Table): GuessedTime | null {
  const { header, rows, lines } = table;
  const place = header.findIndex((name) => COUNTS.test(name));
  const column = header[place];
  if (column === undefined) return null;
  const texts = rows.map((row) => row[place] ?? '');
  const counts = texts.map((text) => (NUMBER.test(text) ? Number(text.replace(',', '.')) : Number.NaN));
  const read = counts.filter((count) => !Number.isNaN(count));
  const isCounting = read.length > 0 && read.every((count, i) => i === 0 || count >= read[i - 1]!);
  const epoch = isCounting ? instantAbove(table) : null;
  if (epoch === null) return null;
  const rowsAfterHeader = counts.findIndex((count) => !Number.isNaN(count));
  return {
    columns: [column],
    formats: [IN_MILLISECONDS.test(column) ? 'epoch-ms' : 'epoch-s'],
    needsZone: epoch.needsZone,
    zone: null,
    epoch: { above: epoch.above, format: epoch.format },
    firstCount: null,
    rowsAfterHeader,
    unread: texts.flatMap((text, row) =>
      row < rowsAfterHeader || !Number.isNaN(counts[row]!) ? [] : [{ line: lines[row]!, text }],
    ),
    others: [],
    step: medianStep(
      counts.map((count) => count * (IN_MILLISECONDS.test(column) ? 1000 : MICROS_PER_SECOND)),
    ),
  };
}

interface InstantAbove {
  readonly above: readonly string[];
  readonly format: string;
  readonly needsZone: boolean;
}

/** The last lines above the header that say an instant: one, or a date and a time. */
function instantAbove({ above, delimiter }: Table): InstantAbove | null {
  const parted = above.flatMap((line) => partsOf(line, delimiter) ?? []);
  const last = (name: RegExp) => parted.findLast((one) => name.test(one.name));
  const [date, time] = [last(/^date$/i), last(/^time$/i)];
  const pair =
    date === undefined || time === undefined
      ? []
      : [{ above: [date.name, time.name], text: `${date.text} ${time.text}` }];
  const single = parted.toReversed().map(({ name, text }) => ({ above: [name], text }));
  for (const { above: names, text } of [...pair, ...single]) {
    const [guess] = guessesOf([text]);
    if (guess !== undefined && guess.epoch === null)
      return { above: names, format: guess.format, needsZone: guess.needsZone };
  }
  return null;
}

function partsOf({ text }: LineAbove, delimiter: string): { name: string; text: string } | null {
  const bare = text.replaceAll('"', '').trim();
  const at = [bare.indexOf(delimiter), bare.search(/[:=]/)].filter((place) => place > 0);
  if (at.length === 0) return null;
  const end = Math.min(...at);
  const [first = ''] = bare.slice(end + 1).split(delimiter);
  return { name: bare.slice(0, end).trim(), text: first.trim() };
}
