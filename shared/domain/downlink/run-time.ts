/** How long a run of ingest-downlink may take, and when one that says nothing any more is taken to be dead. */

/** The timeout of the function, s: the stack sets it from here. */
export const INGEST_SECONDS = 900;

/** A run that holds a lease lives shorter than this, s; so once the lease is over nobody works under it. */
export const LEASE_SECONDS = INGEST_SECONDS + 30;

/** Minutes between two runs of `watch`, which has dead runs followed: the stack's schedule. */
export const WATCH_MINUTES = 3;

/** So many runs may begin on a downlink before it is FAILED. */
export const MOST_TRIES = 3;
