/** What was done otherwise with the samples of the one arm than with those of the other: it may be all that differs. */
import type { Contrast } from '../experiment/assay-schema.ts';
import { HANDLING, type Handling } from '../experiment/assay-schema.ts';
import { MICROS_PER_SECOND } from '../time.ts';
import { listText } from '../words/list.ts';
import { exactSpanText } from '../words/span.ts';
import type { RegisteredSample, Remark } from './sample-register.ts';

type Told = string | number;

export const HANDLED_APART = 'design.handled-apart';

/**
 * What is told of one arm alone leaves open whether they differ. Else texts of which the arms have none in common, and numbers of which all of the one arm are above all of the other.
 *
 * @param samples those that are compared
 */
export function handledApart(samples: readonly RegisteredSample[], { a, b }: Contrast): Remark[] {
  return HANDLING.flatMap((key) => {
    const toldIn = (arm: string): Told[] =>
      samples.flatMap((one) => (one.arm === arm ? (one.handling[key] ?? []) : []));
    const [ofA, ofB] = [toldIn(a), toldIn(b)];
    if ((ofA.length === 0) !== (ofB.length === 0)) return [untold(key, ofA.length === 0 ? [a, b] : [b, a])];
    if (!areApart(ofA, ofB)) return [];
    const message = `${NAMES[key]} ${sideText(key, ofA)} in ${a} and ${sideText(key, ofB)} in ${b}: whatever differs may come of that`;
    return [{ code: HANDLED_APART, message }];
  });
}

function untold(key: Handling, [silent, other]: readonly [string, string]): Remark {
  const message = `of ${silent} nothing says whether ${NAMES[key]} that of ${other}`;
  return { code: 'design.handling-untold', message };
}

const NAMES: Record<Handling, string> = {
  fate: 'the fate of the samples is',
  fixative: 'the fixative is',
  timeToFix: 'the time to fixation is',
  storageCel: 'the temperature of storage is',
  storageDays: 'the time of storage is',
  rin: 'the RNA integrity (RIN) is',
};

function areApart(a: readonly Told[], b: readonly Told[]): boolean {
  if (a.length === 0 || b.length === 0) return false;
  const [ofA, ofB] = [numbersOf(a), numbersOf(b)];
  if (ofA === null || ofB === null) return namesIn(a).isDisjointFrom(namesIn(b));
  return Math.min(...ofA) > Math.max(...ofB) || Math.min(...ofB) > Math.max(...ofA);
}

/** Written with capitals or without. */
const namesIn = (told: readonly Told[]) => new Set(told.map((one) => String(one).toLowerCase()));

/** Null where one of them is a text. */
function numbersOf(told: readonly Told[]): number[] | null {
  const numbers = told.filter((one) => typeof one === 'number');
  return numbers.length === told.length ? numbers : null;
}

function sideText(key: Handling, told: readonly Told[]): string {
  const numbers = numbersOf(told);
  if (numbers === null) return listText([...new Set(told.map(String))].sort(), ', ', 6);
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const text = (value: number) =>
    key === 'timeToFix' ? exactSpanText(value * MICROS_PER_SECOND) : `${value}`;
  const unit = key === 'storageCel' ? ' Cel' : key === 'storageDays' ? ` day${most === 1 ? '' : 's'}` : '';
  return `${least === most ? text(least) : `${text(least)} to ${text(most)}`}${unit}`;
}
