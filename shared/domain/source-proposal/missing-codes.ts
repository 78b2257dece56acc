/** Texts and numbers among readings that probably stand for "no reading". */
import { quantityMeant } from './quantities.ts';

export interface FoundCode {
  /** As it stands in the file. */
  readonly text: string;
  /** As a source says it. */
  readonly value: number | string;
  readonly why: string;
}

const WORDS =
  /^(?:nan|n\/a|na|null|nil|none|#n\/a|-{1,4}|\?{1,4}|[-+]?inf(?:inity)?|err(?:or)?|fail(?:ed)?|fault|invalid|missing|open|short)$/i;
/** Numbers that loggers and archives write where there is none. */
const NUMBERS: readonly number[] = [
  ...[-9999, -999, -99999, -999.9, -99.9, -6999, -7999, -32768],
  ...[9999, 99999, 999.9, 7999, 32767, 65535],
];
/** What a DS18B20 gives at its start, and what its library gives where it does not answer. */
const OF_THERMOMETERS = new Map([
  [85, 'a DS18B20 gives it before its first conversion'],
  [-127, 'it is what a DS18B20 that does not answer is read as'],
]);

/** So much farther from the readings than these are from each other, in their unit at least `LEAST_APART`. */
const APART = 3;
const LEAST_APART = 20;
/** Below it nothing is where no reading is negative. */
const NEGATIVE = -99;
const MOST_CODES = 5;

/** @param texts different ones of a column most of which are numbers */
export function codesIn(name: string, texts: readonly string[], decimal: '.' | ','): readonly FoundCode[] {
  const numbers = texts.flatMap((text) => {
    const value = Number(decimal === ',' ? text.replace(',', '.') : text);
    return Number.isFinite(value) ? [{ text, value }] : [];
  });
  const isThermometer = quantityMeant(name)?.id === 'temperature';
  const whyOf = (value: number): string | null => {
    if (NUMBERS.includes(value)) return 'many loggers write it where there is no reading';
    return isThermometer ? (OF_THERMOMETERS.get(value) ?? null) : null;
  };
  const readings = numbers.filter(({ value }) => whyOf(value) === null).map(({ value }) => value);
  const found = numbers.flatMap(({ text, value }): FoundCode[] => {
    const why = whyOf(value);
    return why !== null && isApart(value, readings)
      ? [{ text, value, why: `${why}, and no other reading is near it` }]
      : [];
  });
  const words = texts
    .filter((text) => WORDS.test(text))
    .map(
      (text): FoundCode => ({
        text,
        value: text,
        why: 'it is no number, and seems to say that there is none',
      }),
    );
  return [...words, ...found].slice(0, MOST_CODES);
}

function isApart(value: number, readings: readonly number[]): boolean {
  if (readings.length === 0) return false;
  const [least, most] = [Math.min(...readings), Math.max(...readings)];
  const distance = Math.min(...readings.map((reading) => Math.abs(reading - value)));
  const isFar = distance >= APART * (most - least) && distance >= LEAST_APART;
  return isFar || (value <= NEGATIVE && least >= 0);
}

/** The codes among readings of each channel that a column of the rows names. */
export function codesInRows(
  {
    header,
    rows,
    decimal,
  }: { header: readonly string[]; rows: readonly (readonly string[])[]; decimal: '.' | ',' },
  channel: string,
  value: string,
): ReadonlyMap<string, readonly FoundCode[]> {
  const [name, reading] = [header.indexOf(channel), header.indexOf(value)];
  const byChannel = Map.groupBy(rows, (row) => row[name] ?? '');
  return new Map(
    [...byChannel].map(([text, own]) => {
      const texts = new Set(own.map((row) => row[reading] ?? '').filter((one) => one !== ''));
      return [text, codesIn(text, [...texts], decimal)];
    }),
  );
}
