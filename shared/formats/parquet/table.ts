import { oncePer } from '../../domain/once-per.ts';
import { holdsTexts, holdsWords, type TableColumn, type WritableColumn } from './column.ts';
import { decodeNumbers, decodeWords } from './decode-chunk.ts';
import { PAGE_VALUES, Stage } from './encode-chunk.ts';
import { encodeColumn } from './encode-column.ts';
import { FileInParts } from './encode-file.ts';
import type { SchemaColumn } from './format.ts';
import { type Extent, extentOf, numberType } from './layout.ts';
import { type OpenChunk, type OpenFile, type OpenGroup, openFile } from './open-file.ts';

/**
 * Encodes a table as a Parquet file; equal input gives equal bytes.
 *
 * @param rowGroups one array of columns a row group: the same columns (name, type, optional; words may differ) in the
 *   same order, of one length within a group. At least one group, which may hold no rows.
 * @param metadata pairs kept in the footer.
 * @throws RangeError where the groups disagree, or a number does not fit its column's type: it would not come back
 *   as the same double.
 */
export function encodeTable(
  rowGroups: readonly (readonly WritableColumn[])[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const table = new TableInParts();
  table.add(rowGroups);
  return table.finish(metadata);
}

/**
 * The same table of row groups that come part by part, of which only the encoded bytes are held: for columns that are
 * laid out in the same way whatever they hold (decimals are not). Fails as `encodeTable` does.
 */
export class TableInParts {
  readonly #file = new FileInParts();
  /** Of the first row group: the others are like it. */
  #first: readonly WritableColumn[] = [];
  #schemas: readonly SchemaColumn[] = [];

  /** Equal arrays of these row groups are encoded once. */
  add(rowGroups: readonly (readonly WritableColumn[])[]): void {
    if (this.#first.length === 0) this.#first = (rowGroups[0] ?? []).map(withoutValues);
    if (this.#first.length === 0) throw new RangeError('a table needs a row group with a column');
    const rows = rowGroups.map(rowsOf);
    for (const [g, group] of rowGroups.entries()) {
      if (group.length === this.#first.length) continue;
      throw new RangeError(`row group ${g} has ${group.length} columns, the first has ${this.#first.length}`);
    }
    const stage = new Stage(Math.min(PAGE_VALUES, Math.max(...rows)));
    const columns = this.#first.map((column, c) => {
      const groups = rowGroups.map((group, g) => sameColumn(column, group[c], g));
      const encoded = encodeColumn(groups, extentsOf(groups), stage);
      if (encoded === null)
        throw new RangeError(`column ${column.name} holds a number that is no ${column.type.kind}`);
      return encoded;
    });
    const schemas = columns.map(({ schema }) => schema);
    if (this.#schemas.length === 0) this.#schemas = schemas;
    for (const [c, schema] of schemas.entries()) refuseOther(this.#schemas[c]!, schema);
    this.#file.add(columns, rows);
  }

  /** Bytes that are no part of the table, behind its row groups so far; gives where they begin. */
  addAside(bytes: Uint8Array): number {
    return this.#file.addAside(bytes);
  }

  finish(metadata: Readonly<Record<string, string>>): Uint8Array {
    return this.#file.finish(metadata);
  }
}

/** What is asked of a column is not its values, which would be held as long as the table is. */
function withoutValues(column: WritableColumn): WritableColumn {
  if (holdsTexts(column)) return { ...column, values: [] };
  return holdsWords(column)
    ? { ...column, values: new Uint8Array(0) }
    : { ...column, values: new Float64Array(0) };
}

function refuseOther(first: SchemaColumn, schema: SchemaColumn): void {
  if (JSON.stringify(first) !== JSON.stringify(schema))
    throw new RangeError(`column ${schema.name} is laid out in two ways in one table`);
}

/** Of arrays that groups share, once. */
function extentsOf(groups: readonly WritableColumn[]): Extent[] {
  const extentOnce = oncePer(extentOf);
  return groups.map(({ values }) => extentOnce(values));
}

function rowsOf(group: readonly WritableColumn[], g: number): number {
  const rows = group[0]?.values.length ?? 0;
  for (const { name, values } of group) {
    if (values.length !== rows) {
      throw new RangeError(
        `row group ${g}: column ${name} has ${values.length} values, the first has ${rows}`,
      );
    }
  }
  return rows;
}

function sameColumn(first: WritableColumn, other: WritableColumn | undefined, g: number): WritableColumn {
  const same =
    other !== undefined &&
    other.name === first.name &&
    other.optional === first.optional &&
    // Each row group has its own dictionary.
    (holdsWords(other) ? holdsWords(first) : JSON.stringify(other.type) === JSON.stringify(first.type));
  if (!same)
    throw new RangeError(`row group ${g} has no column like ${first.name} of row group 0 in its place`);
  return other;
}

export interface Table {
  /** The wanted row groups, each with its wanted columns in the order of the file. */
  readonly rowGroups: readonly (readonly TableColumn[])[];
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Decodes a table that `encodeTable` wrote, to the same doubles; reads the pages of the wanted parts only.
 *
 * @param columns names to read, all where absent; a name that the file does not have is left out.
 * @param rowGroups indices of the row groups to read, all where absent.
 * @throws BadBytes where the bytes are damaged, cut short or from another writer.
 * @throws RangeError for a row group that the file does not have.
 */
export function decodeTable(
  bytes: Uint8Array,
  columns?: readonly string[],
  rowGroups?: readonly number[],
): Table {
  const file = openFile(bytes);
  const wanted = columns === undefined ? null : new Set(columns);
  const groups = rowGroups ?? file.groups.keys();
  const decoded = Array.from(groups, (g) => {
    const group = file.groups[g];
    if (group === undefined) throw new RangeError(`row group ${g} of a file that has ${file.groups.length}`);
    return file.columns.flatMap((column, c) =>
      wanted === null || wanted.has(column.name)
        ? [tableColumn(file, column, group.chunks[c]!, group.rows)]
        : [],
    );
  });
  return { rowGroups: decoded, metadata: file.metadata };
}

/** All columns of one row group. Fails with `BadBytes`. */
export function decodeRowGroup(file: OpenFile, { chunks, rows }: OpenGroup): TableColumn[] {
  return file.columns.map((column, c) => tableColumn(file, column, chunks[c]!, rows));
}

function tableColumn(file: OpenFile, column: SchemaColumn, chunk: OpenChunk, rows: number): TableColumn {
  const { name, optional } = column;
  const all = { rows, from: 0, to: rows };
  if (column.logical.kind === 'text') {
    const { words, values } = decodeWords(file, column, chunk, all);
    return { name, optional, type: { kind: 'words', words }, values };
  }
  return { name, optional, type: numberType(column), values: decodeNumbers(file, column, chunk, all) };
}
