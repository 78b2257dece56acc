/** What is known of the text of a file that no source reads. */
import { nameWithoutPosition } from '../experiment/column-position.ts';
import type { Micros } from '../time.ts';
import { codesIn, type FoundCode } from './missing-codes.ts';
import type { Preset } from './presets.ts';

export interface FileShape {
  readonly fileName: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly decimal: '.' | ',';
  readonly time: {
    /** One that holds the times, or several that hold them together. */
    readonly columns: readonly [string, ...string[]];
    /** That read most of the texts, the likeliest first; more than one where these may be different times (`M/d` and `d/M`). */
    readonly formats: readonly string[];
    readonly needsZone: boolean;
    /** The zone that the file states for them; null where it states none. */
    readonly zone: string | null;
    /** Where counts begin, as the source says it; null: in 1970. */
    readonly epoch: string | { readonly above: readonly string[]; readonly format: string } | null;
    /** Of counts since 1970: the time of the first row. */
    readonly firstCount: Micros | null;
    /** Of `rows`, the first ones: they stand between the header and the readings. */
    readonly rowsAfterHeader: number;
    /** Rows further down without a readable time. */
    readonly unread: readonly { readonly line: number; readonly text: string }[];
    /** Columns that hold times too. */
    readonly others: readonly string[];
    /** Median of the steps between different times; null where there is one time. */
    readonly step: Micros | null;
  };
  /** Lines above the names. */
  readonly above: readonly string[];
  /** Of NDJSON: names of the objects within the lines, whose members are columns too. */
  readonly objects: readonly string[];
  /** The known kind that the file is of; null where it is of none. */
  readonly preset: Preset | null;
  /** Keys of the source that say the format, or the dialect. */
  readonly dialect: Readonly<Record<string, string | number | boolean>>;
}

/**
 * What a column holds: nothing, numbers, numbers whose sign parts thousands, numbers with more behind them (`36.0 C`), or
 * other texts; or times beside those of the readings, or what is known to measure nothing.
 */
export type ColumnKind = 'empty' | 'numbers' | 'thousands' | 'suffixed' | 'texts' | 'times' | 'known';

export interface Column {
  readonly header: string;
  readonly kind: ColumnKind;
  /** Different texts, the first ones, without codes. */
  readonly texts: readonly string[];
  /** What probably stands for "no reading". */
  readonly codes: readonly FoundCode[];
  /** The unit that a row above the readings names for it; null where none does. */
  readonly unitText: string | null;
}

const THOUSANDS = {
  '.': /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/,
  ',': /^[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/,
};
const POINT_THOUSANDS = /^[+-]?[1-9]\d{0,2}\.\d{3}$/;
const WHOLE_ABOVE_99 = /^[+-]?[1-9]\d{2}$/;
const SUFFIXED = /^[+-]?\d+(?:[.,]\d+)?\s*(?:[°ºµ%*]|[A-Za-z][A-Za-z/%²³0-9-]*$)/;

/** All columns with a name but those of the time. */
export function columnsOf(shape: FileShape, namesUnit: (text: string) => boolean): Column[] {
  const { header, rows, decimal, time, preset } = shape;
  const { units: known = {}, ignore } = preset?.source ?? {};
  const units = rows
    .slice(0, time.rowsAfterHeader)
    .find((row) => row.some((text) => text !== '' && namesUnit(text)));
  const body = rows.slice(time.rowsAfterHeader);
  const constant = constantUnit(header, body, namesUnit);
  return header.flatMap((name, i) => {
    if (name === '' || time.columns.includes(name)) return [];
    const texts = body
      .map((row) => row[i] ?? '')
      .filter((text) => text !== '' && text !== nameWithoutPosition(name));
    const unitText = units?.[i] ?? constant ?? '';
    const isKnown = ignore?.test(nameWithoutPosition(name)) === true;
    const kind = isKnown ? 'known' : time.others.includes(name) ? 'times' : kindOf(texts, decimal);
    const different = [...new Set(texts)];
    const codes = kind === 'numbers' ? codesIn(name, different, decimal) : [];
    const isCode = (text: string) => codes.some((code) => code.text === text);
    return [
      {
        header: name,
        kind,
        texts: different.filter((text) => !isCode(text)),
        codes,
        unitText: namesUnit(unitText) ? unitText : (known[name] ?? null),
      },
    ];
  });
}

/** A column of its own may say the unit of the one column of readings, the same in each row. */
function constantUnit(
  header: readonly string[],
  body: FileShape['rows'],
  namesUnit: (text: string) => boolean,
): string | null {
  const place = header.findIndex((name) => /^units?$|einheit/i.test(name));
  const texts = new Set(body.map((row) => row[place] ?? '').filter((text) => text !== ''));
  const [only, ...others] = texts;
  return place >= 0 && only !== undefined && others.length === 0 && namesUnit(only) ? only : null;
}

function kindOf(texts: readonly string[], decimal: '.' | ','): ColumnKind {
  if (texts.length === 0) return 'empty';
  if (texts.some((text) => THOUSANDS[decimal].test(text)) || areThousandsByPoint(texts)) return 'thousands';
  const isNumber = (text: string) =>
    Number.isFinite(Number(decimal === ',' ? text.replace('.', 'x').replace(',', '.') : text));
  if (texts.filter(isNumber).length * 2 >= texts.length) return 'numbers';
  return texts.filter((text) => SUFFIXED.test(text)).length * 2 >= texts.length ? 'suffixed' : 'texts';
}

/** `1.002` beside 998: every point parts three digits, and whole numbers of three digits stand beside. */
function areThousandsByPoint(texts: readonly string[]): boolean {
  const pointed = texts.filter((text) => text.includes('.'));
  return (
    pointed.length > 0 &&
    pointed.every((text) => POINT_THOUSANDS.test(text)) &&
    texts.some((text) => WHOLE_ABOVE_99.test(text))
  );
}
