import { CallFailure } from './api.ts';

const NOT_KNOWN = 'No answer says whether it was done: look before you try again.';

/**
 * What a person reads first where a change failed.
 *
 * @param refused what is so where it surely was not done
 */
export const notDoneText = (failure: Error, refused: string): string =>
  failure instanceof CallFailure && !failure.isRefusal ? NOT_KNOWN : refused;
