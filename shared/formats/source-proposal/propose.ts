import { Document, isScalar } from 'yaml';
import type { Definition } from '../../domain/experiment/definition.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { FileShape } from '../../domain/source-proposal/file-shape.ts';
import { presetOf, refuseUnfit, shapeByPreset } from '../../domain/source-proposal/fit-preset.ts';
import type { Preset } from '../../domain/source-proposal/presets.ts';
import { type Guess, proposeSource } from '../../domain/source-proposal/propose-source.ts';
import type { Micros } from '../../domain/time.ts';
import { unitOfCell } from '../../domain/ucum/unit-of-text.ts';
import { listText } from '../../domain/words/list.ts';
import type { CsvDialect } from '../csv/csv.ts';
import { type Sniffed, sniffDialect } from '../csv/sniff-dialect.ts';
import { guessTime, isTimeInHeader } from './guess-time.ts';
import { isReading, refuseNamesOfOtherWidth, withoutHeader, withPositions } from './positions.ts';
import { looksLikeNdjson, type SniffedNdjson, sniffNdjson } from './sniff-ndjson.ts';
import type { Table } from './table.ts';

export interface ProposedSource {
  readonly source: Readonly<Record<string, unknown>>;
  /** The source as YAML, as it stands in the list `sources` of a definition. */
  readonly yaml: string;
  /** What the file looks like, and what a person has to decide. */
  readonly remarks: readonly string[];
}

/**
 * Proposes how to read an unknown CSV or NDJSON from its first bytes, mapped to the experiment's channels by the nearest names.
 * Fails with `file.empty`, `file.encoding`, `file.no-table` or `file.no-time`, and with `preset.unfit` where it is not of
 * the kind that somebody says.
 */
export function proposeFor(
  definition: Definition,
  fileName: string,
  head: Uint8Array,
  isWhole: boolean,
  now: Micros,
  preset: Preset | null = null,
): ProposedSource {
  const { shape, remark } = shapeOf(fileName, head, isWhole, now, preset);
  const { source, remarks, guesses } = proposeSource(definition, shape, namesUnit);
  const document = new Document([source], { aliasDuplicateObjects: false });
  markGuesses(document, guesses, [0]);
  return {
    source,
    yaml: document.toString({ lineWidth: 110, flowCollectionPadding: true }),
    remarks: [remark, ...remarks],
  };
}

/** Writes each guess behind its place, which is below the path. */
export function markGuesses(
  document: Document,
  guesses: readonly Guess[],
  below: readonly (string | number)[],
): void {
  for (const { path, text } of guesses) {
    const node = document.getIn([...below, ...path], true);
    if (isScalar(node)) node.comment = ` ? ${text}`;
  }
}

export const namesUnit = (text: string): boolean => unitOfCell(text) !== null;

/** What the first bytes of a file look like, and a remark on its form. Fails as `proposeFor`. */
export function shapeOf(
  fileName: string,
  head: Uint8Array,
  isWhole: boolean,
  now: Micros,
  wanted: Preset | null,
): { readonly shape: FileShape; readonly remark: string } {
  const { shape, remark } = asItLooks(fileName, head, isWhole, now);
  if (wanted !== null) refuseUnfit(shape, wanted);
  const preset = wanted ?? presetOf(shape);
  if (preset === null) return { shape, remark };
  const told = `read as ${preset.writer} (preset ${preset.id}); ${remark}`;
  return { shape: shapeByPreset(shape, preset), remark: told };
}

function asItLooks(
  fileName: string,
  head: Uint8Array,
  isWhole: boolean,
  now: Micros,
): { readonly shape: FileShape; readonly remark: string } {
  if (looksLikeNdjson(head)) return shapeOfTable(fileName, ndjsonShape(sniffNdjson(head, isWhole)), now);
  const sniffed = sniffDialect(head, isWhole);
  const table = csvTable(sniffed);
  const isHeaderless = isReading(table) || hasTimeForName(table, now);
  if (isHeaderless) refuseNamesOfOtherWidth(table);
  return shapeOfTable(fileName, csvShape(sniffed, table, isHeaderless), now);
}

