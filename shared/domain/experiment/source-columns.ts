/** What the columns and rows of a source hold: readings and their codes for none, units, channels, times, events. */
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

export const mappedColumn = z
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
export const rowUnit = z
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
export const rowChannel = z
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

export const time = z.strictObject({
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

export const events = z.strictObject({
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
