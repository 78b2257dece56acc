/** The rules by which the times of a file prove that its source says the wrong format: nothing of it can be believed. */
import { Refusal } from '../refusal.ts';
import { isoOf, MICROS_PER_DAY, type Micros } from '../time.ts';
import { countText } from '../words/count.ts';
import type { Leap } from './day-counts.ts';
import type { KindFacts, StepBack } from './file-survey.ts';
import type { TextAt, TimeFacts } from './time-texts.ts';

/** Times of the pattern's form that are none: so many, or this part of all, are no damage of single cells. */
const MISFITS = 3;
const MISFITS_SHARE = 0.01;
/** Of at least so many times at most a third may be unreadable. */
const FEWEST_TIMES = 20;
const MOST_UNREADABLE_SHARE = 1 / 3;
/** A step that is no longer than so many of the file's own median is an ordinary one. */
const ORDINARY = 3;
/** Rows may be lost at the very step at which a clock of twelve hours begins again: so many medians are still one. */
const ACROSS_NOON = 10;
/** Hours 1 to 12. */
const HALF_DAY_HOURS = 0b1_1111_1111_1110;
const MOST_DAYS_EXCHANGED = 12;
const LONGEST_OF_DAY = MICROS_PER_DAY / 3;

/** Null where the texts can be of the source's formats. */
export function wrongFormat(facts: TimeFacts, formats: string): Refusal | null {
  const { times, unreadable, misfits, firstMisfit, firstUnreadable } = facts;
  if (misfits >= MISFITS || (misfits > 0 && misfits >= MISFITS_SHARE * times))
    return refusal(
      firstMisfit,
      `expected times as ${formats}, ${countText(misfits, 'time')} of ${times} ${misfits === 1 ? 'has' : 'have'} this form and a month, day, hour or minute that there is not${placeOf(firstMisfit)}: the format is another one, so that the rest would be read wrongly; nothing was taken in`,
    );
  if (times >= FEWEST_TIMES && unreadable > MOST_UNREADABLE_SHARE * times)
    return refusal(
      firstUnreadable,
      `expected times as ${formats}, ${unreadable} of ${times} cannot be read so${placeOf(firstUnreadable)}: the format is another one; nothing was taken in; correct time.formats of the source (howship source try FILE shows how a file is read)`,
    );
  return null;
}

/** Null where no step back shows a clock of twelve hours; `hours` has bit h set where a text shows the hour h. */
export function twelveHourClock(facts: readonly KindFacts[], hours: number): Refusal | null {
  if (hours === 0 || (hours & ~HALF_DAY_HOURS) !== 0) return null;
  const shown = facts.find(
    (one) => isInOrder(one) && one.halfDayStep !== null && isOrdinary(one.halfDayStep, one.step, ACROSS_NOON),
  );
  const back = shown?.firstBacks[0];
  if (back === undefined) return null;
  return new Refusal(
    'invalid',
    'time.twelve-hour',
    `expected a clock of 24 hours or AM and PM, the hours of the file are all 1 to 12 and step back by about twelve (line ${back.line}, from ${isoOf(back.from)} to ${isoOf(back.to)}): nothing was taken in, because nobody can tell morning from evening; let the logger write 24 hours, or AM and PM (hh:mm a)`,
    { line: back.line },
  );
}

/** What is known of the texts that a file's times have. */
export interface DayAndMonth {
  /** Null where an instant has no other reading. */
  exchanged(at: Micros): Micros | null;
  isPlausible(at: Micros): boolean;
}

/**
 * Null where neither a step back becomes an ordinary step when the day and the month of one of its sides are exchanged,
 * as spreadsheets do with days up to 12, nor all leaps of a month do when both sides are.
 */
export function exchangedDays(
  facts: readonly KindFacts[],
  leaps: readonly Leap[],
  texts: DayAndMonth,
): Refusal | null {
  for (const one of facts) {
    if (!isInOrder(one)) continue;
    const back = one.firstBacks.find((step) => isExchanged(step, one.step, texts));
    if (back !== undefined) return exchangedRefusal(back, 'ascend', 'back to', 'one of the two');
  }
  const step = facts.reduce<Micros | null>((most, one) => Math.max(most ?? 0, one.step ?? 0), null);
  const [leap] = leaps;
  if (leap === undefined || !leaps.every((one) => isDayThatLeaps(one, step, texts))) return null;
  return exchangedRefusal(leap, 'go on day by day', 'to', 'both');
}

function exchangedRefusal({ line, from, to }: StepBack, how: string, leads: string, which: string): Refusal {
  return new Refusal(
    'invalid',
    'time.day-and-month',
    `expected times that ${how}, on line ${line} they step from ${isoOf(from)} ${leads} ${isoOf(to)}, and would go on if the day and the month of ${which} were exchanged, as spreadsheets do with days up to 12: nothing was taken in; send the file as the logger wrote it`,
    { line },
  );
}

function isExchanged({ from, to }: StepBack, step: Micros | null, texts: DayAndMonth): boolean {
  const [before, after] = [texts.exchanged(from), texts.exchanged(to)];
  return (
    (before !== null && goesOn(before, to, step, texts)) ||
    (after !== null && goesOn(from, after, step, texts))
  );
}

/** Of rows that are a third of a day apart or more it can be chance. */
function isDayThatLeaps({ from, to }: Leap, step: Micros | null, { exchanged }: DayAndMonth): boolean {
  if (step === null || step > LONGEST_OF_DAY) return false;
  const [before, after] = [exchanged(from), exchanged(to)];
  if (before === null || after === null) return false;
  return isOrdinary(after - before, step);
}

/** Whether an ordinary step leads on; whole days between may lack whose rows were shown at times that are rejected. */
function goesOn(from: Micros, to: Micros, step: Micros | null, texts: DayAndMonth): boolean {
  for (let days = 0; days <= MOST_DAYS_EXCHANGED; days++) {
    const day = from + days * MICROS_PER_DAY;
    const shown = days === 0 ? null : texts.exchanged(day);
    if (days > 0 && (shown === null || texts.isPlausible(shown))) return false;
    if (isOrdinary(to - day, step)) return true;
  }
  return false;
}

/** Rows in no order step back by anything; here two of three steps lead forwards at least. */
function isInOrder({ rows, stepsBack }: KindFacts): boolean {
  return stepsBack > 0 && rows - 1 - stepsBack >= 2 * stepsBack;
}

function isOrdinary(step: Micros, median: Micros | null, most: number = ORDINARY): boolean {
  return median !== null && step > 0 && step <= most * median;
}

function refusal(first: TextAt | null, sentence: string): Refusal {
  return new Refusal('invalid', 'time.format-wrong', sentence, first === null ? {} : { line: first.line });
}

function placeOf(first: TextAt | null): string {
  return first === null ? '' : ` (first: line ${first.line}, ${JSON.stringify(first.text)})`;
}
