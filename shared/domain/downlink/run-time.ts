/** How long a run of ingest-downlink may take, and when one that says nothing any more is taken to be dead. */

/** The timeout of the function, s: the stack sets it from here. */
export const INGEST_SECONDS = 900;

/** The timeout of align-twins and of flag-anomalies, s: the stack sets it from here. */
export const COMPUTE_SECONDS = 120;

/** A run that holds a lease lives shorter than this, s; so once the lease is over nobody works under it. */
export const LEASE_SECONDS = INGEST_SECONDS + 30;

/** Minutes between two runs of `watch`, which has dead runs followed: the stack's schedule. */
export const WATCH_MINUTES = 3;

/** So many runs may begin on a downlink before it is FAILED. */
export const MOST_TRIES = 3;

const FIRST_PAUSE_SECONDS = 30;
const LATER_PAUSE_SECONDS = 240;

/**
 * Seconds until the message of a run that failed with an error comes again, by how often it came. An outage of two
 * minutes meets two of the tries at the most, so that it never ends a file.
 */
export function pauseAfter(received: number): number {
  return received === 1 ? FIRST_PAUSE_SECONDS : LATER_PAUSE_SECONDS;
}
