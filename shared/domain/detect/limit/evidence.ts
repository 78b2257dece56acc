/** What LIMIT and RATE report of an episode. */
import * as z from 'zod';
import { instantText } from '../../instant-text.ts';
import { sideSchema } from './side.ts';

/** What decided, as LIMIT and RATE report it; values in the unit of what was judged. */
export const boundEvidenceSchema = z.object({
  side: sideSchema,
  limit: z.number(),
  /** How far beyond the limit it came at worst. */
  margin: z.number(),
  triggerValue: z.number(),
  mostSevereValue: z.number(),
  currentValue: z.number(),
  /** How many were beyond. */
  samples: z.number(),
  /** When the bound of its severity was first violated; absent where that was at its onset. */
  worseFrom: z.number().optional(),
  /** Of bounds that latch: the last reading beyond, and how many within have followed it. */
  lastBeyond: z.number().optional(),
  readingsWithin: z.number().optional(),
});
export type BoundEvidence = z.infer<typeof boundEvidenceSchema>;

/** The same on the wire. */
export const boundEvidenceOnWireSchema = boundEvidenceSchema.extend({
  worseFrom: instantText.optional(),
  lastBeyond: instantText.optional(),
});
/** Of a LIMIT on a difference: the units whose readings it is the difference of. */
const twins = { twins: z.object({ flight: z.string(), ground: z.string() }).optional() };
export const limitEvidenceSchema = boundEvidenceSchema.extend(twins);
export const limitEvidenceOnWireSchema = boundEvidenceOnWireSchema.extend(twins);

/** Members of the evidence that are instants. */
export const BOUND_INSTANTS = ['worseFrom', 'lastBeyond'] as const;
