/** Assays of the definition: what came home in tubes and on plates, and how it is compared. */
import * as z from 'zod';
import { parseInstant } from '../instant.ts';
import { quoted } from '../quoted.ts';
import { Refusal } from '../refusal.ts';
import { endpointKeys } from './endpoint-schema.ts';
import { foldMargin } from './equivalence-schema.ts';
import { imageKeys, NO_SAMPLES, NO_SHEET, pitKeys, sliceKeys } from './pit-schema.ts';
import { duration, identifier, isIdentifier, readWith, words } from './scalars.ts';

const takenAt = z
  .string('expected the name of an event, or an instant such as 2026-03-05T06:00:00Z')
  .meta({
    description: 'When samples were taken: an event of their unit, or an instant.',
    examples: ['fixation'],
  })
  .transform(
    readWith((text): TakenAt => {
      if (/^\d{4}-\d{2}-\d{2}/.test(text)) return { event: null, at: parseInstant(text) };
      if (isIdentifier(text)) return { event: text, at: null };
      const wanted = 'the name of an event, or an instant such as 2026-03-05T06:00:00Z';
      throw new Refusal('invalid', 'assay.taken-at', `expected ${wanted}, got ${quoted(text)}`);
    }),
  );
export type TakenAt =
  | { readonly event: string; readonly at: null }
  | { readonly event: null; readonly at: number };

/** By factor; a level that is a number is a name all the same. */
const levels = z.record(
  words,
  z.union([words, z.number().transform(String)], 'expected text, or a number that is a name'),
);

/** What became of a sample on its way, by the names that sheets give columns for. Numbers are told as such. */
export const HANDLING = ['fate', 'fixative', 'timeToFix', 'storageCel', 'storageDays', 'rin'] as const;
export type Handling = (typeof HANDLING)[number];

const handling = {
  tube: words.optional().describe('Tube or well that it was in.'),
  fate: words.optional().describe('What became of it: returned live, frozen on orbit, lost a day.'),
  fixative: words.optional().describe('What it was fixed or preserved in.'),
  timeToFix: duration.optional().describe('From its end of culture to the fixative.'),
  storageCel: z.number().optional().describe('Temperature at which it was stored, in Cel.'),
  storageDays: z.number().min(0).optional().describe('Days that it was stored.'),
  rin: z.number().min(1).max(10).optional().describe('RNA integrity number.'),
};

/** A sample of a file: one library, tube or well name. */
const assaySample = z.strictObject({
  name: words.describe(
    'As the file names it. Of a file of one sample: its base name, where * is any text and ? any one character.',
  ),
  unit: identifier.describe('Culture unit that it was taken from.'),
  donor: words.optional().describe('Whose cells; absent: the donor that the culture of the unit names.'),
  batch: levels.default({}).describe('What it was handled with: lane, plate, kit, day.'),
  covariates: levels.default({}).describe('What its cells are: sex, passage.'),
  ...handling,
  takenAt: takenAt.optional().describe('Where it is another one than that of the assay.'),
});

const texts = z.record(words, identifier).optional();

/** A table that says of samples what they are. */
const sheet = z
  .strictObject({
    match: words.describe('File names of the sheet: * is any text, ? any one character.'),
    sample: words.describe('Column of the name of the sample.'),
    unit: words.optional().describe('Column of the culture unit.'),
    units: texts.describe('Text of that column to unit; absent: the text is the id.'),
    arm: words
      .optional()
      .describe('Column of the arm, where units are not told: each sample is a unit then.'),
    arms: texts.describe('Text of that column to arm; absent: the text is the id.'),
    donor: words.optional().describe('Column of the donor.'),
    batch: z.array(words).default([]).describe('Columns of what it was handled with.'),
    covariates: z.array(words).default([]).describe('Columns of what its cells are.'),
    handling: z
      .partialRecord(z.enum(HANDLING), words)
      .default({})
      .describe('Columns of how it was handled: fixative, time to fix, storage, RIN.'),
  })
  .refine(({ unit, arm }) => unit !== undefined || arm !== undefined, {
    path: ['unit'],
    error: 'is missing: expected unit or arm, the column that says where a sample belongs',
  });

