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
    { value: z.union([z.number(), missingText]), ...validity },
    {
      error: ({ code }) =>
        code === 'invalid_type' ? 'expected a mapping such as { value: -999 }' : undefined,
    },
  )
  .superRefine(refuseBackwards)
  .describe(
    'A number, or a text such as NAN or ---, that stands for "no reading", bounded in time where it also occurs for real.',
  );
export type MissingCode = z.output<typeof missingCode>;

/** What the cells of a column, or the rows of a name, measure. */
const reading = {
  channel: identifier,
  sensor: identifier.optional().describe('Id of the sensor; absent: the primary one.'),
  origin: z.enum(ORIGINS).default('MEASURED'),
  missing: z.array(missingCode).default([]),
  as: ucumCode.optional().describe("The file's unit, converted to the channel's."),
};
const namedReading = z.strictObject(reading);
export type NamedReading = z.output<typeof namedReading>;

const mappedColumn = z
  .strictObject({
    ...reading,
    unit: identifier.optional().describe('Absent where the rows say the unit.'),
    channel: identifier.optional().describe('Absent where the rows say the channel.'),
  })
  .describe('What a column measures: its unit and its channel, each here or in the rows.');
export type MappedColumn = z.output<typeof mappedColumn>;

const ignoredTexts = z.array(words).default([]).describe('Texts of rows that are known and not read.');
const rowUnit = z
  .strictObject({
    column: words,
    names: z.record(words, identifier).optional().describe('Text to unit; absent: the text is the id.'),
    ignore: ignoredTexts,
  })
  .describe('Column that says which unit a row speaks of.');
const rowChannel = z
  .strictObject({
    column: words,
    names: z
      .record(words, namedReading)
      .optional()
      .describe('Text to what it measures; absent: the text is the id of the channel.'),
    ignore: ignoredTexts,
  })
  .describe('Column that says which channel a row speaks of.');

const epochAbove = z
  .strictObject({
    above: z
      .array(words)
      .min(1)
      .max(4)
      .describe(
        'With what the lines above the header begin that say it: their texts are read with a blank between.',
      ),
    format: words.describe('How their texts are written, as in formats; read in the zone of the times.'),
  })
  .describe('Says that lines above the header of each file say where its counts begin.');

const time = z.strictObject({
  column: z
    .union([words, z.array(words).min(2, 'expected one name, or a list of two or more').max(4)])
    .describe(
      'Column of the time; where it stands in several of a CSV, their names in the order of reading: a format reads their texts with a blank between.',
    ),
  formats: z
    .array(words)
    .min(1, 'expected one format at least')
    .default(['ISO8601'])
    .describe(
      'ISO8601, epoch-s, epoch-ms, epoch-us, epoch-ns, excel-days, or a pattern such as M/d/yyyy H:mm; tried in order.',
    ),
  epoch: z
    .union([instant, epochAbove])
    .optional()
    .describe('Where counts (epoch-s and the like) begin; absent: 1970-01-01T00:00:00Z.'),
  zone: words
    .optional()
    .describe('Zone of times without offset: Area/City, UTC, or an offset such as +05:30.'),
  ambiguous: z
    .enum(['REJECT', 'EARLIER', 'LATER', 'ORDER'])
    .default('REJECT')
    .describe(
      'How to read a time that the clock showed twice when it was set back. ORDER: the first one until the rows step back, then the second.',
    ),
});

const events = z.strictObject({
  column: words,
  names: z
    .record(words, identifier)
    .optional()
    .describe('Cell text to event name; absent: the text is the name.'),
  units: z
    .array(identifier)
    .optional()
    .describe('Units that the events belong to; absent: all of the source.'),
  accuracy: duration.prefault('PT1S'),
  use: z.enum(['CHECK', 'READ']).default('CHECK'),
});

/** What a source says whatever its format. */
const sourceKeys = {
  id: identifier,
  match: words.describe(
    'File names this source reads: * is any text, ? any one character; {unit} is the id of a unit, whose columns those are that name none.',
  ),
  rank: z
    .int()
    .min(1, 'expected 1 or more')
    .default(1)
    .describe('Of two values for one sample the lower rank wins.'),
  clock: identifier
    .optional()
    .describe('Name of the clock that stamped the rows; sources that share one say so.'),
};

