/** The numbers of a contrast as a Parquet file. */
import type { GeneTable } from '../../domain/contrast/gene-table.ts';
import { BadBytes } from '../checked/bad-bytes.ts';
import type { NumberColumn, TextColumn } from '../parquet/column.ts';
import { decodeNumbers } from '../parquet/decode-chunk.ts';
import { decodeTexts } from '../parquet/decode-texts.ts';
import { type OpenFile, openFile } from '../parquet/open-file.ts';
import { encodeTable } from '../parquet/table.ts';

/** By their places after the texts. */
const NUMBERS = [
  ...(['log2fc', 'log2fcShrunk', 'se', 'stat', 'pValue', 'adjPValue'] as const),
  ...(['meanA', 'meanB'] as const),
];

/** Equal tables give equal bytes; a number that there is not is a null. */
export function encodeGeneTable(table: GeneTable): Uint8Array {
  const texts = [
    textColumn('gene', table.genes),
    ...(table.symbols === null ? [] : [textColumn('symbol', table.symbols)]),
  ];
  const numbers = NUMBERS.map(
    (name): NumberColumn => ({ name, values: table[name], optional: true, type: { kind: 'float64' } }),
  );
  return encodeTable([[...texts, ...numbers]], {});
}

/** @throws BadBytes where the bytes are damaged, or of another table */
export function decodeGeneTable(bytes: Uint8Array): GeneTable {
  const file = openFile(bytes);
  const names = file.columns.map(({ name }) => name);
  const symbolAt = names.indexOf('symbol');
  const numbers = (name: (typeof NUMBERS)[number]) => numbersAt(file, placeOf(names, name));
  return {
    genes: textsAt(file, placeOf(names, 'gene')),
    symbols: symbolAt < 0 ? null : textsAt(file, symbolAt),
    ...{ log2fc: numbers('log2fc'), log2fcShrunk: numbers('log2fcShrunk') },
    ...{ se: numbers('se'), stat: numbers('stat') },
    ...{ pValue: numbers('pValue'), adjPValue: numbers('adjPValue') },
    ...{ meanA: numbers('meanA'), meanB: numbers('meanB') },
  };
}

function placeOf(names: readonly string[], name: string): number {
  const place = names.indexOf(name);
  if (place < 0) throw new BadBytes('a table of genes', `a column ${name}`, names.join(', '));
  return place;
}

const textColumn = (name: string, values: readonly string[]): TextColumn => ({
  ...{ name, values, optional: false },
  type: { kind: 'text' },
});

function textsAt(file: OpenFile, column: number): string[] {
  return file.groups.flatMap(({ chunks, rows }) =>
    decodeTexts(file, file.columns[column]!, chunks[column]!, rows),
  );
}

function numbersAt(file: OpenFile, column: number): Float64Array {
  const [group] = file.groups;
  if (group === undefined) return new Float64Array(0);
  return decodeNumbers(file, file.columns[column]!, group.chunks[column]!, {
    ...{ rows: group.rows, from: 0, to: group.rows },
  });
}
