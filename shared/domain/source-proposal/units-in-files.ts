/** Which culture units files speak of: by the texts of a column, by the names of columns, or by the name of the file. */
import { isBarePosition } from '../experiment/column-position.ts';
import type { Column, FileShape } from './file-shape.ts';
import { idOf, patternOf } from './match-pattern.ts';
import { FLIGHT_WORDS, GROUND_WORDS, wordsOf } from './match-words.ts';
import { quantityMeant } from './quantities.ts';

export interface FoundUnit {
  readonly id: string;
  readonly side: 'FLIGHT' | 'GROUND' | null;
  /** What named it; null where nothing did. */
  readonly by: string | null;
}

const TOKEN = /(?<![A-Za-z0-9])([A-Za-z]{1,6}[-_]?\d{1,3})(?![A-Za-z0-9])/g;
const WHOLE_TOKEN = /^[A-Za-z]{1,6}[-_]?\d{1,3}$/;
/** Gases, probes and channels have numbers too. */
const NO_UNIT =
  /^(?:co|o|n|h|pm|pt|ch|chan|col|temp|t|rh|hum|p|v|i|sensor|probe|tc|log|run|day|part|file)[-_]?\d+$/i;
const UNIT_COLUMN = /unit|device|chamber|box|logger|rack|habitat|module|incubator|bioreactor|dish|culture/i;
const MOST_UNITS = 100;
const ID_OF_SIDE = { FLIGHT: 'FU1', GROUND: 'GU1' } as const;
const OWN_NAME = 'the name of the file';
const SIDES = 'words such as ISS and ground in the names of columns';

/**
 * At least one. A name that stands in the names of several files, of which one says its units in its columns, is that of the
 * mission: it makes no unit. Files that name no unit are of one where one pattern fits them all, and else of a unit each: two loggers
 * whose files name none must not become one.
 */
export function unitsInFiles(
  files: readonly { shape: FileShape; columns: readonly Column[] }[],
): FoundUnit[] {
  const each = files.map(({ shape, columns }) => ({
    fileName: shape.fileName,
    units: unitsIn(shape, columns),
  }));
  const inColumns = each.filter(({ units }) => units.some(({ by }) => by !== null && by !== OWN_NAME));
  const missions = new Set(
    inColumns.flatMap(({ fileName }) => tokensIn(stemOf(fileName)).map((token) => token.toLowerCase())),
  );
  const found = each.filter(
    ({ units: [one] }) => one?.by !== OWN_NAME || !missions.has(one.id.toLowerCase()),
  );
  const unnamed = (side: FoundUnit['side']) =>
    new Set(
      found
        .filter(({ units: [one] }) => one?.by === null && one.side === side)
        .map(({ fileName }) => patternOf(fileName)),
    );
  const isAlone = new Map(
    (['FLIGHT', 'GROUND', null] as const).map((side) => [side, unnamed(side).size <= 1]),
  );
  const named = found.flatMap(({ fileName, units }) =>
    units.map((one) => (one.by !== null || isAlone.get(one.side) ? one : { ...one, id: idOf(fileName) })),
  );
  return [...Map.groupBy(named, ({ id }) => id.toLowerCase()).values()].flatMap(([first]) => first ?? []);
}

const stemOf = (fileName: string): string => fileName.replace(/\.[A-Za-z0-9]+$/, '');

/** Of one file, at least one: where nothing names it, it is called U1, or after the side that the file's name says. */
export function unitsIn(shape: FileShape, columns: readonly Column[]): readonly FoundUnit[] {
  const inRows = columns.find(
    ({ header, kind, texts }) =>
      kind === 'texts' &&
      texts.length <= MOST_UNITS &&
      texts.every((text) => WHOLE_TOKEN.test(text)) &&
      (UNIT_COLUMN.test(header) || (isBarePosition(header) && !texts.some((text) => NO_UNIT.test(text)))),
  );
  if (inRows !== undefined) return inRows.texts.map((id) => unit(id, `the column ${inRows.header}`));
  const numbers = columns.filter(({ kind }) => kind === 'numbers');
  const named = new Map(
    numbers.flatMap(({ header }) =>
      tokenOf(header).map((id) => [id.toLowerCase(), unit(id, `the column ${header}`)] as const),
    ),
  );
  const sides = numbers.flatMap(({ header }) => sideOf(header) ?? []);
  const tokens = numbers.filter(({ header }) => tokensIn(header).length > 0).length;
  if (tokens > 0 && tokens >= sides.length) return [...named.values()];
  // Of one side alone a word such as habitat may be the place of a sensor.
  if (new Set(sides).size === 2)
    return (['FLIGHT', 'GROUND'] as const).map((side) => ({
      id: ID_OF_SIDE[side],
      side,
      by: SIDES,
    }));
  const [own] = tokensIn(stemOf(shape.fileName));
  if (own !== undefined) return [unit(own, OWN_NAME)];
  const side = sideOf(shape.fileName);
  return [{ id: side === null ? 'U1' : ID_OF_SIDE[side], side, by: null }];
}

const unit = (id: string, by: string): FoundUnit => ({ id, side: sideOfId(id), by });

const sideOfId = (id: string): FoundUnit['side'] =>
  /^f/i.test(id) ? 'FLIGHT' : /^g/i.test(id) ? 'GROUND' : null;

function tokensIn(name: string): string[] {
  return [...name.matchAll(TOKEN)].flatMap(([, token = '']) =>
    NO_UNIT.test(token) || quantityMeant(token) !== null ? [] : [token],
  );
}

/** A column is of one unit: of several tokens the one that says a side, as in FU1_C1, else the first. */
function tokenOf(header: string): string[] {
  const tokens = tokensIn(header);
  return [tokens.find((token) => sideOfId(token) !== null) ?? tokens[0] ?? []].flat();
}

function sideOf(name: string): FoundUnit['side'] {
  const words = wordsOf(name);
  if (words.some((word) => FLIGHT_WORDS.includes(word))) return 'FLIGHT';
  return words.some((word) => GROUND_WORDS.includes(word)) ? 'GROUND' : null;
}
