import { nearest } from '../../domain/nearest.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import { LONGEST_MONTH_NAME } from './month-name.ts';

/** What a run of letters in a pattern reads. */
export type FieldName =
  | 'year'
  | 'yearOfCentury'
  | 'month'
  | 'monthName'
  | 'day'
  | 'dayOfYear'
  | 'hour'
  | 'hourOfHalfDay'
  | 'hourAndMinute'
  | 'minute'
  | 'second'
  | 'fraction'
  | 'halfDay'
  | 'offset';

/** One step through a text: a field of `least` to `most` characters, or one literal byte. */
export type PatternStep =
  | { readonly kind: 'field'; readonly name: FieldName; readonly least: number; readonly most: number }
  | { readonly kind: 'literal'; readonly byte: number };

interface Letters {
  readonly name: FieldName;
  readonly least: number;
  readonly most: number;
}

/** Digits of a second that anybody writes. */
const MOST_DECIMALS = 20;

/** The runs of letters that a pattern may use; S is a fraction of as many digits as there are, SS and more of so many. */
const FIELDS: Readonly<Record<string, Letters>> = {
  yyyy: { name: 'year', least: 4, most: 4 },
  yy: { name: 'yearOfCentury', least: 2, most: 2 },
  M: { name: 'month', least: 1, most: 2 },
  MM: { name: 'month', least: 2, most: 2 },
  MMM: { name: 'monthName', least: 3, most: 3 },
  MMMM: { name: 'monthName', least: 3, most: LONGEST_MONTH_NAME },
  d: { name: 'day', least: 1, most: 2 },
  dd: { name: 'day', least: 2, most: 2 },
  D: { name: 'dayOfYear', least: 1, most: 3 },
  DDD: { name: 'dayOfYear', least: 3, most: 3 },
  H: { name: 'hour', least: 1, most: 2 },
  HH: { name: 'hour', least: 2, most: 2 },
  h: { name: 'hourOfHalfDay', least: 1, most: 2 },
  hh: { name: 'hourOfHalfDay', least: 2, most: 2 },
  m: { name: 'minute', least: 1, most: 2 },
  mm: { name: 'minute', least: 2, most: 2 },
  s: { name: 'second', least: 1, most: 2 },
  ss: { name: 'second', least: 2, most: 2 },
  a: { name: 'halfDay', least: 2, most: 2 },
  X: { name: 'offset', least: 1, most: 7 },
};

/** Hour and minute without anything between them, and without zeros before them: 5 is 0:05, 905 is 9:05. */
const HOUR_AND_MINUTE: Letters = { name: 'hourAndMinute', least: 1, most: 4 };

/** Letters of other programs for hours that few loggers write: 0 to 11, and 1 to 24. */
const OTHER_HOURS: Readonly<Record<string, string>> = {
  K: 'for a 12-hour clock use h and a (AM/PM), for a 24-hour clock H',
  KK: 'for a 12-hour clock use hh and a (AM/PM), for a 24-hour clock HH',
  k: 'for a 24-hour clock use H',
  kk: 'for a 24-hour clock use HH',
};

/** Letters of other programs for the offset, of which X reads every form. */
const OTHER_OFFSETS = /^(?:XX+|x+|Z+|z+|O+|V+)$/;

/** Each field that says nothing without one of those beside it. */
const NEEDS: readonly (readonly [FieldName, ...FieldName[]])[] = [
  ['month', 'day'],
  ['monthName', 'day'],
  ['day', 'month', 'monthName'],
  ['second', 'minute', 'hourAndMinute'],
  ['fraction', 'second'],
];

/** Pairs that would say the same thing twice. */
const EXCLUDES: readonly (readonly [FieldName, FieldName])[] = [
  ['year', 'yearOfCentury'],
  ['dayOfYear', 'month'],
  ['dayOfYear', 'monthName'],
  ['month', 'monthName'],
  ['hour', 'hourOfHalfDay'],
];

/**
 * Takes a pattern such as `M/d/yyyy H:mm` or `yyyy-DDD'T'HH:mm:ss.SSS` apart. Letters are fields, quoted text and
 * everything else stands for itself, and '' is a quote. A field left out is zero; year and date must be there. `Hmm` is
 * one field, so that 905 is 9:05. `X` is the offset in any of the forms that `offset.ts` reads, and stands last.
 * Fails with `time.format-invalid`, naming the place and the nearest thing that would be right.
 */
export function parsePattern(format: string, field: string): readonly PatternStep[] {
  const steps: PatternStep[] = [];
  for (const [token = ''] of format.matchAll(/'(?:[^']|'')*'|(?<!H)Hmm(?!m)|([A-Za-z])\1*|[\s\S]/gu)) {
    if (token.startsWith("'")) steps.push(...quotedSteps(token, format, field));
    else if (/[A-Za-z]/.test(token)) steps.push(fieldStep(token, format, field));
    else steps.push(...literals(token));
  }
  requireWhole(steps, format, field);
  return steps;
}

function quotedSteps(token: string, format: string, field: string): PatternStep[] {
  if (token === "'") throw invalid(format, field, "the quote ' is not closed");
  return literals(token === "''" ? "'" : token.slice(1, -1).replaceAll("''", "'"));
}

function literals(text: string): PatternStep[] {
  return Array.from(new TextEncoder().encode(text), (byte) => ({ kind: 'literal', byte }));
}

