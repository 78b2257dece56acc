/** Sources of the definition: how a file becomes samples. */
import * as z from 'zod';
import { identifier, words } from './scalars.ts';
import { events, type MappedColumn, mappedColumn, rowChannel, rowUnit, time } from './source-columns.ts';

/** What a source says whatever its format. */
const sourceKeys = {
  id: identifier.describe('Name of the source, such as logger. Receipts refer to it.'),
  match: words.describe(
    'File name pattern, such as flight-*.csv. * is any text, ? is any one character. {unit} is the id of the unit that wrote the file.',
  ),
  rank: z
    .int()
    .min(1, 'expected 1 or more')
    .default(1)
    .describe(
      'Priority of the source. If two sources give different values for one sample, the lower rank wins.',
    ),
  clock: identifier
    .optional()
    .describe(
      'Name of the clock that stamped the rows, such as chamber-3. Give sources that share a clock the same name.',
    ),
};

/** What files of rows share: cells with names, one of them the time. In NDJSON a member of a line's object is a column. */
const rowKeys = {
  ...sourceKeys,
  time: time.describe('How the time of a row is read.'),
  events: events.optional().describe('Column in which the file names events.'),
  ignore: z
    .union([z.array(words), z.literal('rest')])
    .default([])
    .describe(
      'Headers of columns that are not read, such as [Blank]. rest: all columns that are not mapped; the receipt lists them.',
    ),
};

/** A column a series; or the units, or the channels, in rows, and a column for each of the other. */
const wideKeys = {
  layout: z.literal('wide').default('wide').describe('wide: each mapped column has values.'),
  unit: identifier.optional().describe('Id of the unit that wrote the files. Columns may name another.'),
  rows: z
    .strictObject({ unit: rowUnit.optional(), channel: rowChannel.optional() })
    .optional()
    .describe('Columns that name the unit or the channel of each row.'),
  columns: z
    .record(words, mappedColumn)
    .default({})
    .describe(
      'Columns that are read, by header. A|B: files have one of these headers. #3: the third column. #3 Temp: the third, if its header is Temp, alone or before a bracket, comma or colon.',
    ),
};

/** A row a sample. */
const longKeys = {
  layout: z.literal('long').describe('long: each row has one value, with its unit and channel.'),
  rows: z
    .strictObject({
      unit: rowUnit,
      channel: rowChannel,
      value: words.describe('Header of the column with the value.'),
      raw: words
        .optional()
        .describe('Header of the column with the raw value. It stays in the file and is not stored yet.'),
    })
    .describe('Columns that hold the unit, the channel and the value of each row.'),
};

const csvKeys = {
  ...rowKeys,
  format: z.literal('csv').default('csv').describe('csv: rows of text with separators, plain, gzip or zstd.'),
  delimiter: z
    .enum([',', ';', '\t', '|', 'tab', 'blanks'])
    .default(',')
    .transform((delimiter) => (delimiter === 'tab' ? ('\t' as const) : delimiter))
    .describe('Separator of cells. tab: a tab; blanks: any run of blanks or tabs.'),
  decimal: z.enum(['.', ',']).default('.').describe('Decimal sign of numbers.'),
  comment: words.optional().describe('Lines that begin with this text are skipped, such as "#".'),
  header: z
    .union(
      [z.int().min(1, 'expected 1 or more'), z.literal('none')],
      'expected the number of a line, or none',
    )
    .default(1)
    .describe(
      'Number of the line with the column names, counted from 1. none: files have no such line, and columns are named by position (#1, #2).',
    ),
  encoding: z
    .enum(['utf-8', 'utf-16', 'windows-1252'])
    .default('utf-8')
    .describe('Encoding of the text. windows-1252 includes Latin-1.'),
  lastLine: z
    .literal('whole')
    .optional()
    .describe(
      'whole: the logger writes no line end after its last row. Without it, a last row without a line end gets quality UNCERTAIN.',
    ),
  rowsAfterHeader: z
    .int()
    .min(1, 'expected 1 or more')
    .max(100, 'expected 100 or less')
    .optional()
    .describe(
      'Number of lines between the header and the first row, such as a line of units. A line of units is checked against the definition.',
    ),
  ragged: z
    .literal(true)
    .optional()
    .describe(
      'true: rows may lack cells at their end or have blank ones there. Without it, every row must have as many cells as the header.',
    ),
};
const csvSource = z.discriminatedUnion('layout', [
  z.strictObject({ ...csvKeys, ...wideKeys }),
  z.strictObject({ ...csvKeys, ...longKeys }),
]);
export type CsvSource = z.output<typeof csvSource>;

const ndjsonKeys = {
  ...rowKeys,
  format: z
    .literal('ndjson')
    .describe(
      'ndjson: one JSON object per line; its members are the columns, those of an object within it too (env.temp).',
    ),
};
const ndjsonSource = z.discriminatedUnion('layout', [
  z.strictObject({ ...ndjsonKeys, ...wideKeys }),
  z.strictObject({ ...ndjsonKeys, ...longKeys }),
]);

/** Records say only their axes: units and channels stand here. */
const padSource = z.strictObject({
  ...rowKeys,
  ...wideKeys,
  format: z
    .literal('sams-pad')
    .describe(
      'sams-pad: records of the SAMS and their headers, also zipped, with the columns t (UTC), x, y and z (g).',
    ),
  time: time.prefault({ column: 't' }).describe('How the time of a row is read. Default: the column t.'),
  columns: wideKeys.columns
    .transform((columns) =>
      Object.fromEntries(
        Object.entries(columns).map(([name, one]): [string, MappedColumn] => [name, { as: '[g]', ...one }]),
      ),
    )
    .describe('The axes that are read: x, y and z. Values are in g unless as says otherwise.'),
});
export type PadSource = z.output<typeof padSource>;

/** A format that is not made of rows (packets, say) comes in as another option here, with keys of its own. */
export const sourceSchema = z.discriminatedUnion('format', [csvSource, ndjsonSource, padSource]);
export type Source = z.output<typeof sourceSchema>;
export type WideSource = Extract<Source, { layout: 'wide' }>;