const design = z.strictObject({
  batch: z.array(words).default([]).describe('What of the batch is a factor of the model.'),
  covariates: z.array(words).default([]).describe('Which covariates are factors of the model.'),
  paired: z
    .boolean()
    .default(false)
    .describe(
      'Whether every donor must have samples in both arms. Donors that arms share are blocks in any case.',
    ),
});

const contrast = z
  .strictObject({ a: identifier, b: identifier })
  .refine(({ a, b }) => a !== b, { path: ['b'], error: 'expected another arm than a' });
export type Contrast = z.output<typeof contrast>;

/** What every assay says, whatever is measured. */
const assayKeys = {
  id: identifier,
  match: words.describe('File names of this assay: * is any text, ? any one character.'),
  takenAt: takenAt.optional().describe('Absent: by sample, or not known.'),
  samples: z.array(assaySample).default([]),
  sheet: sheet.optional(),
  design: design.prefault({}),
  contrasts: z
    .array(contrast)
    .min(1, 'expected one contrast at least, or none of this key')
    .optional()
    .describe('Arms that are compared; absent: every flight arm against every control arm.'),
  equivalence: foldMargin
    .optional()
    .describe('Largest change that counts as none: what is within it is equivalent, and not only not seen.'),
};

const countsAssay = z.strictObject({
  ...assayKeys,
  kind: z
    .literal('counts')
    .describe('How often genes were read: matrices, STAR, featureCounts, Salmon, RCC.'),
  strandedness: z
    .enum(['forward', 'reverse', 'unstranded'])
    .optional()
    .describe('Of the libraries: which column of a STAR file counts.'),
  transcripts: words.optional().describe('File names of the map of transcripts to genes.'),
  references: z
    .array(words)
    .default([])
    .describe('Housekeeping genes of a panel, where others are wanted than the file says.'),
});
const intensityAssay = z.strictObject({
  ...assayKeys,
  kind: z.literal('log-intensity').describe('Logarithms (base 2) of intensities, normalized.'),
});
const qpcrAssay = z.strictObject({
  ...assayKeys,
  kind: z.literal('qpcr').describe('Cycles of threshold.'),
  references: z.array(words).default([]).describe('Reference genes.'),
});

const pitTableAssay = z.strictObject({
  ...{ ...assayKeys, ...pitKeys },
  kind: z.literal('pit-table').describe('Resorption pits: objects that were measured, or counts.'),
  samples: z.array(assaySample.extend(sliceKeys)).default([]),
});

const pitImageAssay = z.strictObject({
  ...{ ...assayKeys, ...imageKeys },
  kind: z.literal('pit-image').describe('Images of slices (TIFF, PNG), on which pits are measured.'),
  samples: z.array(assaySample.extend(sliceKeys)).default([]),
});

const endpointAssay = z.strictObject({
  ...{ ...assayKeys, ...endpointKeys },
  kind: z
    .literal('endpoint-table')
    .describe('Other endpoints as long tables: telopeptide, cells, ALP, bone mineral density.'),
});

export const assaySchema = z
  .discriminatedUnion('kind', [
    countsAssay,
    intensityAssay,
    qpcrAssay,
    pitTableAssay,
    pitImageAssay,
    endpointAssay,
  ])
  .superRefine(({ kind, samples, sheet: table }, context) => {
    // Tables of these name units themselves.
    const isOfUnits = kind === 'pit-table' || kind === 'endpoint-table';
    if (table !== undefined && (isOfUnits || kind === 'pit-image')) {
      context.addIssue({ code: 'custom', path: ['sheet'], message: NO_SHEET });
      return;
    }
    if (isOfUnits || (samples.length === 0) === (table !== undefined)) return;
    const missing =
      kind === 'pit-image' ? NO_SAMPLES : 'is missing: expected samples, or a sheet that tells them';
    const message =
      table === undefined
        ? missing
        : 'expected samples or a sheet, got both: one of them says what a sample is';
    context.addIssue({ code: 'custom', path: ['samples'], message, params: { saysWhatCame: true } });
  });
export type Assay = z.output<typeof assaySchema>;
export type EndpointAssay = Extract<Assay, { readonly kind: 'endpoint-table' }>;

/** Whether its files are of genes: arms are then compared gene by gene. */
export function isOfGenes(assay: Assay): assay is Extract<Assay, { kind: 'counts' | 'log-intensity' }> {
  return assay.kind === 'counts' || assay.kind === 'log-intensity';
}
