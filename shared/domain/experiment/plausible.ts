/** Which times the data of an experiment may have. What lies outside is a clock, an epoch or a format gone wrong. */
import { MICROS_PER_DAY, type Micros } from '../time.ts';
import type { Definition } from './definition.ts';

/** [from, to). */
export interface PlausibleSpan {
  /** Null where nothing says how far back the data may reach. */
  readonly from: Micros | null;
  readonly to: Micros;
}

/** Bench tests and integration come before the first event; a reset clock says a year long before. */
const BEFORE_FIRST_EVENT = 90 * MICROS_PER_DAY;
/** Clocks of senders run ahead of ours, and a zone may be a few hours wrong: that is seen and told, not rejected. */
const AHEAD_OF_RECEIPT = MICROS_PER_DAY;

/**
 * How far back the data may reach by the events that the definition declares; null where it declares none. Asked when an
 * experiment is first applied, and kept with it: what a file means must not follow the events that come later.
 */
export function plausibleSince({ units }: Definition): Micros | null {
  const first = units.flatMap(({ events }) => events).reduce((at, event) => Math.min(at, event.at), Infinity);
  return first === Infinity ? null : first - BEFORE_FIRST_EVENT;
}

/** The span of a file received at this instant; `since` is what was kept with the experiment. */
export function plausibleSpan(
  { plausible }: Definition,
  since: Micros | null,
  receivedAt: Micros,
): PlausibleSpan {
  const latest = receivedAt + AHEAD_OF_RECEIPT;
  return { from: plausible?.from ?? since, to: Math.min(plausible?.to ?? latest, latest) };
}
