/** The rules by which the times of a file prove that its source says the wrong format: nothing of it can be believed. */
import { Refusal } from '../refusal.ts';
import { isoOf, type Micros } from '../time.ts';
import { countText } from '../words/count.ts';
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
/** Hours 1 to 12. */
const HALF_DAY_HOURS = 0b1_1111_1111_1110;

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
    (one) => isInOrder(one) && one.halfDayStep !== null && isOrdinary(one.halfDayStep, one.step),
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

/**
 * Null where no step back becomes an ordinary step when the day and the month of one of its sides are exchanged, as
 * spreadsheets do with days up to 12. `exchanged` answers null where an instant has no such other reading.
 */
export function exchangedDays(
  facts: readonly KindFacts[],
  exchanged: (at: Micros) => Micros | null,
): Refusal | null {
  for (const one of facts) {
    if (!isInOrder(one)) continue;
    const back = one.firstBacks.find((step) => isExchanged(step, one.step, exchanged));
    if (back === undefined) continue;
    return new Refusal(
      'invalid',
      'time.day-and-month',
      `expected times that ascend, on line ${back.line} they step from ${isoOf(back.from)} back to ${isoOf(back.to)}, and would go on if the day and the month of one of the two were exchanged, as spreadsheets do with days up to 12: nothing was taken in; send the file as the logger wrote it`,
      { line: back.line },
    );
  }
  return null;
}

function isExchanged(
  { from, to }: StepBack,
  step: Micros | null,
  exchanged: (at: Micros) => Micros | null,
): boolean {
  const [before, after] = [exchanged(from), exchanged(to)];
  return (
    (before !== null && isOrdinary(to - before, step)) || (after !== null && isOrdinary(after - from, step))
  );
}

/** Rows in no order step back by anything; here two of three steps lead forwards at least. */
function isInOrder({ rows, stepsBack }: KindFacts): boolean {
  return stepsBack > 0 && rows - 1 - stepsBack >= 2 * stepsBack;
}

function isOrdinary(step: Micros, median: Micros | null): boolean {
  return median !== null && step > 0 && step <= ORDINARY * median;
}

function refusal(first: TextAt | null, sentence: string): Refusal {
  return new Refusal('invalid', 'time.format-wrong', sentence, first === null ? {} : { line: first.line });
}

function placeOf(first: TextAt | null): string {
  return first === null ? '' : ` (first: line ${first.line}, ${JSON.stringify(first.text)})`;
}
