/** A table of an assay as a Parquet file: what DuckDB and pandas open, and what is read again here. */
import * as z from 'zod';
import type { AssayTable, ExpressionTable, SheetTable } from '../../domain/assay/tables.ts';
import { BadBytes } from '../checked/bad-bytes.ts';
import type { NumberColumn } from '../parquet/column.ts';
import { decodeNumbers } from '../parquet/decode-chunk.ts';
import { decodeTexts } from '../parquet/decode-texts.ts';
import { type OpenFile, openFile } from '../parquet/open-file.ts';
import { encodeTable } from '../parquet/table.ts';
import { decodePits, pitAbout, pitAboutSchema, pitColumns } from './pit-table-columns.ts';
import { numbers, texts } from './table-columns.ts';
import { decodeWells, descriptionsOf, wellColumns } from './well-table-columns.ts';

/** Key of the metadata that says what the columns are. */
const ABOUT = 'howship.assay';

const aboutSchema = z.discriminatedUnion('table', [
  z.object({
    table: z.literal('expression'),
    scale: z.enum(['counts', 'log2']),
    feature: z.enum(['gene', 'transcript', 'probe']),
    hasSymbols: z.boolean(),
    hasClasses: z.boolean(),
    samples: z.array(z.string()),
  }),
  z.object({
    table: z.literal('wells'),
    descriptions: z.array(z.tuple([z.string(), z.string()])).optional(),
  }),
  z.object({
    table: z.literal('sheet'),
    columns: z.array(z.string()),
    /** Whether a column more has the lines of the rows; absent in sheets, and in tables of before. */
    hasLines: z.literal(true).optional(),
  }),
  pitAboutSchema,
]);

/** Equal tables give equal bytes. */
export function encodeAssayTable(table: AssayTable): Uint8Array {
  switch (table.table) {
    case 'expression':
      return encodeExpression(table);
    case 'wells':
      return encodeTable([wellColumns(table.wells)], about({ table: 'wells', ...descriptionsOf(table) }));
    case 'sheet':
      return encodeSheet(table);
    case 'pits':
      return encodeTable([pitColumns(table)], about(pitAbout(table)));
  }
}

/** @throws BadBytes where the bytes are damaged, or from another writer */
export function decodeAssayTable(bytes: Uint8Array): AssayTable {
  const file = openFile(bytes);
  const told = aboutSchema.safeParse(JSON.parse(file.metadata[ABOUT] ?? 'null'));
  if (!told.success)
    throw new BadBytes('the footer', `${ABOUT}, what the columns are`, 'a file that says no assay');
  switch (told.data.table) {
    case 'expression':
      return decodeExpression(file, told.data);
    case 'wells':
      return {
        ...{
          table: 'wells',
          wells: decodeWells(
            (column) => textsAt(file, column),
            (column) => numbersAt(file, column),
          ),
        },
        ...(told.data.descriptions && { descriptions: new Map(told.data.descriptions) }),
      };
    case 'sheet':
      return decodeSheet(file, told.data);
    case 'pits': {
      const { images, hasOsteoclasts, hasSubstrates, hasLines, ...kind } = told.data;
      return {
        ...kind,
        ...(images !== undefined && { images }),
        ...decodePits(
          (column) => textsAt(file, column),
          (column) => numbersAt(file, column),
          { hasOsteoclasts, hasSubstrates, hasLines },
        ),
      };
    }
  }
}

function encodeSheet({ columns, rows, lines }: SheetTable): Uint8Array {
  const cells = columns.map((name, c) =>
    texts(
      name,
      rows.map((row) => row[c] ?? ''),
    ),
  );
  const places = lines === undefined ? [] : [numbers('line', lines)];
  return encodeTable(
    [[...cells, ...places]],
    about({ table: 'sheet', columns: [...columns], ...(lines !== undefined && { hasLines: true }) }),
  );
}

function decodeSheet(
  file: OpenFile,
  { columns, hasLines }: Extract<z.infer<typeof aboutSchema>, { table: 'sheet' }>,
): SheetTable {
  const cells = columns.map((_, c) => textsAt(file, c));
  const rows = Array.from(cells[0] ?? [], (_, r) => cells.map((column) => column[r]!));
  const lines = hasLines === true ? [...numbersAt(file, columns.length)] : null;
  return { table: 'sheet', columns, rows, ...(lines !== null && { lines }) };
}

function encodeExpression({
  features,
  symbols,
  classes,
  samples,
  values,
  ...kind
}: ExpressionTable): Uint8Array {
  const columns = samples.map((name, s): NumberColumn => {
    const own = new Float64Array(features.length);
    for (let f = 0; f < own.length; f++) own[f] = values[f * samples.length + s]!;
    return { name, values: own, optional: true, type: { kind: 'float64' } };
  });
  const words = [
    texts('feature', features),
    ...(symbols === null ? [] : [texts('symbol', symbols)]),
    ...(classes === null ? [] : [texts('class', classes)]),
  ];
  return encodeTable(
    [[...words, ...columns]],
    about({ ...kind, hasSymbols: symbols !== null, hasClasses: classes !== null, samples: [...samples] }),
  );
}

function decodeExpression(
  file: OpenFile,
  told: Extract<z.infer<typeof aboutSchema>, { table: 'expression' }>,
): ExpressionTable {
  const { hasSymbols, hasClasses, samples, ...kind } = told;
  let column = 0;
  const features = textsAt(file, column++);
  const symbols = hasSymbols ? textsAt(file, column++) : null;
  const classes = hasClasses ? textsAt(file, column++) : null;
  const values = new Float64Array(features.length * samples.length);
  for (let s = 0; s < samples.length; s++) {
    const own = numbersAt(file, column + s);
    for (let f = 0; f < own.length; f++) values[f * samples.length + s] = own[f]!;
  }
  return { ...kind, features, symbols, classes, samples, values };
}

const about = (told: z.infer<typeof aboutSchema>) => ({ [ABOUT]: JSON.stringify(told) });

function textsAt(file: OpenFile, column: number): string[] {
  return file.groups.flatMap(({ chunks, rows }) =>
    decodeTexts(file, file.columns[column]!, chunks[column]!, rows),
  );
}

function numbersAt(file: OpenFile, column: number): Float64Array {
  const [group] = file.groups;
  if (group === undefined) return new Float64Array(0);
  const range = { rows: group.rows, from: 0, to: group.rows };
  return decodeNumbers(file, file.columns[column]!, group.chunks[column]!, range);
}
