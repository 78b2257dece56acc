/** The whole document that defines an experiment: one schema for the check, the types and the editors. */

import * as z from 'zod';
import { typedCommand } from '../words/typed-command.ts';
import { assaySchema } from './assay-schema.ts';
import { channelSchema } from './channel-schema.ts';
import { gLevelSchema } from './g-level-schema.ts';
import { armSchema, nominalSchema, pairSchema, phaseSchema, unitSchema } from './hardware-schema.ts';
import { duration, identifier, positiveDuration, refuseBackwards, validity, words } from './scalars.ts';
import { sensitivitySchema } from './sensitivity-schema.ts';
import { sourceSchema } from './source-schema.ts';

const primarySchema = z
  .union(
    [
      words.transform((endpoint) => ({ endpoint })),
      z.strictObject({
        endpoint: words.describe('Channel, gene or endpoint of an assay, such as pits or CTSK.'),
        contrast: words
          .optional()
          .describe('Contrast in which it is asked, such as flight-v-ground. Default: every contrast.'),
      }),
    ],
    'expected an endpoint, or { endpoint, contrast }',
  )
  .describe('One primary question: an endpoint in every contrast (such as pits), or { endpoint, contrast }.');

export const definitionSchema = z
  .strictObject({
    id: identifier.describe('Name of the experiment in commands and URLs, such as osteo-m3.'),
    title: words.optional().describe('Title for people, such as "Osteoclast resorption". Default: the id.'),
    mode: z
      .enum(['FLIGHT', 'REHEARSAL'])
      .default('FLIGHT')
      .describe(
        'Whether this is a flight or a rehearsal on the ground. Data of a rehearsal never enter answers about a flight.',
      ),
    reference: identifier
      .optional()
      .describe(
        'Name of the event that elapsed time counts from, such as activation. Without it, twins are aligned by clock time and plannedDelay.',
      ),
    phases: z
      .array(phaseSchema)
      .default([])
      .describe(
        'Phases, each from one event to another, such as stowage and culture. Without phases all time is armed.',
      ),
    analysis: z
      .strictObject({
        primary: z
          .array(primarySchema)
          .default([])
          .describe(
            'Primary questions, such as [pits, CTSK]. Their p-values are adjusted by Holm; all others are exploratory.',
          ),
        paired: z
          .boolean()
          .optional()
          .describe('Whether the units of each pair are compared with each other. Default: false.'),
      })
      .optional()
      .describe('What is asked of the experiment. Fix it before the reference event.'),
    arms: z
      .array(armSchema)
      .min(1, 'expected one arm at least')
      .describe('Conditions that are compared, such as flight and ground.'),
    units: z
      .array(unitSchema)
      .min(1, 'expected one unit at least')
      .describe('Culture units: the pieces of hardware that flew or stood on the ground.'),
    pairs: z.array(pairSchema).default([]).describe('Twins: a flight unit and its ground unit.'),
    channels: z
      .array(channelSchema)
      .default([])
      .describe(
        'What is measured, in which unit, how often, and what is nominal. A definition needs a channel or an assay.',
      ),
    nominal: z
      .array(nominalSchema)
      .default([])
      .describe(
        'Events that disturb channels, such as medium-exchange. Detectors that learn wait until the channels have settled. An entry replaces the default for its event.',
      ),
    plausible: z
      .strictObject(validity)
      .refine(({ from, to }) => from !== undefined || to !== undefined, 'expected from, to or both')
      .superRefine(refuseBackwards)
      .optional()
      .describe(
        'Plausible times of samples; others are rejected. Default: from 90 days before the first declared event (none declared: any time) to one day after the file arrived.',
      ),
    contacts: z
      .strictObject({
        plan: words
          .optional()
          .describe(
            `File of the contact plan beside the definition, such as contacts.csv. ${typedCommand('experiment apply')} sends it too.`,
          ),
        maxSilence: duration
          .optional()
          .describe(
            'How long after a contact and its latency new data may be missing before SILENCE is raised, such as PT6H. Without it SILENCE is never raised.',
          ),
        latency: duration
          .optional()
          .describe(
            'How long data may take to arrive after loss of signal, such as PT12H. Before that, nothing counts as lost. Default: PT0S.',
          ),
      })
      .optional()
      .describe('When ground stations hear the payload, and how long its data take.'),
    onboard: z
      .strictObject({
        retention: positiveDuration.describe(
          'How long the payload keeps a sample before it writes over it, such as PT72H. The re-downlink list then says until when to ask.',
        ),
      })
      .optional()
      .describe(
        'What the payload does with its data aboard. Without it nobody can say when missing data are overwritten.',
      ),
    budget: z
      .strictObject({
        falsePages: z
          .number()
          .gt(0, 'expected a number above 0: without a false page no drift is ever found')
          .lt(1, 'expected a number below 1')
          .describe('Expected number of false pages per unit and mission, over all channels, such as 0.05.'),
      })
      .optional()
      .describe(
        'How many false alarms drift detection may cost. Default: 0.05 false pages per unit and mission.',
      ),
    gLevel: gLevelSchema
      .optional()
      .describe(
        'Channels that measure the g-level of units. Every comparison of arms then states the g-levels.',
      ),
    sources: z
      .array(sourceSchema)
      .default([])
      .describe('How files become samples: one source per kind of file.'),
    assays: z
      .array(assaySchema)
      .default([])
      .describe('What is measured on samples of the units: genes, qPCR, pits, images, other endpoints.'),
    sensitivities: z
      .array(sensitivitySchema)
      .optional()
      .describe(
        'How strongly endpoints respond to their environment, as you measured it. Used instead of published values to say what a difference would explain.',
      ),
  })
  .refine(({ channels, assays }) => channels?.length !== 0 || assays?.length !== 0, {
    path: ['channels'],
    error: 'expected at least one channel or one assay, got none',
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