function shapeOfTable(
  fileName: string,
  { decimal, keys, remark, ...table }: TableShape,
  now: Micros,
): { readonly shape: FileShape; readonly remark: string } {
  const { header, rows, objects } = table;
  const time = guessTime(table, now);
  if (time === null) throw noTime(table);
  const above = table.above.map(({ text }) => text);
  return {
    shape: { fileName, header, rows, decimal, time, above, objects, preset: null, dialect: keys },
    remark,
  };
}

/** A first line whose time is one is no line of names: a reading among odd ones. */
function hasTimeForName(table: Table, now: Micros): boolean {
  const time = guessTime(table, now);
  return time !== null && isTimeInHeader(table, time);
}

/** The column that speaks most of times, and what stands there: whoever knows the file sees at once what is meant. */
function noTime({ header, rows, above }: Table): Refusal {
  const named = header.findIndex((name) => /time|date|stamp|zeit|datum/i.test(name));
  const text = rows.map((row) => row[named] ?? '').find((one) => one !== '');
  const shown =
    text === undefined
      ? ''
      : `; ${header[named]} holds texts such as ${quoted(text)}, which no format reads as a time`;
  // LabVIEW's step and beginning would make times, but of a file of one block alone.
  const isWithoutX = above.some(({ text }) => /^X_Columns\W+No\b/.test(text));
  const advice = isWithoutX
    ? '; X_Columns is No, so that its rows have no time: let LabVIEW write one X column (X_Columns One)'
    : '';
  return new Refusal(
    'invalid',
    'file.no-time',
    `no column of the file holds times that can be read (it has ${listText(
      header.filter((name) => name !== ''),
      ', ',
      30,
    )}): a source needs one, a table without time is no telemetry${shown}${advice}`,
  );
}

/** The keys of the source that say how to read a table, and a remark on its form. */
interface TableShape extends Table, Pick<FileShape, 'decimal'> {
  readonly keys: FileShape['dialect'];
  readonly remark: string;
}

function ndjsonShape({ header, rows, lines, objects }: SniffedNdjson): TableShape {
  const remark = `NDJSON, an object a line, ${header.length} members in the first ${rows.length} lines`;
  const table = { header, headerLine: 1, rows, lines, above: [], delimiter: ',', objects };
  return { ...table, decimal: '.', keys: { format: 'ndjson' }, remark };
}

function csvTable({ header, headerLine, rows, lines, above, dialect }: Sniffed): Table {
  return { header, headerLine, rows, lines, above, delimiter: dialect.delimiter, objects: [] };
}

function csvShape(sniffed: Sniffed, table: Table, isHeaderless: boolean): TableShape {
  const { decimal, comment } = sniffed.dialect;
  const dialect: CsvDialect = { ...sniffed.dialect, ...(isHeaderless && { headerLine: 'none' as const }) };
  return {
    ...(isHeaderless ? withoutHeader(table, comment) : withPositions(table)),
    decimal,
    keys: dialectKeys(dialect),
    remark: shapeRemark({ ...sniffed, dialect }),
  };
}

/** What differs from a source's defaults. */
function dialectKeys(dialect: CsvDialect): Record<string, string | number | boolean> {
  return {
    ...(dialect.delimiter === ','
      ? {}
      : { delimiter: dialect.delimiter === '\t' ? 'tab' : dialect.delimiter }),
    ...(dialect.decimal === '.' ? {} : { decimal: dialect.decimal }),
    ...(dialect.comment === null ? {} : { comment: dialect.comment }),
    ...(dialect.headerLine === 1 ? {} : { header: dialect.headerLine }),
    ...(dialect.encoding === 'utf-8' ? {} : { encoding: dialect.encoding }),
    ...(dialect.ragged === true ? { ragged: true } : {}),
  };
}

const SEPARATORS = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars', blanks: 'blanks' } as const;

function shapeRemark({ dialect, lineEnds, header }: Sniffed): string {
  const { delimiter, decimal, encoding, comment, headerLine } = dialect;
  const above =
    headerLine === 'none'
      ? ', no line of names: columns are called by their positions'
      : headerLine === 1
        ? ''
        : `, the header on line ${headerLine}`;
  const comments = comment === null ? '' : `, comments after ${comment}`;
  return `${encoding.toUpperCase()}, lines end with ${lineEnds}, ${header.length} columns between ${SEPARATORS[delimiter]}, decimals after ${decimal === '.' ? 'a point' : 'a comma'}${comments}${above}`;
}
