/** Sources of the definition: how a file becomes samples. */
import * as z from 'zod';
import { ORIGINS } from '../telemetry/flags.ts';
import { duration, identifier, instant, refuseBackwards, ucumCode, validity, words } from './scalars.ts';

const missingText = words.refine(
  (text) => text.trim() !== '' && !Number.isFinite(Number(text.trim())),
  'expected a text that is no number: a number stands here without quotes, and an empty cell is no sample anyway',
);

const missingCode = z
  .strictObject(
    {
      value: z
        .union([z.number(), missingText])
        .describe('The code: a number such as -999, or a text such as NAN or ---.'),
      ...validity,
    },
    {
      error: ({ code }) =>
        code === 'invalid_type' ? 'expected a mapping such as { value: -999 }' : undefined,
    },
  )
  .superRefine(refuseBackwards)
  .describe(
    'A value that means "no reading". Give from and to if the same value is also a real reading at other times.',
  );
export type MissingCode = z.output<typeof missingCode>;

/** What the cells of a column, or the rows of a name, measure. */
const reading = {
  channel: identifier.describe('Id of the channel, such as temperature.'),
  sensor: identifier
    .optional()
    .describe('Id of the sensor, such as T2. Default: the primary sensor of the channel.'),
  origin: z
    .enum(ORIGINS)
    .default('MEASURED')
    .describe('Where the values come from. Detectors judge only MEASURED, DERIVED and SIMULATED values.'),
  missing: z
    .array(missingCode)
    .default([])
    .describe('Values that mean "no reading", such as [{ value: -999 }].'),
  as: ucumCode
    .optional()
    .describe(
      'Unit in the file, as a UCUM code such as [degF]. Values are converted. Default: the unit of the channel.',
    ),
};
const namedReading = z.strictObject(reading);
export type NamedReading = z.output<typeof namedReading>;

const mappedColumn = z
  .strictObject({
    ...reading,
    unit: identifier
      .optional()
      .describe(
        'Id of the culture unit, such as FU1. Default: the unit of the source, or the one that the row names.',
      ),
    channel: identifier
      .optional()
      .describe('Id of the channel, such as temperature. Leave it out where rows name the channel.'),
  })
  .describe('What a column measures: its culture unit and its channel.');
export type MappedColumn = z.output<typeof mappedColumn>;

const ignoredTexts = z.array(words).default([]).describe('Texts of this column whose rows are not read.');
const rowUnit = z
  .strictObject({
    column: words.describe('Header of the column that names the culture unit.'),
    names: z
      .record(words, identifier)
      .optional()
      .describe(
        'Maps a text of the column to the id of a unit, such as { A: FU1 }. Default: the text is the id.',
      ),
    ignore: ignoredTexts,
  })
  .describe('Column that names the culture unit of each row.');
const rowChannel = z
  .strictObject({
    column: words.describe('Header of the column that names the channel.'),
    names: z
      .record(words, namedReading)
      .optional()
      .describe('Maps a text of the column to what it measures. Default: the text is the id of the channel.'),
    ignore: ignoredTexts,
  })
  .describe('Column that names the channel of each row.');

const epochAbove = z
  .strictObject({
    above: z
      .array(words)
      .min(1)
      .max(4)
      .describe(
        'First words of the lines above the header that state the epoch, such as [Date, Time]. What follows these words is joined with a blank.',
      ),
    format: words.describe(
      'How the epoch is written, as in formats, such as yyyy/MM/dd HH:mm:ss. It is read in the zone of the times.',
    ),
  })
  .describe('Epoch that each file states in lines above its header.');

const time = z.strictObject({
  column: z
    .union([words, z.array(words).min(2, 'expected one name, or a list of two or more').max(4)])
    .describe(
      'Header of the time column. For date and time in separate columns a list, such as [Date, Time]: their texts are joined with a blank.',
    ),
  formats: z
    .array(words)
    .min(1, 'expected one format at least')
    .default(['ISO8601'])
    .describe(
      'Formats of the time, tried in order: ISO8601, epoch-s, epoch-ms, epoch-us, epoch-ns, excel-days, or a pattern such as M/d/yyyy H:mm.',
    ),
  epoch: z
    .union([instant, epochAbove])
    .optional()
    .describe('Where the counts of epoch-s, -ms, -us and -ns begin. Default: 1970-01-01T00:00:00Z.'),
  zone: words
    .optional()
    .describe(
      'Time zone of times without an offset: UTC, Europe/Berlin or +05:30. Without it, such times are refused.',
    ),
  ambiguous: z
    .enum(['REJECT', 'EARLIER', 'LATER', 'ORDER'])
    .default('REJECT')
    .describe(
      'How to read a time that the clock shows twice when it is set back. ORDER: the first one until rows step back, then the second.',
    ),
});

const events = z.strictObject({
  column: words.describe('Header of the column with the events, such as Mission_Milestone.'),
  names: z
    .record(words, identifier)
    .optional()
    .describe('Maps a text of the column to the name of an event. Default: the text is the name.'),
  units: z
    .array(identifier)
    .optional()
    .describe('Ids of the units that the events belong to. Default: all units of the source.'),
  accuracy: duration
    .prefault('PT1S')
    .describe('How far the true time may be from that of the row, either way, such as PT5M.'),
  use: z
    .enum(['CHECK', 'READ'])
    .default('CHECK')
    .describe('CHECK: warn where an event differs from the known one. READ: record the events of the file.'),
});

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
