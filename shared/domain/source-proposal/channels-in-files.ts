/** Which channels a file's columns measure, how they are kept, and what of it is a guess. */
import { isoDuration } from '../duration.ts';
import { isBarePosition, positionOf } from '../experiment/column-position.ts';
import { MICROS_PER_SECOND, type Seconds } from '../time.ts';
import { conversionIfAny } from '../ucum/conversion.ts';
import { unitOfHeader } from '../ucum/unit-of-text.ts';
import { isMeanWord, isMeasured, roleOf } from './column-role.ts';
import type { Column, FileShape } from './file-shape.ts';
import { holds } from './map-columns.ts';
import { channelOfPosition, FLIGHT_WORDS, GROUND_WORDS, wordsOf } from './match-words.ts';
import { type Quantity, quantityMeant, quantityOfUnit } from './quantities.ts';
import { gridOf } from './reading-grid.ts';
import type { FoundUnit } from './units-in-files.ts';

export interface FoundChannel {
  readonly id: string;
  readonly quantity: string;
  readonly unit: string;
  readonly period: string;
  readonly storage: string;
  /** Where readings are coarser than their last digit. */
  readonly resolution?: number;
  /** By key of the channel: why it is what it is, and what it might be. */
  readonly guesses: Readonly<Partial<Record<'id' | 'unit' | 'period' | 'resolution', string>>>;
}

const MOST_DECIMALS = 6;
const CHANNEL_COLUMN = /param|channel|signal|sensor|measure|variable|quantity|name/i;
const LONGEST_ID = 40;
/** `Temp_degF` has three words, two of which are its unit. */
const DEGREES = ['deg', 'c', 'f', 'k', '°c', '°f'];

/** One for each quantity that the columns, or the texts of a column, name; of columns that name none, none. */
export function channelsIn(
  shape: FileShape,
  columns: readonly Column[],
  units: readonly FoundUnit[],
): FoundChannel[] {
  const inRows = columns.find(
    ({ header, kind, texts }) =>
      kind === 'texts' &&
      (CHANNEL_COLUMN.test(header) || isBarePosition(header)) &&
      2 * texts.filter((text) => quantityMeant(text) !== null).length >= texts.length,
  );
  const named =
    inRows === undefined
      ? (byUnit(shape, columns) ?? columns.filter(({ kind }) => kind === 'numbers' || kind === 'empty'))
      : inRows.texts.map(
          (header) => ({ header, kind: 'numbers', texts: [], codes: [], unitText: null }) satisfies Column,
        );
  const found = new Map<string, FoundChannel>();
  for (const column of named) {
    const unnamed = shape.dialect.header === 'none' ? unnamedQuantity(column) : null;
    const quantity = quantityMeant(column.header) ?? quantityOfUnit(codesOf(column)) ?? unnamed;
    if (quantity === null || !isMeasured(roleOf(column.header, []))) continue;
    const id = quantity === unnamed ? quantity.id : idOf(column.header, quantity, units);
    if (!found.has(id)) found.set(id, channelOf(shape, column, id, quantity));
  }
  return [...found.values()];
}

/** A column for each unit that the rows name, called as what is measured in it; null where the kind of file has none such. */
function byUnit({ preset }: FileShape, columns: readonly Column[]): Column[] | null {
  const { column: unitColumn, quantities = {} } = preset?.source.byUnit ?? {};
  const texts = columns.filter(({ kind }) => kind === 'numbers').flatMap(({ texts: own }) => own);
  const units = columns.find(({ header }) => header === unitColumn)?.texts;
  return (
    units?.flatMap((unitText): Column[] => {
      const header = quantities[unitText];
      return header === undefined ? [] : [{ header, kind: 'numbers', texts, codes: [], unitText }];
    }) ?? null
  );
}

/** What stands at a position is kept as the file has it until somebody says what it is. */
function unnamedQuantity({ header, kind }: Column): Quantity | null {
  const position = positionOf(header);
  return position === null || kind !== 'numbers'
    ? null
    : { id: channelOfPosition(position), words: [], unit: '1' };
}

