import type { ReceiptOnWire } from '../../../shared/contract/downlinks.ts';

/** How far a file is read, in a few words: `try 2 of 3 since 04:31:07Z`, `try 1 of 3 ended without a result`. */
export function readingText(reading: NonNullable<ReceiptOnWire['reading']>): string {
  const { mayRun, since, nextBy, of } = reading;
  const name = `try ${reading.try} of ${of}`;
  if (mayRun && since !== undefined) return `${name} since ${timeOfDay(since)}`;
  const after = reading.try < of ? 'next' : 'FAILED';
  return `${name} ended without a result${nextBy === undefined ? '' : `, ${after} by ${timeOfDay(nextBy)}`}`;
}

const timeOfDay = (iso: string): string => `${iso.slice(11, 19)}Z`;
