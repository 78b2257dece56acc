/** How a report numbers its files, and what such a number means on the command line. */
import type { Definition } from '../experiment/definition.ts';

const SHORT = 'F';
const LONG = 'File';

/** F, unless something of the experiment is called F1 itself. */
export function filePrefix({
  arms,
  units,
  pairs,
  channels,
}: Pick<Definition, 'arms' | 'units' | 'pairs' | 'channels'>): string {
  const isTaken = [...arms, ...units, ...pairs, ...channels].some(({ id }) => /^f\d+$/i.test(id));
  return isTaken ? LONG : SHORT;
}

/** F1, F2, … in the order in which the files were announced. */
export const fileNumber = (prefix: string, place: number): string => `${prefix}${place + 1}`;

/** The place of a file by its number, from 0; null of what is none. */
export function placeOfNumber(text: string): number | null {
  const [, digits] = /^F(?:ile)?([1-9]\d{0,5})$/.exec(text) ?? [];
  return digits === undefined ? null : Number(digits) - 1;
}
