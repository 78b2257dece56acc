/** The one door to files of qPCR: RDML, exports of instruments, and plain tables of cycles. */
import type { AssayRead } from '../../domain/assay/tables.ts';
import { Refusal } from '../../domain/refusal.ts';
import { refuseForeign } from '../assay/foreign-file.ts';
import { collected, type WholeText, wholeText } from '../assay/whole-text.ts';
import { COMMA, TAB } from '../reading/bytes.ts';
import { isZip, unzip, type ZipMember } from '../zip/unzip.ts';
import { readRdml } from './read-rdml.ts';
import { readWellTable, type WellHeader } from './read-well-table.ts';
import { isWide, readWideCts } from './read-wide-cts.ts';
import { type TextRow, textRows } from './text-rows.ts';
import { wellColumns } from './well-columns.ts';

const DELIMITERS = [TAB, COMMA, 59];
const MOST_RDML_BYTES = 256 * 1024 * 1024;
/** Lines above the table: what an instrument says of itself and of the run. */
const MOST_LINES_ABOVE = 300;

/**
 * What a file is, is told from its content. A Ct is null where the signal never crossed the threshold (Undetermined, NaN,
 * nothing in the export of an instrument). Fails with a Refusal where nothing of the file can be taken in; else records
 * (wells) = those of the table + repeated + rejected.
 *
 * @param chunks the file, unpacked where it was gzip
 */
export async function readQpcrFile(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  fileName: string,
): Promise<AssayRead> {
  const raw = await collected(chunks);
  const member = rdmlMember(raw);
  if (member !== null) return readRdml(new TextDecoder().decode(member.read()));
  refuseForeign(raw, fileName);
  const text = wholeText(raw);
  const head = new TextDecoder('latin1').decode(text.bytes.subarray(0, 2000));
  if (/^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]*?-->\s*)?<(?:\w+:)?rdml[\s>]/.test(head))
    return readRdml(new TextDecoder().decode(text.bytes));
  return readText(text);
}

/** The member that holds the run, which may have any name; null where the bytes are no zip, or one of something else. */
function rdmlMember(raw: Uint8Array): ZipMember | null {
  if (!isZip(raw)) return null;
  const members = unzip(raw, MOST_RDML_BYTES);
  const named = members.find(({ name }) => name === 'rdml_data.xml');
  const xml = members.filter(({ name }) => /\.xml$/i.test(name));
  return (
    named ??
    (xml.length === 1 && !members.some(({ name }) => /^(?:apldbio|xl|word)\//.test(name)) ? xml[0]! : null)
  );
}

function readText(text: WholeText): AssayRead {
  const found = DELIMITERS.map((delimiter) => tableIn(textRows(text, delimiter))).filter(
    (one) => one !== null,
  );
  // The separator that shows most of the columns that are known.
  const [best] = found.toSorted((a, b) => b.known - a.known);
  if (best !== undefined) return readWellTable(text, best.header, best.rows);
  const wide = DELIMITERS.map((delimiter) => textRows(text, delimiter)).find(isWide);
  if (wide !== undefined) return readWideCts(text, wide);
  const sentence =
    'expected a table of wells with a column Ct, Cq or Cp and one of Sample, Target or Well, or a table with a column per target, got neither: export the results with one row per well';
  throw new Refusal('invalid', 'qpcr.no-table', sentence);
}

interface FoundTable {
  readonly header: WellHeader;
  readonly rows: readonly TextRow[];
  readonly known: number;
}

function tableIn(rows: readonly TextRow[]): FoundTable | null {
  for (let at = 0; at < Math.min(rows.length, MOST_LINES_ABOVE); at++) {
    const cells = rows[at]!.cells;
    const columns = cells === null ? null : wellColumns(cells);
    if (cells === null || columns === null) continue;
    const known = Object.values(columns).filter((column) => column !== null).length;
    return { header: { cells, columns }, rows: rows.slice(at + 1), known };
  }
  return null;
}
