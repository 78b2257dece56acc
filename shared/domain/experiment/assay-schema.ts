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
    title: 'event or instant',
    examples: ['fixation', '2026-03-05T06:00:00Z'],
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
  tube: words.optional().describe('Tube or well of the sample, such as A3.'),
  fate: words.optional().describe('What became of the sample, such as returned live or frozen on orbit.'),
  fixative: words.optional().describe('Fixative or preservative, such as RNAlater.'),
  timeToFix: duration.optional().describe('Time from the end of culture to the fixative, such as PT5M.'),
  storageCel: z.number().optional().describe('Storage temperature, in °C, such as -80.'),
  storageDays: z.number().min(0).optional().describe('Storage time, in days.'),
  rin: z.number().min(1).max(10).optional().describe('RNA integrity number (RIN), from 1 to 10.'),
};

/** A sample of a file: one library, tube or well name. */
const assaySample = z.strictObject({
  name: words.describe(
    'Name of the sample in the file. For a file of one sample: a pattern of its file name, such as FU1-S1*.',
  ),
  unit: identifier.describe('Id of the culture unit that the sample was taken from, such as FU1.'),
  donor: words
    .optional()
    .describe('Donor of the cells, such as D7. Default: the donor in the culture of the unit.'),
  batch: levels
    .default({})
    .describe('Technical factors of the sample under free names, such as lane, plate, kit or day.'),
  covariates: levels
    .default({})
    .describe('Biological covariates of the sample under free names, such as sex or passage.'),
  ...handling,
  takenAt: takenAt
    .optional()
    .describe(
      'When this sample was taken: an event of its unit or an instant. Default: takenAt of the assay.',
    ),
});

const texts = z.record(words, identifier).optional();

/** A table that says of samples what they are. */
const sheet = z
  .strictObject({
    match: words.describe(
      'File name pattern of the sheet, such as *samples*.csv. * is any text, ? is any one character.',
    ),
    sample: words.describe('Column of the sample names.'),
    unit: words.optional().describe('Column of the culture units. Give unit or arm.'),
    units: texts.describe('Maps a text of the unit column to the id of a unit. Default: the text is the id.'),
    arm: words
      .optional()
      .describe('Column of the arms, if the sheet has no units. Each sample then counts as a unit.'),
    arms: texts.describe('Maps a text of the arm column to the id of an arm. Default: the text is the id.'),
    donor: words.optional().describe('Column of the donors.'),
    batch: z.array(words).default([]).describe('Columns of technical factors, such as lane or kit.'),
    covariates: z.array(words).default([]).describe('Columns of biological covariates, such as sex.'),
    handling: z
      .partialRecord(z.enum(HANDLING), words)
      .default({})
      .describe(
        'Columns that say how samples were handled, by key: { rin: "RIN", fixative: "Preservative" }.',
      ),
  })
  .refine(({ unit, arm }) => unit !== undefined || arm !== undefined, {
    path: ['unit'],
    error: 'expected unit or arm, the column that says where a sample belongs, got neither',
  });

const design = z.strictObject({
  batch: z.array(words).default([]).describe('Technical factors that enter the model, such as [lane].'),
  covariates: z.array(words).default([]).describe('Covariates that enter the model, such as [sex].'),
  paired: z
    .boolean()
    .default(false)
    .describe(
      'Whether every donor must have samples in both arms. Donors shared by arms are blocks in any case.',
    ),
});

const contrast = z
  .strictObject({
    a: identifier.describe('Id of the arm that is compared, such as flight.'),
    b: identifier.describe('Id of the arm that it is compared with, such as ground.'),
  })
  .refine(({ a, b }) => a !== b, { path: ['b'], error: 'expected another arm than a' });
export type Contrast = z.output<typeof contrast>;

const SAMPLES =
  'Samples of the assay: the name in the file and the unit that each comes from. Genes, qPCR and log intensities may have a sheet instead.';

/** What every assay says, whatever is measured. */
const assayKeys = {
  id: identifier.describe('Name of the assay, such as rnaseq. No source has the same id.'),
  match: words.describe(
    'File name pattern of the assay, such as *_counts.csv. * is any text, ? is any one character.',
  ),
  takenAt: takenAt
    .optional()
    .describe(
      'When samples were taken: an event of their unit, such as fixation, or an instant. Without it, each sample says it or nobody knows.',
    ),
  samples: z.array(assaySample).default([]).describe(SAMPLES),
  sheet: sheet.optional().describe('A sample sheet: a table that says what each sample is.'),
  design: design.prefault({}).describe('Factors of the statistical model beside the arm.'),
  contrasts: z
    .array(contrast)
    .min(1, 'expected one contrast at least, or none of this key')
    .optional()
    .describe('Pairs of arms that are compared. Default: every flight arm with every control arm.'),
  equivalence: foldMargin
    .optional()
    .describe(
      'Largest negligible change: { log2: 0.32 } or { ratio: 1.25 }. Without it, nothing is called equivalent.',
    ),
};

const countsAssay = z.strictObject({
  ...assayKeys,
  kind: z
    .literal('counts')
    .describe('counts: read counts of genes, from matrices, STAR, featureCounts, Salmon or NanoString RCC.'),
  strandedness: z
    .enum(['forward', 'reverse', 'unstranded'])
    .optional()
    .describe('Strandedness of the libraries. It selects the column of a STAR file, which needs it.'),
  transcripts: words
    .optional()
    .describe(
      'File name pattern of the map from transcripts to genes, such as tx2gene*.csv. Needed for files of transcripts.',
    ),
  references: z
    .array(words)
    .default([])
    .describe(
      'Housekeeping genes of a NanoString panel, such as [GAPDH]. Default: those that the file marks.',
    ),
});
const intensityAssay = z.strictObject({
  ...assayKeys,
  kind: z.literal('log-intensity').describe('log-intensity: normalized intensities as log2.'),
});
const qpcrAssay = z.strictObject({
  ...assayKeys,
  kind: z.literal('qpcr').describe('qpcr: Ct values of qPCR.'),
  references: z.array(words).default([]).describe('Reference genes, such as [GAPDH, B2M].'),
});

const pitTableAssay = z.strictObject({
  ...{ ...assayKeys, ...pitKeys },
  kind: z.literal('pit-table').describe('pit-table: tables of resorption pits, measured or counted.'),
  samples: z.array(assaySample.extend(sliceKeys)).default([]).describe(SAMPLES),
});

const pitImageAssay = z.strictObject({
  ...{ ...assayKeys, ...imageKeys },
  kind: z
    .literal('pit-image')
    .describe('pit-image: TIFF or PNG images of slices, on which Howship measures pits.'),
  samples: z.array(assaySample.extend(sliceKeys)).default([]).describe(SAMPLES),
});

const endpointAssay = z.strictObject({
  ...{ ...assayKeys, ...endpointKeys },
  kind: z
    .literal('endpoint-table')
    .describe(
      'endpoint-table: long tables of other endpoints, such as telopeptide, cell numbers or bone mineral density.',
    ),
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
      kind === 'pit-image' ? NO_SAMPLES : 'expected samples, or a sheet that tells them, got neither';
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
