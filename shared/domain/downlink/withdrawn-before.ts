/** What a receipt says of bytes that came before and were withdrawn. */
import { quoted } from '../quoted.ts';
import { utcText } from '../words/instant.ts';
import type { ReceiptRecord } from './receipt.ts';

const CODE = 'file.withdrawn-before';

/**
 * They are taken in again, as they may be meant to, but not without a word of who withdrew them, when and why. A file that
 * was here before the withdrawal was not sent in spite of it: it takes the place of the one withdrawn.
 *
 * @param withdrawn the downlinks that brought them
 * @param again the one that brings them now, with what it says so far: once it has brought the bytes itself, the others are
 *   not found any more
 */
export function withdrawnBefore(
  withdrawn: readonly ReceiptRecord[],
  again: Pick<ReceiptRecord, 'createdAt' | 'warnings'>,
): ReceiptRecord['warnings'] {
  const found = withdrawn.flatMap(({ fileName, withdrawn: taken }) => {
    if (taken === null || taken.at > again.createdAt) return [];
    const { by, at, reason } = taken;
    const message = `the same bytes came before as ${fileName} and were withdrawn by ${by} on ${utcText(at)}: ${quoted(reason)}. They count again now; withdraw this file too if that still holds`;
    return [{ code: CODE, message }];
  });
  return found.length > 0 ? found : again.warnings.filter(({ code }) => code === CODE);
}
