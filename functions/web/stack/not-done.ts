import { CallFailure } from './api.ts';

const NOT_KNOWN = 'No answer says whether it was done: look before you try again.';

/** Its answer was lost, or the stack failed on the way: what was asked for may have been done. */
export const mayBeDone = (failure: Error): boolean => failure instanceof CallFailure && !failure.isRefusal;

/**
 * What a person reads first where a change failed.
 *
 * @param refused what is so where it surely was not done
 */
export const notDoneText = (failure: Error, refused: string): string =>
  mayBeDone(failure) ? NOT_KNOWN : refused;