/** What files of rows share: cells with names, one of them the time. In NDJSON a member of a line's object is a column. */
const rowKeys = {
  ...sourceKeys,
  time,
  events: events.optional(),
  ignore: z
    .union([z.array(words), z.literal('rest')])
    .default([])
    .describe(
      'Columns that are known and not read; rest: all that are not mapped, which the receipt lists once.',
    ),
};

/** A column a series; or the units, or the channels, in rows, and a column for each of the other. */
const wideKeys = {
  layout: z.literal('wide').default('wide'),
  unit: identifier.optional().describe('Unit of the columns that name none.'),
  rows: z.strictObject({ unit: rowUnit.optional(), channel: rowChannel.optional() }).optional(),
  columns: z
    .record(words, mappedColumn)
    .default({})
    .describe(
      'Mapped columns by header, by several that files may have (Temp|Temperature [°C]), or by position (#3; #3 Temp, whose header begins so); none only where the file brings events alone.',
    ),
};

/** A row a sample. */
const longKeys = {
  layout: z.literal('long'),
  rows: z.strictObject({
    unit: rowUnit,
    channel: rowChannel,
    value: words.describe('Column of the value.'),
    raw: words.optional().describe('Column of the raw value.'),
  }),
};

const csvKeys = {
  ...rowKeys,
  format: z.literal('csv').default('csv'),
  delimiter: z
    .enum([',', ';', '\t', '|', 'tab', 'blanks'])
    .default(',')
    .transform((delimiter) => (delimiter === 'tab' ? ('\t' as const) : delimiter))
    .describe('Separator of cells. blanks: any run of blanks or tabs.'),
  decimal: z.enum(['.', ',']).default('.').describe('The decimal sign.'),
  comment: words.optional().describe('Lines that begin with this text are skipped.'),
  header: z
    .union(
      [z.int().min(1, 'expected 1 or more'), z.literal('none')],
      'expected the number of a line, or none',
    )
    .default(1)
    .describe(
      'Line of the header, counted from 1. none: the files have no line of names, and every column is called by its position (#1, #2).',
    ),
  encoding: z
    .enum(['utf-8', 'utf-16', 'windows-1252'])
    .default('utf-8')
    .describe('windows-1252 reads ISO 8859-1 (Latin-1) too.'),
  lastLine: z
    .literal('whole')
    .optional()
    .describe(
      'whole: the logger writes no line end after its last row. Default: a last row without a line end may be cut in its last cell.',
    ),
  rowsAfterHeader: z
    .int()
    .min(1, 'expected 1 or more')
    .max(100, 'expected 100 or less')
    .optional()
    .describe(
      'Lines between the header (without one: the beginning of the file) and its rows, such as units. They are held against the definition where they name units.',
    ),
  ragged: z
    .literal(true)
    .optional()
    .describe(
      'Rows may lack cells at their end or have blank cells there. Default: every row has as many cells as the header.',
    ),
};
const csvSource = z.discriminatedUnion('layout', [
  z.strictObject({ ...csvKeys, ...wideKeys }),
  z.strictObject({ ...csvKeys, ...longKeys }),
]);
export type CsvSource = z.output<typeof csvSource>;

const ndjsonKeys = {
  ...rowKeys,
  format: z.literal('ndjson').describe('A JSON object a line; its members are the columns.'),
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
    .describe('A zip of records of the SAMS and their headers: rows of t (UTC), x, y and z (g).'),
  time: time.prefault({ column: 't' }),
  columns: wideKeys.columns.transform((columns) =>
    Object.fromEntries(
      Object.entries(columns).map(([name, one]): [string, MappedColumn] => [name, { as: '[g]', ...one }]),
    ),
  ),
});
export type PadSource = z.output<typeof padSource>;

/** A format that is not made of rows (packets, say) comes in as another option here, with keys of its own. */
export const sourceSchema = z.discriminatedUnion('format', [csvSource, ndjsonSource, padSource]);
export type Source = z.output<typeof sourceSchema>;
export type WideSource = Extract<Source, { layout: 'wide' }>;