function channelOf(shape: FileShape, column: Column, id: string, quantity: Quantity): FoundChannel {
  const unit = unitOfMeasure(column, quantity);
  const { step } = shape.time;
  const grid = unit.isConverted ? null : gridOf(column.texts, shape.decimal);
  return {
    id,
    quantity: quantity.id,
    unit: unit.code,
    period: step === null ? 'PT1M' : isoDuration(rounded(step / MICROS_PER_SECOND)),
    // What is converted has other digits than the file.
    storage: unit.isConverted ? 'float64' : storageOf(column.texts, shape.decimal),
    ...(grid !== null && { resolution: grid }),
    guesses: {
      ...(isBarePosition(column.header) && {
        id: `no name says what ${column.header} measures; it ${holds(column)}`,
      }),
      ...(unit.guess !== null && { unit: unit.guess }),
      period:
        step === null
          ? 'of one reading nobody can tell'
          : `the median step of the times in ${shape.fileName}`,
      ...(grid !== null && { resolution: `the first readings differ by multiples of ${grid}` }),
    },
  };
}

/** A logger means a round step, and its clock or its work adds a little: whole seconds from ten, else three digits. */
function rounded(seconds: Seconds): Seconds {
  return seconds >= 10 ? Math.round(seconds) : Number(seconds.toPrecision(3));
}

/** What the header or the row of units says; degrees Fahrenheit become Celsius, by `as` in the source. */
function unitOfMeasure(
  { header, unitText, texts }: Column,
  { unit }: Quantity,
): { code: string; guess: string | null; isConverted: boolean } {
  const code = codeNamed(unitText === null ? header : `${header} [${unitText}]`, unit);
  if (code === '[degF]')
    return { code: 'Cel', guess: 'the file is in °F, which its source converts', isConverted: true };
  const isConverted = false;
  if (code !== null) return { code, guess: null, isConverted };
  const numbers = texts
    .map((text) => Number(text.replace(',', '.')))
    .filter((number) => Number.isFinite(number));
  if (numbers.length === 0) return { code: unit, guess: 'nothing says the unit', isConverted };
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const other =
    unit === 'Cel' && least > 60 && most < 120 ? '; if that is °F, its source has to say as: "[degF]"' : '';
  const shown = least === most ? `${least}` : `${least} to ${most}`;
  return { code: unit, guess: `nothing says the unit; the first readings are ${shown}${other}`, isConverted };
}

const codesOf = ({ header, unitText }: Column): readonly string[] => {
  const named = unitOfHeader(unitText === null ? header : `${header} [${unitText}]`);
  return named === null || named.confidence === 'MAYBE' ? [] : named.codes;
};

/** Of the units that the name names the one that the quantity may be in. */
function codeNamed(name: string, unit: string): string | null {
  const codes = unitOfHeader(name)?.codes ?? [];
  return codes.find((code) => conversionIfAny(code, unit) !== undefined) ?? null;
}

function storageOf(texts: readonly string[], decimal: '.' | ','): string {
  const numbers = texts.filter((text) => /^[+-]?[\d.,]+$/.test(text));
  const places = Math.max(0, ...numbers.map((text) => text.split(decimal)[1]?.length ?? 0));
  return numbers.length === 0 || places > MOST_DECIMALS ? 'float64' : `decimal(${places})`;
}

/** The quantity where the name says nothing more; else its words, without those of the unit, the side and the measure. */
function idOf(header: string, quantity: Quantity, units: readonly FoundUnit[]): string {
  const isNamed = codeNamed(header, quantity.unit) !== null;
  const measure = new Set(isNamed ? [...wordsOf(unitOfHeader(header)?.written ?? ''), ...DEGREES] : []);
  const others = new Set([...units.map(({ id }) => id.toLowerCase()), ...FLIGHT_WORDS, ...GROUND_WORDS]);
  const bare = header.replaceAll(/\([^)]*\)|\[[^\]]*\]/g, ' ');
  const words = wordsOf(bare).filter((word) => !others.has(word) && !measure.has(word) && !isMeanWord(word));
  const isPlain = words.every((word) => quantity.words.includes(word));
  const id = isPlain
    ? quantity.id
    : words
        .join('-')
        .replaceAll(/[^a-z0-9.-]/g, '')
        .slice(0, LONGEST_ID);
  return /^[a-z0-9]/.test(id) ? id : quantity.id;
}
