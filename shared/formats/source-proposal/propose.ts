import { Document } from 'yaml';
import type { Definition } from '../../domain/experiment/definition.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { FileShape } from '../../domain/source-proposal/file-shape.ts';
import { proposeSource } from '../../domain/source-proposal/propose-source.ts';
import type { Micros } from '../../domain/time.ts';
import { unitOfCell } from '../../domain/ucum/unit-of-text.ts';
import { listText } from '../../domain/words/list.ts';
import type { CsvDialect } from '../csv/csv.ts';
import { type Sniffed, sniffDialect } from '../csv/sniff-dialect.ts';
import { guessTime } from './guess-time.ts';
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
 * Fails with `file.empty`, `file.encoding`, `file.no-table` or `file.no-time`.
 */
export function proposeFor(
  definition: Definition,
  fileName: string,
  head: Uint8Array,
  isWhole: boolean,
  now: Micros,
): ProposedSource {
  const { shape, remark } = shapeOf(fileName, head, isWhole, now);
  const { source, remarks } = proposeSource(definition, shape, namesUnit);
  const document = new Document([source]);
  return {
    source,
    yaml: document.toString({ lineWidth: 110, flowCollectionPadding: true }),
    remarks: [remark, ...remarks],
  };
}

export const namesUnit = (text: string): boolean => unitOfCell(text) !== null;

/** What the first bytes of a file look like, and a remark on its form. Fails as `proposeFor`. */
export function shapeOf(
  fileName: string,
  head: Uint8Array,
  isWhole: boolean,
  now: Micros,
): { readonly shape: FileShape; readonly remark: string } {
  const { decimal, keys, remark, ...table } = looksLikeNdjson(head)
    ? ndjsonShape(sniffNdjson(head, isWhole))
    : csvShape(sniffDialect(head, isWhole));
  const { header, rows } = table;
  const time = guessTime(table, now);
  if (time === null) throw noTime(table);
  return { shape: { fileName, header, rows, decimal, time, dialect: keys }, remark };
}

/** The column that speaks most of times, and what stands there: whoever knows the file sees at once what is meant. */
function noTime({ header, rows }: Table): Refusal {
  const named = header.findIndex((name) => /time|date|stamp|zeit|datum/i.test(name));
  const text = rows.map((row) => row[named] ?? '').find((one) => one !== '');
  const shown =
    text === undefined
      ? ''
      : `; ${header[named]} holds texts such as ${quoted(text)}, which no format reads as a time`;
  return new Refusal(
    'invalid',
    'file.no-time',
    `no column of the file holds times that can be read (it has ${listText(
      header.filter((name) => name !== ''),
      ', ',
      30,
    )}): a source needs one, a table without time is no telemetry${shown}`,
  );
}

/** The keys of the source that say how to read a table, and a remark on its form. */
interface TableShape extends Table, Pick<FileShape, 'decimal'> {
  readonly keys: FileShape['dialect'];
  readonly remark: string;
}

function ndjsonShape({ header, rows, lines }: SniffedNdjson): TableShape {
  const remark = `NDJSON, an object a line, ${header.length} members in the first ${rows.length} lines`;
  const table = { header, rows, lines, above: [], delimiter: ',' };
  return { ...table, decimal: '.', keys: { format: 'ndjson' }, remark };
}

function csvShape(sniffed: Sniffed): TableShape {
  const { header, rows, lines, above, dialect } = sniffed;
  const table = { header, rows, lines, above, delimiter: dialect.delimiter };
  return { ...table, decimal: dialect.decimal, keys: dialectKeys(dialect), remark: shapeRemark(sniffed) };
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
  const above = headerLine === 1 ? '' : `, the header on line ${headerLine}`;
  const comments = comment === null ? '' : `, comments after ${comment}`;
  return `${encoding.toUpperCase()}, lines end with ${lineEnds}, ${header.length} columns between ${SEPARATORS[delimiter]}, decimals after ${decimal === '.' ? 'a point' : 'a comma'}${comments}${above}`;
}
