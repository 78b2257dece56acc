import { MICROS_PER_SECOND, type Micros } from '../../domain/time.ts';

/**
 * What a reader makes of a text: µs since the epoch, or one of the codes below, which lie far below any time.
 * Numbers, because this is asked once a row and must not allocate.
 */
export type Outcome = number;

export const UNREADABLE = -1e18;
export const AMBIGUOUS = -2e18;
export const NONEXISTENT = -3e18;
export const OUT_OF_RANGE = -4e18;
export const OFFSET_MISSING = -5e18;
export const IMPLAUSIBLE = -6e18;
/** The text has the form of a time, and a field that no time has, such as a month 13: another format wrote it. */
export const MISFIT = -7e18;

/** Hours of the wall clocks that texts have shown so far: bit h is set for the hour h. */
export interface HoursShown {
  mask: number;
}

/** Reads the text in bytes [start, end) without allocating. */
export type OutcomeReader = (bytes: Uint8Array, start: number, end: number) => Outcome;

export function isFailure(outcome: Outcome): boolean {
  return outcome <= UNREADABLE;
}

/** 2101-01-01T00:00:00Z, the first instant that is too late. The epoch is the first that is not too early. */
const TOO_LATE = (Date.UTC(2101, 0, 1) / 1000) * MICROS_PER_SECOND;

/** The instant itself when it lies in the years 1970 to 2100, else `OUT_OF_RANGE`; a failure stays what it is. */
export function withinRange(instant: Micros | Outcome): Outcome {
  return (instant >= 0 && instant < TOO_LATE) || isFailure(instant) ? instant : OUT_OF_RANGE;
}
