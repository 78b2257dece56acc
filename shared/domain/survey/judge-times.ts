/** The rules by which the times of a file prove that its source says the wrong format: nothing of it can be believed. */

import { Refusal } from '../refusal.ts';
import { isoOf, MICROS_PER_DAY, type Micros } from '../time.ts';
import { typedCommand } from '../words/typed-command.ts';
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
/** Where rows are farther apart, a leap of a month may be chance: more is asked of such a file. */
const LONGEST_OF_DAY = MICROS_PER_DAY / 3;
const FEWEST_LEAPS = 2;
/** A leap of fewer declared periods is how the file was sampled. */
const LEAP_PERIODS = 10;

const CORRECT = `Correct time.formats of the source: ${typedCommand('source try FILE')} shows how a file will be read`;

/** Null where the texts can be of the source's formats. */
export function wrongFormat(facts: TimeFacts, formats: string): Refusal | null {
  const { times, unreadable, misfits, firstMisfit, firstUnreadable } = facts;
  if (misfits >= MISFITS || (misfits > 0 && misfits >= MISFITS_SHARE * times))
    return refusal(
      firstMisfit,
      `expected times as ${formats}, got ${misfits} of ${times} with a month, day, hour or minute that does not exist${placeOf(firstMisfit)}: the file has another format, and the rest would be read wrongly. Nothing was taken in. ${CORRECT}`,
    );
  if (times >= FEWEST_TIMES && unreadable > MOST_UNREADABLE_SHARE * times)
    return refusal(
      firstUnreadable,
      `expected times as ${formats}, got ${unreadable} of ${times} that do not have this form${placeOf(firstUnreadable)}: the file has another format. Nothing was taken in. ${CORRECT}`,
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
    `expected a 24-hour clock, or AM and PM, got hours from 1 to 12 only, which step back by about 12 h (line ${back.line}, from ${isoOf(back.from)} to ${isoOf(back.to)}): nobody can tell morning from evening. Nothing was taken in. Let the logger write 24 hours, or AM and PM (hh:mm a)`,
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
  periodOf: (kind: number) => Micros | null,
  texts: DayAndMonth,
): Refusal | null {
  for (const one of facts) {
    if (!isInOrder(one)) continue;
    const back = one.firstBacks.find((step) => isExchanged(step, one.step, texts));
    if (back !== undefined) return exchangedRefusal(back, 'ascend', 'back to', 'one of the two');
  }
  const [leap] = leaps;
  if (leap === undefined) return null;
  const step = longest(facts.map((one) => one.step));
  const isSparse = step === null || step > LONGEST_OF_DAY;
  if (isSparse && !areDaysOfMonths(leaps, longest(facts.map(({ kind }) => periodOf(kind))))) return null;
  const most = isSparse ? MICROS_PER_DAY : ORDINARY * step;
  return leaps.every((one) => leadsOnBy(one, most, texts))
    ? exchangedRefusal(leap, 'go on day by day', 'to', 'both')
    : null;
}

function longest(steps: readonly (Micros | null)[]): Micros | null {
  return steps.reduce((most, one) => (most === null || (one !== null && one > most) ? one : most), null);
}

function exchangedRefusal({ line, from, to }: StepBack, how: string, leads: string, which: string): Refusal {
  return new Refusal(
    'invalid',
    'time.day-and-month',
    `expected times that ${how}, got a step from ${isoOf(from)} ${leads} ${isoOf(to)} on line ${line}: the day and the month of ${which} are exchanged, as spreadsheets do with days up to 12. Nothing was taken in. Send the file as the logger wrote it`,
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

/** Whether there is no more than a day from leap to leap, though the channels promise rows far more often. */
function areDaysOfMonths(leaps: readonly Leap[], period: Micros | null): boolean {
  if (leaps.length < FEWEST_LEAPS || period === null) return false;
  return leaps.every(({ from, to }, i) => {
    const since = leaps[i - 1]?.to ?? from;
    return from - since < MICROS_PER_DAY && to - from >= LEAP_PERIODS * period;
  });
}

/** Whether the rows of a leap are at most so far apart where the day and the month of both are exchanged. */
function leadsOnBy({ from, to }: Leap, most: Micros, { exchanged }: DayAndMonth): boolean {
  const [before, after] = [exchanged(from), exchanged(to)];
  return before !== null && after !== null && after > before && after - before <= most;
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
