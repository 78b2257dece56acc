/** Texts on the wire that a parser of ours must be able to read. */
import * as z from 'zod';
import { parseInstant } from './instant.ts';
import { orRefusal, Refusal } from './refusal.ts';

/** ISO 8601 with offset; answers are always in UTC. */
export const instantText = z
  .string()
  .superRefine(refusedBy(parseInstant))
  .meta({ format: 'date-time', examples: ['2026-03-01T06:00:00Z'] });

/** A check that reports what a parser of the domain refuses, in the parser's own sentence. */
export function refusedBy(
  parse: (text: string) => unknown,
): (text: string, context: z.RefinementCtx) => void {
  return (text, context) => {
    const answer = orRefusal(() => parse(text));
    if (answer instanceof Refusal)
      context.addIssue({ code: 'custom', message: answer.message, params: { saysWhatCame: true } });
  };
}
