/** What one action may bring, and how many of them there may be. */

/** Per alarm: somebody who acts more often than this is a program that runs wild. */
export const MOST_ACTIONS = 500;
/** Characters. */
export const LONGEST_COMMENT = 500;
export const LONGEST_OWNER = 100;
