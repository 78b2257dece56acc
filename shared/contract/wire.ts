/** Words that every resource shares on the wire. */
import * as z from 'zod';
import { parseDuration } from '../domain/duration.ts';
import { instant, readWith } from '../domain/experiment/scalars.ts';
import { refusedBy } from '../domain/instant-text.ts';
import { parseBound } from '../domain/timeline/elapsed.ts';
import { obeyedIn } from '../domain/words/plain-text.ts';

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

const unconvertedShape = {
  /** UCUM codes; null where no one unit is known. */
  from: z.string().nullable(),
  to: z.string(),
  /** The first 20 of those that are known by name. */
  downlinks: z.array(z.string()),
  /** How many more are known by name. */
  moreDownlinks: z.number().int().optional(),
  sentence: z.string(),
};

/** Samples that stand in no number: they were read in a unit that cannot be converted to the one that is answered. */
export const unconverted = z.array(z.object(unconvertedShape));
export type UnconvertedOnWire = z.infer<typeof unconverted>[number];

/** The same of several units. */
export const unconvertedOfUnits = z.array(z.object({ unit: z.string(), ...unconvertedShape }));

/**
 * Some of the samples in the answer were read by an earlier definition, otherwise than the one in force reads their
 * source: `howship reread --all` reads them again.
 */
export const readUnderOther = z.literal(true).optional();

const assayOnWire = z.object({
  assay: z.string(),
  /** PARTLY: computed without what has not come, what a sheet tells in two ways, or values and slices that do not count. */
  state: z.enum(['AWAITED', 'DUE', 'REFUSED', 'PARTLY', 'COMPUTED', 'UNKNOWN']),
  sentence: z.string(),
});
export type AssayOnWire = z.infer<typeof assayOnWire>;
/** How each assay stands; absent where the definition has none. */
export const assays = z.array(assayOnWire).optional();

/** By what an answer was computed. */
export const computedBy = {
  /** In force when it was computed. */
  definition: z.object({ revision: z.number().int(), sha256: z.string() }),
  /** Version of Howship that computed it. */
  program: z.string(),
};

/** What a list cannot show, because something that is kept of it is damaged: `verify` says more. */
export const damagedSchema = z.object({
  id: z.string(),
  /** Of what is damaged. */
  key: z.string(),
});
export type DamagedOnWire = z.infer<typeof damagedSchema>;

export const damaged = z.array(damagedSchema).optional();

export const noticeSchema = z.object({ code: z.string(), message: z.string() });

/** The ends of a range [from, to) in a query; µs once read. Without one, that side is open. */
export const rangeQuery = {
  from: instant.optional().meta({ description: 'First instant of the range, included.' }),
  to: instant.optional().meta({ description: 'End of the range, not included.' }),
};

const bound = z
  .string(
    'expected an instant such as 2026-03-01T06:00:00Z, or a time since the reference event such as T+60min',
  )
  .transform(readWith(parseBound));

/** Likewise, where a reference event is known: its ends may be times since that. */
export const elapsedRangeQuery = {
  from: bound.optional().meta({
    description:
      "First instant of the range, included: ISO 8601 with its offset on the flight unit's clock, or since the reference event.",
    examples: ['2026-03-01T06:00:00Z', 'T+60min', 'T-2h'],
  }),
  to: bound.optional().meta({
    description: 'End of the range, not included, written likewise.',
    examples: ['2026-03-02T06:00:00Z', 'T+3d', 'T+PT90M'],
  }),
};

/** The values of a parameter that may be repeated, 64 at most. */
export function repeatable<T extends z.ZodType<string, string>>(one: T) {
  return z
    .union([z.string().transform((value) => [value]), z.array(z.string())])
    .pipe(z.array(one).max(64, 'expected it at most 64 times'))
    .optional();
}

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

/** A name of a file may have marks of text direction and signs of any script; controls and half characters it has by mistake. */
export function refuseControls(text: string, context: z.RefinementCtx): void {
  const found = /[\p{Cc}\p{Cs}]/u.exec(text)?.[0];
  if (found === undefined) return;
  const code = `U+${found.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
  const message = `expected a name without control characters, got one with ${code}: rename the file and send it again`;
  context.addIssue({ code: 'custom', message });
}

/** Texts that people read again on a terminal are one line of plain characters. */
export function refuseObeyed(text: string, context: z.RefinementCtx): void {
  const found = obeyedIn(text);
  if (found === null) return;
  const message = `expected one line without control characters or marks of text direction, got ${found}`;
  context.addIssue({ code: 'custom', message });
}
