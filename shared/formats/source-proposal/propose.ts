import { Document } from 'yaml';
import type { Definition } from '../../domain/experiment/definition.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type FileShape, proposeSource } from '../../domain/source-proposal/propose-source.ts';
import { isoOf } from '../../domain/time.ts';
import type { CsvDialect } from '../csv/csv.ts';
import { type Sniffed, sniffDialect } from '../csv/sniff-dialect.ts';
import { guessTime, strangeCounts } from './guess-time.ts';
import { looksLikeNdjson, type SniffedNdjson, sniffNdjson } from './sniff-ndjson.ts';

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
): ProposedSource {
  const { header, rows, decimal, keys, shape } = looksLikeNdjson(head)
    ? ndjsonShape(sniffNdjson(head, isWhole))
    : csvShape(sniffDialect(head, isWhole));
  const time = guessTime(header, rows);
  const counts = time === null ? strangeCounts(header, rows) : null;
  if (time === null)
    throw new Refusal(
      'invalid',
      'file.no-time',
      `no column of the file holds times that can be read (it has ${header.filter((name) => name !== '').join(', ')}): a source needs one, a table without time is no telemetry${counts === null ? '' : `; ${counts.column} looks like seconds since 1904 (LabVIEW), the first row then is of ${isoOf(counts.since1904)}: no format reads such counts, export the times as dates or as seconds since 1970`}`,
    );
  const { source, remarks } = proposeSource(definition, {
    fileName,
    header,
    rows,
    decimal,
    time,
    dialect: keys,
  });
  const document = new Document([source]);
  return {
    source,
    yaml: document.toString({ lineWidth: 110, flowCollectionPadding: true }),
    remarks: [shape, ...remarks],
  };
}

/** What both formats come to: a table of texts, the keys of the source that say how to read it, and a remark. */
interface TableShape extends Pick<FileShape, 'header' | 'rows' | 'decimal'> {
  readonly keys: FileShape['dialect'];
  readonly shape: string;
}

function ndjsonShape({ header, rows }: SniffedNdjson): TableShape {
  const shape = `NDJSON, an object a line, ${header.length} members in the first ${rows.length} lines`;
  return { header, rows, decimal: '.', keys: { format: 'ndjson' }, shape };
}

function csvShape(sniffed: Sniffed): TableShape {
  const { header, rows, dialect } = sniffed;
  return { header, rows, decimal: dialect.decimal, keys: dialectKeys(dialect), shape: shapeRemark(sniffed) };
}

/** What differs from a source's defaults. */
function dialectKeys(dialect: CsvDialect): Record<string, string | number> {
  return {
    ...(dialect.delimiter === ','
      ? {}
      : { delimiter: dialect.delimiter === '\t' ? 'tab' : dialect.delimiter }),
    ...(dialect.decimal === '.' ? {} : { decimal: dialect.decimal }),
    ...(dialect.comment === null ? {} : { comment: dialect.comment }),
    ...(dialect.headerLine === 1 ? {} : { header: dialect.headerLine }),
    ...(dialect.encoding === 'utf-8' ? {} : { encoding: dialect.encoding }),
  };
}

const SEPARATORS = { ',': 'commas', ';': 'semicolons', '\t': 'tabs' } as const;

function shapeRemark({ dialect, lineEnds, header }: Sniffed): string {
  const { delimiter, decimal, encoding, comment, headerLine } = dialect;
  const above = headerLine === 1 ? '' : `, the header on line ${headerLine}`;
  const comments = comment === null ? '' : `, comments after ${comment}`;
  return `${encoding.toUpperCase()}, lines end with ${lineEnds}, ${header.length} columns between ${SEPARATORS[delimiter]}, decimals after ${decimal === '.' ? 'a point' : 'a comma'}${comments}${above}`;
}
