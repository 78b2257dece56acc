/** Tables as Parquet, with the numbers of the JSON and CSV answers to the bit. */
import { parseInstant } from '../../../shared/domain/instant.ts';
import { NO_WORD, type WritableColumn } from '../../../shared/formats/parquet/column.ts';
import { encodeTable } from '../../../shared/formats/parquet/table.ts';
import type { Cell, ColumnType, ColumnTypes, CsvTable } from './csv.ts';

/** @param types of all columns */
export function parquetBytes({ facts = [], header, rows }: CsvTable, types: ColumnTypes): Uint8Array {
  const cells = Array.from(rows);
  const columns = header.map((name, c): WritableColumn => {
    const type = typeof types === 'function' ? types(name) : types[name];
    const column = cells.map((row) => row[c] ?? null);
    if (type === undefined) throw new Error(`the column ${name} of an answer has no type`);
    if (type === 'text') return textColumn(name, column);
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

/** A dictionary where it can number the texts, else the texts themselves. */
function textColumn(name: string, column: readonly KnownCell[]): WritableColumn {
  const texts = column.map((cell) => (cell === null ? null : String(cell)));
  const words = [...new Set(texts.filter((text) => text !== null))];
  const optional = texts.includes(null);
  if (words.length > NO_WORD) return { name, type: { kind: 'text' }, values: texts, optional };
  const places = new Map(words.map((word, i) => [word, i]));
  const values = Uint8Array.from(texts, (text) => (text === null ? NO_WORD : places.get(text)!));
  // A dictionary has one word at least.
  const type = { kind: 'words', words: words.length === 0 ? [''] : words } as const;
  return { name, type, values, optional };
}
