/** What people take out of comparisons, as it crosses the wire. */
import * as z from 'zod';
import { EXCLUSION_REASONS, LONGEST_EVIDENCE } from '../domain/exclusion/exclusion.ts';
import { instant } from '../domain/experiment/scalars.ts';
import { instantText } from '../domain/instant-text.ts';
import { identifier, refuseObeyed } from './wire.ts';

const line = z.string().min(1).max(LONGEST_EVIDENCE).superRefine(refuseObeyed);

const evidence = line.meta({
  description: `What shows it: one line, ${LONGEST_EVIDENCE} characters at most.`,
  examples: ['medium in the foam around the chamber, photograph 112'],
});

export const newExclusionSchema = z
  .strictObject({
    unit: identifier.optional().meta({ description: 'The unit to exclude.' }),
    sample: line.optional().meta({ description: 'Or the sample, as the files of assays name it.' }),
    from: instant
      .optional()
      .meta({ description: 'Of a unit: from this time on. Default: from its beginning.' }),
    to: instant.optional().meta({ description: 'Of a unit: up to when; left out, to its end.' }),
    reason: z.enum(EXCLUSION_REASONS).optional(),
    evidence,
    blinded: z.boolean().optional().meta({
      description: 'Whether you do not know yet its results, or its arm. Default: false.',
    }),
    lifts: identifier.optional().meta({ description: 'The id of an exclusion that ends with this.' }),
  })
  .superRefine(({ unit, sample, from, to, reason, lifts, blinded }, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message });
    const named = [unit, sample, lifts].filter((one) => one !== undefined).length;
    if (named !== 1)
      return refuse('unit', `expected one of unit, sample and lifts, got ${named || 'none'} of them`);
    if (lifts !== undefined) {
      if (reason !== undefined)
        refuse('reason', 'what lifts an exclusion has no reason of its own: say why in evidence');
      if (blinded !== undefined) refuse('blinded', 'expected it with an exclusion, not with what lifts one');
    } else if (reason === undefined)
      refuse('reason', `expected one of ${EXCLUSION_REASONS.join(', ')}, got nothing`);
    const hasTime = from !== undefined || to !== undefined;
    if (unit === undefined && hasTime)
      refuse(from === undefined ? 'to' : 'from', 'expected a time with a unit only');
    if (from !== undefined && to !== undefined && from >= to) refuse('to', 'expected an instant after from');
  });
export type NewExclusion = z.output<typeof newExclusionSchema>;

export const exclusionSchema = z.object({
  id: z.string(),
  unit: z.string().optional(),
  sample: z.string().optional(),
  from: instantText.optional(),
  to: instantText.optional(),
  reason: z.enum(EXCLUSION_REASONS).optional(),
  evidence: z.string(),
  blinded: z.boolean().optional(),
  lifts: z.string().optional(),
  /** Id of the entry that ended it; absent while it stands. */
  liftedBy: z.string().optional(),
  /** Why it takes nothing out as yet: what it names is known to nobody; absent where it does. */
  unmet: z.string().optional(),
  at: instantText,
  by: z.string(),
});
export type ExclusionOnWire = z.infer<typeof exclusionSchema>;

export const exclusionsSchema = z.object({ exclusions: z.array(exclusionSchema) });
export type ExclusionsOnWire = z.infer<typeof exclusionsSchema>;
