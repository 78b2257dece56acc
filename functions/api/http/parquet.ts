/** Tables as Parquet, with the numbers of the JSON and CSV answers to the bit. */
import { parseInstant } from '../../../shared/domain/instant.ts';
import { Refusal } from '../../../shared/domain/refusal.ts';
import { NO_WORD, type TableColumn } from '../../../shared/formats/parquet/column.ts';
import { encodeTable } from '../../../shared/formats/parquet/table.ts';
import type { Cell, CsvTable } from './csv.ts';

/** What a column of the table holds; `text` has at most 255 different words. A cell that is empty is null. */
export type ColumnType = 'text' | 'timestamp' | 'int32' | 'float64';

/** @param types by the name of the column, all of them */
export function parquetBytes(
  { facts = [], header, rows }: CsvTable,
  types: Readonly<Record<string, ColumnType>>,
): Uint8Array {
  const cells = Array.from(rows);
  const columns = header.map((name, c): TableColumn => {
    const type = types[name];
    const column = cells.map((row) => row[c] ?? null);
    if (type === undefined) throw new Error(`the column ${name} of an answer has no type`);
    if (type === 'text') return wordColumn(name, column);
    const values = Float64Array.from(column, (cell) => numberOf(cell, type));
    return { name, type: { kind: type }, values, optional: column.includes(null) };
  });
  return encodeTable([columns], Object.fromEntries(facts.map(([name, text]) => [`howship.${name}`, text])));
}

type KnownCell = Exclude<Cell, undefined>;

function numberOf(cell: KnownCell, type: ColumnType): number {
  // The formats mark a cell that holds nothing by NaN; no answer holds one.
  if (cell === null) return Number.NaN;
  if (type === 'timestamp') return parseInstant(String(cell));
  return Number(cell);
}

function wordColumn(name: string, column: readonly KnownCell[]): TableColumn {
  const words = [...new Set(column.filter((cell) => cell !== null).map(String))];
  if (words.length > NO_WORD) {
    const sentence = `the column ${name} has ${words.length} different texts, at most ${NO_WORD} fit into Parquet here: ask for less, or for text/csv`;
    throw new Refusal('too-large', 'table.too-many-texts', sentence);
  }
  const places = new Map(words.map((word, i) => [word, i]));
  const values = Uint8Array.from(column, (cell) => (cell === null ? NO_WORD : places.get(String(cell))!));
  // A dictionary has one word at least.
  const type = { kind: 'words', words: words.length === 0 ? [''] : words } as const;
  return { name, type, values, optional: column.includes(null) };
}
