/** Words that every resource shares on the wire. */
import * as z from 'zod';
import { parseDuration } from '../domain/duration.ts';
import { instant } from '../domain/experiment/scalars.ts';
import { parseInstant } from '../domain/instant.ts';
import { Refusal } from '../domain/refusal.ts';

/** ISO 8601 with offset; answers are always in UTC. */
export const instantText = z
  .string()
  .superRefine(refusedBy(parseInstant))
  .meta({ format: 'date-time', examples: ['2026-03-01T06:00:00Z'] });

export const durationText = z
  .string()
  .superRefine(refusedBy(parseDuration))
  .meta({ format: 'duration', examples: ['PT20M'] });

/** Identifiers are safe in keys, paths and file names. */
export const identifier = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    'expected a letter or digit, then at most 63 of A-Z a-z 0-9 . _ -',
  );

/** A channel's id, or `channel@sensor` for a redundant sensor. */
export const seriesName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}(@[A-Za-z0-9][A-Za-z0-9._-]{0,63})?$/,
    'expected the id of a channel, or channel@sensor',
  );

export const noticeSchema = z.object({ code: z.string(), message: z.string() });

/** The ends of a range [from, to) in a query; µs once read. Without one, that side is open. */
export const rangeQuery = {
  from: instant.optional().meta({ description: 'First instant of the range, included.' }),
  to: instant.optional().meta({ description: 'End of the range, not included.' }),
};

/** A whole number written in a query. */
export function wholeNumber(least: number, most: number) {
  return z
    .string()
    .meta({
      description: `A whole number from ${least} to ${most}.`,
      pattern: '^[0-9]+$',
      examples: [String(most)],
    })
    .transform((text, context) => {
      const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
      if (number >= least && number <= most) return number;
      context.addIssue({ code: 'custom', message: `expected a whole number from ${least} to ${most}` });
      return z.NEVER;
    });
}

/** A check that reports what a parser of the domain refuses, in the parser's own sentence. */
function refusedBy(parse: (text: string) => unknown): (text: string, context: z.RefinementCtx) => void {
  return (text, context) => {
    try {
      parse(text);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      context.addIssue({ code: 'custom', message: error.message, params: { saysWhatCame: true } });
    }
  };
}
