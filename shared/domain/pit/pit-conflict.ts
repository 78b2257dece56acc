/** That files contradict each other about what is on a slice: neither is taken. */
import type { Remark } from '../assay/sample-register.ts';

/**
 * @param who names of files, or what they are files of
 * @param isOne whether that is one file
 * @param what they say different things of; absent where `who` says it
 */
export function pitConflict(who: string, isOne: boolean, what?: string): Remark {
  const of = what === undefined ? '' : ` of ${what}`;
  const message = `${who} say${isOne ? 's' : ''} different things${of}: the slice does not count until the file that is wrong is withdrawn`;
  return { code: 'pit.conflict', message };
}
