/** One thing that was looked at before, or while, a stack runs. */
import * as z from 'zod';

/** OK; CARE runs, and may not for long; WRONG does not run, or loses something; NOT_LOOKED_AT says nothing of it. */
export const lookVerdicts = ['OK', 'CARE', 'WRONG', 'NOT_LOOKED_AT'] as const;

export const lookSchema = z.object({
  what: z.string(),
  verdict: z.enum(lookVerdicts),
  /** What was looked at, and what was found. */
  found: z.string(),
  /** What mends it; absent where nothing is to be mended. */
  mend: z.string().optional(),
});
export type Look = z.infer<typeof lookSchema>;
