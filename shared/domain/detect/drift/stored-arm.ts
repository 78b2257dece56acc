/** The state of an arm as JSON. */
import * as z from 'zod';
import { voteSchema } from './whose.ts';

const levelSchema = z.object({ before: z.number(), now: z.number() });

const residualSchema = z.object({
  /** Bytes of the state, in base64. */
  drift: z.string(),
  levels: z.string(),
  choice: z.object({ option: z.number().int(), of: z.array(z.string()).readonly() }).nullable(),
  astray: z.number().int(),
  isExplained: z.boolean(),
  reference: z.number().nullable(),
  gain: z.object({ blocks: z.number().int(), drive: z.number(), rise: z.number() }),
  apart: z.array(z.number()).readonly(),
  sides: z.object({ own: levelSchema, twin: levelSchema }).nullable(),
  vote: voteSchema.nullable(),
});

/** By name of the place. */
export const storedArmSchema = z.record(z.string(), residualSchema);
export type StoredArm = z.infer<typeof storedArmSchema>;