function fieldStep(letters: string, format: string, field: string): PatternStep {
  if (letters === 'S') return { kind: 'field', name: 'fraction', least: 1, most: MOST_DECIMALS };
  if (/^S+$/.test(letters))
    return { kind: 'field', name: 'fraction', least: letters.length, most: letters.length };
  if (letters === 'Hmm') return { kind: 'field', ...HOUR_AND_MINUTE };
  const known = FIELDS[letters];
  if (known !== undefined) return { kind: 'field', ...known };
  const other = OTHER_HOURS[letters];
  if (other !== undefined) throw invalid(format, field, `${letters} is no field here: ${other}`);
  if (OTHER_OFFSETS.test(letters))
    throw invalid(
      format,
      field,
      `${letters} is no field here: X reads an offset in any form (Z, +01, +0100, +01:00)`,
    );
  const near = Object.keys(FIELDS).find((name) => name.startsWith(letters) || letters.startsWith(name));
  const advice = near ?? nearest(letters, Object.keys(FIELDS));
  throw invalid(
    format,
    field,
    `${letters} at character ${format.indexOf(letters) + 1} is no field: ` +
      `${advice === null ? '' : `did you mean ${advice}? `}Text that stands for itself is quoted, '${letters}'`,
  );
}

function requireWhole(steps: readonly PatternStep[], format: string, field: string): void {
  const names = steps.flatMap((step) => (step.kind === 'field' ? [step.name] : []));
  const has = (name: FieldName) => names.includes(name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw invalid(format, field, `the ${twice} is there twice`);
  if (!has('year') && !has('yearOfCentury')) throw invalid(format, field, 'the year (yyyy or yy) is missing');
  if (!has('day') && !has('dayOfYear')) throw invalid(format, field, 'the date (M and d, or DDD) is missing');
  if (has('minute') && !has('hour') && !has('hourOfHalfDay'))
    throw invalid(format, field, 'there are minutes without hours');
  requireHalfDay(steps, format, field);
  const lonely = NEEDS.find(([one, ...others]) => has(one) && !others.some(has));
  const clash = EXCLUDES.find(([one, other]) => has(one) && has(other));
  if (clash !== undefined) {
    const advice = clash[0] === 'dayOfYear' ? ' (D is the day of the year, d that of the month)' : '';
    throw invalid(format, field, `${clash[0]} and ${clash[1]} exclude each other${advice}`);
  }
  if (lonely !== undefined) throw invalid(format, field, `there is ${lonely[0]} without ${lonely[1]}`);
  const offset = steps.findIndex((step) => step.kind === 'field' && step.name === 'offset');
  if (offset >= 0 && offset < steps.length - 1) throw invalid(format, field, 'X, the offset, stands last');
  requireEndsToFields(steps, format, field);
  if ([steps[0], steps.at(-1)].some(isBlank))
    throw invalid(format, field, 'it begins or ends with a blank: those around a cell are left out');
}

/** Half of the times of a 12-hour clock would be 12 h off without its AM or PM. */
function requireHalfDay(steps: readonly PatternStep[], format: string, field: string): void {
  const fields = new Map(
    steps.flatMap((step) => (step.kind === 'field' ? [[step.name, step] as const] : [])),
  );
  const lettersOf = (name: FieldName, letter: string) => letter.repeat(fields.get(name)?.least ?? 0);
  const [half, whole] = [lettersOf('hourOfHalfDay', 'h'), lettersOf('hour', 'H')];
  if (half !== '' && !fields.has('halfDay'))
    throw invalid(
      format,
      field,
      `${half} is a 12-hour clock but the pattern has no AM/PM: add a, or use ${half.toUpperCase()}`,
    );
  if (!fields.has('halfDay') || half !== '') return;
  if (whole === '')
    throw invalid(format, field, 'a is AM or PM of an hour that is missing: add h, or leave out a');
  throw invalid(
    format,
    field,
    `${whole} is a 24-hour clock, which has no AM or PM: use ${whole.toLowerCase()}, or leave out a`,
  );
}

function isBlank(step: PatternStep | undefined): boolean {
  return step?.kind === 'literal' && (step.byte === 32 || step.byte === 9);
}

/** In `Md` nobody can tell where the month ends. */
function requireEndsToFields(steps: readonly PatternStep[], format: string, field: string): void {
  steps.forEach((step, i) => {
    const next = steps[i + 1];
    if (step.kind === 'literal' || step.least === step.most || next === undefined) return;
    if (step.name === 'monthName' ? beginsWithLetter(next) : beginsWithDigit(next))
      throw invalid(
        format,
        field,
        step.name === 'monthName'
          ? 'the name of the month runs into the letters after it'
          : `the ${step.name} of one or more digits runs into the digits after it`,
      );
  });
}

function beginsWithDigit(step: PatternStep): boolean {
  if (step.kind === 'literal') return step.byte >= 48 && step.byte <= 57;
  return step.name !== 'halfDay' && step.name !== 'monthName' && step.name !== 'offset';
}

function beginsWithLetter(step: PatternStep): boolean {
  if (step.kind === 'literal') return /[A-Za-z]/.test(String.fromCharCode(step.byte));
  return step.name === 'halfDay' || step.name === 'monthName' || step.name === 'offset';
}

function invalid(format: string, field: string, reason: string): Refusal {
  return new Refusal(
    'invalid',
    'time.format-invalid',
    `the time format ${quoted(format)} cannot be used: ${reason}`,
    { field },
  );
}
