/** Sources of the definition: how a file becomes samples. */
import * as z from 'zod';
import { ORIGINS } from '../telemetry/flags.ts';
import { duration, IS_VALIDITY, identifier, ucumCode, validity, words } from './scalars.ts';

const missingCode = z
  .strictObject({ value: z.number(), ...validity })
  .refine(...IS_VALIDITY)
  .describe('A number that stands for "no reading", bounded in time where it also occurs for real.');

/** What the cells of a column, or the rows of a name, measure. */
const reading = {
  channel: identifier,
  sensor: identifier.optional().describe('Id of the sensor; absent: the primary one.'),
  origin: z.enum(ORIGINS).default('MEASURED'),
  missing: z.array(missingCode).default([]),
  as: ucumCode.optional().describe("The file's unit, converted to the channel's."),
};

const mappedColumn = z.strictObject({ unit: identifier, ...reading });
export type MappedColumn = z.output<typeof mappedColumn>;

const time = z.strictObject({
  column: words,
  formats: z
    .array(words)
    .min(1, 'expected one format at least')
    .default(['ISO8601'])
    .describe(
      'ISO8601, epoch-s, epoch-ms, epoch-us, epoch-ns, or a pattern such as M/d/yyyy H:mm; tried in order.',
    ),
  zone: words.optional().describe('IANA zone of times without offset.'),
  ambiguous: z
    .enum(['REJECT', 'EARLIER', 'LATER'])
    .default('REJECT')
    .describe('Times that the clock showed twice.'),
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

const sourceKeys = {
  id: identifier,
  match: words.describe('File names this source reads: * is any text, ? any one character.'),
  rank: z
    .int()
    .min(1, 'expected 1 or more')
    .default(1)
    .describe('Of two values for one sample the lower rank wins.'),
  format: z.enum(['csv']).default('csv'),
  clock: identifier
    .optional()
    .describe('Name of the clock that stamped the rows; sources that share one say so.'),
  time,
  events: events.optional(),
  ignore: z.array(words).default([]).describe('Columns that are known and not read.'),
  delimiter: z
    .enum([',', ';', '\t', 'tab'])
    .default(',')
    .transform((delimiter) => (delimiter === 'tab' ? ('\t' as const) : delimiter)),
  decimal: z.enum(['.', ',']).default('.').describe('The decimal sign.'),
  comment: words.optional().describe('Lines that begin with this text are skipped.'),
  header: z.int().min(1, 'expected 1 or more').default(1).describe('Line of the header, counted from 1.'),
  encoding: z.enum(['utf-8', 'utf-16']).default('utf-8'),
};

/** A column a channel. */
const wideSource = z.strictObject({
  ...sourceKeys,
  layout: z.literal('wide').default('wide'),
  columns: z.record(words, mappedColumn).refine((columns) => Object.keys(columns).length > 0, {
    error: 'expected one mapped column at least',
  }),
});
export type WideSource = z.output<typeof wideSource>;

/** A row a sample. */
const longSource = z.strictObject({
  ...sourceKeys,
  layout: z.literal('long'),
  rows: z.strictObject({
    unit: z.strictObject({ column: words, names: z.record(words, identifier).optional() }),
    channel: z.strictObject({
      column: words,
      names: z.record(words, z.strictObject(reading)).optional(),
    }),
    value: words.describe('Column of the value.'),
    raw: words.optional().describe('Column of the raw value.'),
  }),
});

export const sourceSchema = z.discriminatedUnion('layout', [wideSource, longSource]);
export type Source = z.output<typeof sourceSchema>;
