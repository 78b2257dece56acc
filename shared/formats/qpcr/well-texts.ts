/** The cells of a well as texts, and what they say. */
import type { WellTask } from '../../domain/assay/tables.ts';
import { heldNumber } from '../../domain/held-number.ts';
import { quoted } from '../../domain/quoted.ts';

/** What a cell says, or why it says nothing. */
export type Said<T> = { readonly value: T } | { readonly code: string; readonly message: string };

/** No run has more cycles. */
const MOST_CYCLES = 100;
const NEVER = /^(?:undetermined|undet\.?|no ?c[tqp]|nan|n\/?a|#n\/a|-|none|null|negative)$/i;

/** Null where the signal never crossed the threshold. @param isEmptyMissing whether an empty cell may as well be of a well that nobody measured */
export function ctOf(text: string, isEmptyMissing: boolean): Said<number | null> {
  if (NEVER.test(text) || (text === '' && !isEmptyMissing)) return { value: null };
  if (text === '') {
    const message =
      'expected a cycle, or Undetermined where none was reached, got an empty cell: was the well measured?';
    return { code: 'value.missing', message };
  }
  const ct = decimal(text);
  if (ct === null)
    return {
      code: 'ct.unreadable',
      message: `expected a cycle such as 24.31, or Undetermined, got ${quoted(text)}`,
    };
  if (ct > 0 && ct <= MOST_CYCLES) return { value: ct };
  return {
    code: 'ct.out-of-range',
    message: `expected a cycle above 0 and at most ${MOST_CYCLES}, got ${quoted(text)}`,
  };
}

/** Each task, and how programs call it; a number may follow (`Unkn-01`). */
const TASKS: readonly (readonly [WellTask, RegExp])[] = [
  ['UNKNOWN', /^(?:unkn?|unknown|target|endo|sample|calibrator|)$/],
  ['STANDARD', /^(?:std|standard)$/],
  ['NO_TEMPLATE', /^(?:ntc|ntp|no template(?: control)?|neg(?:ative)?(?: ?c(?:trl|ontrol))?|blank)$/],
  ['NO_REVERSE_TRANSCRIPTASE', /^(?:nrt|nac|no rt|-rt|rt-|minus rt)$/],
  ['POSITIVE', /^(?:pos(?:itive)?(?: ?c(?:trl|ontrol))?|ipc)$/],
];

export function taskOf(text: string): Said<WellTask> {
  const name = text
    .toLowerCase()
    .replaceAll('_', ' ')
    .replace(/[- ]*\d+$/, '')
    .trim();
  const found = TASKS.find(([, names]) => names.test(name));
  if (found !== undefined) return { value: found[0] };
  const message = `expected what the well is for, such as UNKNOWN, STANDARD, NTC or NRT, got ${quoted(text)}`;
  return { code: 'well.task', message };
}

/** @param groups the sign between thousands in this file */
export function quantityOf(text: string, groups: ',' | '.'): Said<number | null> {
  if (text === '' || NEVER.test(text)) return { value: null };
  const isGrouped = new RegExp(`^\\d{1,3}(?:\\${groups}\\d{3})+(?:[.,]\\d+)?$`).test(text);
  const quantity = decimal(isGrouped ? text.replaceAll(groups, '') : text);
  if (quantity !== null && quantity >= 0) return { value: quantity };
  return {
    code: 'quantity.unreadable',
    message: `expected how much was put in, 0 or more, got ${quoted(text)}`,
  };
}

export function isYes(text: string): boolean {
  return /^(?:true|yes|y|1|x|omit(?:ted)?)$/i.test(text);
}

export function isNo(text: string): boolean {
  return /^(?:false|no|n|0)$/i.test(text);
}

/** With a decimal point or a decimal comma; null of what no double holds, too. */
export function decimal(text: string): number | null {
  const held = heldNumber(text);
  return held === 'BEYOND' ? null : held;
}
