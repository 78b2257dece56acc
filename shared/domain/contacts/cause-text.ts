import type { GapCause } from './told-cause.ts';

const WORDS: Readonly<Record<GapCause, string>> = {
  LOS: 'no signal then, and nothing recorded',
  NOT_DOWNLINKED: 'still to come',
  LOST: 'lost on the way',
  RESET: 'the unit started again',
  WITHDRAWN: 'withdrawn on purpose',
  QUARANTINED: 'here, but not readable',
  UNKNOWN: 'cause not known',
};

/** Why samples lack, in few words. */
export const gapCauseText = (cause: GapCause): string => WORDS[cause];
