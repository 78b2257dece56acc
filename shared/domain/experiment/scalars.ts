/** The kinds of text and number that an experiment's definition is made of. */
import * as z from 'zod';
import { parseDuration, parseSignedDuration } from '../duration.ts';
import { parseInstant } from '../instant.ts';
import { quoted } from '../quoted.ts';
import { orRefusal, Refusal } from '../refusal.ts';
import type { Storage } from '../telemetry/frame.ts';
import { isoOf, type Micros } from '../time.ts';

/** A name that may stand in an object key, a file name or a URL as it is. */
const IDENTIFIER = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export const identifier = z
  .string()
  .regex(
    IDENTIFIER,
    'expected a letter or digit, then at most 63 letters, digits, dots, hyphens or underscores',
  )
  .meta({ title: 'id' });

export function isIdentifier(text: string): boolean {
  return IDENTIFIER.test(text);
}

export const words = z.string().min(1, 'expected some text');

export const instant = z
  .string('expected an instant such as 2026-03-01T06:00:00Z')
  .meta({
    title: 'instant',
    description: 'An instant in ISO 8601 with its offset.',
    examples: ['2026-03-01T06:00:00Z'],
  })
  .transform(readWith(parseInstant));

export const duration = z
  .string('expected a duration such as PT20M')
  .meta({
    title: 'duration',
    description: 'An ISO 8601 duration without years and months.',
    examples: ['PT20M', 'P2D'],
  })
  .transform(readWith(parseDuration));

export const positiveDuration = duration.refine((seconds) => seconds > 0, 'expected a duration above zero');

/** Null for `none`: then nothing lasts too long. */
export const durationOrNone = z
  .string('expected a duration such as PT20M, or none')
  .meta({ title: 'duration or none', examples: ['PT20M', 'none'] })
  .transform(readWith((text) => (text === 'none' ? null : parseDuration(text))))
  .refine((seconds) => seconds === null || seconds > 0, 'expected a duration above zero, or none');

export const signedDuration = z
  .string('expected a duration such as PT26H or -PT1H')
  .meta({ title: 'duration, also negative', examples: ['PT26H', '-PT1H'] })
  .transform(readWith(parseSignedDuration));

export const storage = z
  .string('expected decimal(n), float32 or float64')
  .meta({
    title: 'decimal(n), float32 or float64',
    pattern: '^(decimal\\((\\d|1[0-5])\\)|float32|float64)$',
    examples: ['decimal(2)', 'float32'],
  })
  .transform(readWith(parseStorage));

/** Plausible only: whether the code exists and what it converts to is decided where units are converted. */
export const ucumCode = z
  .string('expected a UCUM code such as Cel or "%"')
  .meta({ title: 'UCUM code', examples: ['Cel', '%', '[ppm]', 'mA'] })
  .refine(
    isPlausibleUcum,
    'expected a UCUM code without spaces, in ASCII, its brackets in pairs (Cel for °C, [ppm], %, mA)',
  );

/** `[low, high]`; null leaves that side open. */
export const range = z
  .tuple([z.number().nullable(), z.number().nullable()], 'expected two numbers [low, high]')
  .refine(([low, high]) => low !== null || high !== null, 'expected a bound on one side at least')
  .refine(
    ([low, high]) => low === null || high === null || low < high,
    'expected [low, high] with low below high',
  );
export type Range = z.output<typeof range>;

/** When something holds: from inclusive, to exclusive; an absent side is open. */
export const validity = {
  from: instant
    .optional()
    .describe('Beginning in data time, inclusive, such as 2026-03-01T06:00:00Z. Without it there is none.'),
  to: instant
    .optional()
    .describe('End in data time, exclusive, such as 2026-03-13T06:00:00Z. Without it there is none.'),
};

/** A check of the same: refuses an end that does not come after the beginning, with both. */
export function refuseBackwards(
  { from, to }: { readonly from?: Micros | undefined; readonly to?: Micros | undefined },
  context: z.RefinementCtx,
): void {
  if (from === undefined || to === undefined || from < to) return;
  const message = `expected from before to, got from ${isoOf(from)} to ${isoOf(to)}`;
  context.addIssue({ code: 'custom', message, params: { saysWhatCame: true } });
}

function parseStorage(text: string): Storage {
  if (text === 'float32' || text === 'float64') return { kind: text };
  const scale = /^decimal\((\d|1[0-5])\)$/.exec(text)?.[1];
  if (scale !== undefined) return { kind: 'decimal', scale: Number(scale) };
  throw new Refusal(
    'invalid',
    'storage.invalid',
    `expected decimal(n) with n from 0 to 15, float32 or float64, got ${quoted(text)}`,
  );
}

const CLOSING: Readonly<Record<string, string>> = { '[': ']', '{': '}', '(': ')' };

function isPlausibleUcum(code: string): boolean {
  if (!/^[!-~]+$/.test(code)) return false;
  const open: string[] = [];
  for (const character of code) {
    const closing = CLOSING[character];
    if (closing !== undefined) open.push(closing);
    else if (']})'.includes(character) && open.pop() !== character) return false;
  }
  return open.length === 0;
}

/** A parser that refuses becomes a step of a schema that reports the refusal's sentence. */
export function readWith<T>(parse: (text: string) => T): (text: string, context: z.RefinementCtx) => T {
  return (text, context) => {
    const answer = orRefusal(() => parse(text));
    if (!(answer instanceof Refusal)) return answer;
    context.addIssue({ code: 'custom', message: answer.message, params: { saysWhatCame: true } });
    return z.NEVER;
  };
}
