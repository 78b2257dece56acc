/**
 * How long the clients of AWS wait, and how often they try again. Every client is made with these settings: by default
 * the SDK waits for ever for a server that says nothing.
 */

/** Milliseconds, and the times that a call is tried in all. */
export interface Patience {
  /** Until the connection stands. */
  readonly connectMs: number;
  /** Without a byte in either direction, while a request goes out or an answer comes in. */
  readonly idleMs: number;
  /** For one try: until the headers of the answer are here, and for the body of an object that is read. */
  readonly totalMs: number;
  readonly tries: number;
}

export const PATIENCE: Patience = { connectMs: 3000, idleMs: 10_000, totalMs: 60_000, tries: 4 };

/** Somebody waits for an answer, and 29 s are all there is: the last try must end before. */
export const PATIENCE_OF_AN_ANSWER: Patience = { connectMs: 2000, idleMs: 5000, totalMs: 20_000, tries: 3 };

/** S3 joins the parts of an upload for as long as minutes, and says little meanwhile. */
export const PATIENCE_WITH_PARTS: Patience = { ...PATIENCE, idleMs: 60_000, totalMs: 300_000 };

/** Settings for the constructor of any client of the SDK. */
export function clientSettings({ connectMs, idleMs, totalMs, tries }: Patience = PATIENCE) {
  return {
    maxAttempts: tries,
    requestHandler: {
      connectionTimeout: connectMs,
      socketTimeout: idleMs,
      requestTimeout: totalMs,
      // Without it the SDK only warns.
      throwOnRequestTimeout: true,
    },
  };
}
