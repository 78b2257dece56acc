/** The whole document that defines an experiment: one schema for the check, the types and the editors. */
import * as z from 'zod';
import { assaySchema } from './assay-schema.ts';
import { channelSchema } from './channel-schema.ts';
import { gLevelSchema } from './g-level-schema.ts';
import { armSchema, nominalSchema, pairSchema, phaseSchema, unitSchema } from './hardware-schema.ts';
import { duration, identifier, refuseBackwards, validity, words } from './scalars.ts';
import { sensitivitySchema } from './sensitivity-schema.ts';
import { sourceSchema } from './source-schema.ts';

const primarySchema = z
  .union(
    [
      words.transform((endpoint) => ({ endpoint })),
      z.strictObject({ endpoint: words, contrast: words.optional() }),
    ],
    'expected an endpoint, or { endpoint, contrast }',
  )
  .describe('A question that was asked beforehand: an endpoint in one contrast, or (its bare name) in each.');

export const definitionSchema = z
  .strictObject({
    id: identifier,
    title: words.optional(),
    mode: z
      .enum(['FLIGHT', 'REHEARSAL'])
      .default('FLIGHT')
      .describe('A rehearsal never enters flight answers.'),
    reference: identifier.optional().describe('Event that elapsed time counts from.'),
    phases: z.array(phaseSchema).default([]),
    analysis: z
      .strictObject({
        primary: z.array(primarySchema).default([]),
        paired: z.boolean().optional().describe('Whether units are compared by pairs.'),
      })
      .optional()
      .describe('What is compared, frozen before the reference event.'),
    arms: z.array(armSchema).min(1, 'expected one arm at least'),
    units: z.array(unitSchema).min(1, 'expected one unit at least'),
    pairs: z.array(pairSchema).default([]),
    channels: z.array(channelSchema).default([]),
    nominal: z
      .array(nominalSchema)
      .default([])
      .describe(
        'What the channels of a unit settle after: detectors that learn look at nothing meanwhile. Replaces the default of that event.',
      ),
    plausible: z
      .strictObject(validity)
      .refine(({ from, to }) => from !== undefined || to !== undefined, 'expected from, to or both')
      .superRefine(refuseBackwards)
      .optional()
      .describe(
        'Plausible times of the data, from `from` (inclusive) to `to` (exclusive). Default: from 90 days before the first declared event, or any time where none is declared, to one day after the file was received.',
      ),
    contacts: z
      .strictObject({ plan: words.optional(), maxSilence: duration.optional(), latency: duration.optional() })
      .optional(),
    budget: z
      .strictObject({
        falsePages: z
          .number()
          .gt(0, 'expected a number above 0: without a false page no drift is ever found')
          .lt(1, 'expected a number below 1'),
      })
      .optional()
      .describe(
        'How often a unit may page in vain in a mission, all its channels together; 0.05 by default.',
      ),
    gLevel: gLevelSchema
      .optional()
      .describe('What measures the g-level of units: its dose stands beside every comparison of arms.'),
    sources: z.array(sourceSchema).default([]),
    assays: z
      .array(assaySchema)
      .default([])
      .describe('What is measured on samples of the units, and compared by arm.'),
    sensitivities: z
      .array(sensitivitySchema)
      .optional()
      .describe(
        'How much endpoints answer to their surroundings: what a difference of these would explain. Stands before what the field knows of pH.',
      ),
  })
  .refine(({ channels, assays }) => channels?.length !== 0 || assays?.length !== 0, {
    path: ['channels'],
    error: 'is missing: expected one channel or one assay at least',
    params: { saysWhatCame: true },
    // Said with whatever else is wrong; a list that is wrong itself is no list here.
    when: ({ value }) => typeof value === 'object' && value !== null,
  })
  .describe('An experiment: its arms, units, pairs, channels and sources.');

/**
 * A checked definition: field names as written, durations in seconds, instants in µs since the epoch, defaults
 * applied. An optional key that was not written is absent, except where its absence is a decision of its own:
 * `stuckAfter: none` and an undeclared twin margin are null.
 */
export type Definition = z.output<typeof definitionSchema>;
