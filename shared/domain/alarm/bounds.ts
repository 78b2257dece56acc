/** What one action may bring, and how many of them there may be. */

/** Per alarm: somebody who acts more often than this is a program that runs wild. */
export const MOST_ACTIONS = 500;
/** Characters. */
export const LONGEST_COMMENT = 500;
export const LONGEST_OWNER = 100;

/** Entries of a history that are shown where no number is asked for: who looks at an alarm now needs the newest. */
export const DEFAULT_HISTORY = 100;
/** An alarm of years has thousands. */
export const MOST_HISTORY = 10_000;
