/** What a receipt says of bytes that came before and were withdrawn. */
import { quoted } from '../quoted.ts';
import { utcText } from '../words/instant.ts';
import type { ReceiptRecord } from './receipt.ts';

const CODE = 'file.withdrawn-before';

/**
 * They are taken in again, as they may be meant to, but not without a word of who withdrew them, when and why.
 *
 * @param withdrawn the downlinks that brought them
 * @param noted what the receipt says so far: once this one has brought the bytes itself, the others are not found any more
 */
export function withdrawnBefore(
  withdrawn: readonly ReceiptRecord[],
  noted: ReceiptRecord['warnings'],
): ReceiptRecord['warnings'] {
  const found = withdrawn.flatMap(({ fileName, withdrawn: taken }) => {
    if (taken === null) return [];
    const { by, at, reason } = taken;
    const message = `the same bytes came before as ${fileName} and were withdrawn by ${by} on ${utcText(at)}: ${quoted(reason)}. They count again now; withdraw this file too if that still holds`;
    return [{ code: CODE, message }];
  });
  return found.length > 0 ? found : noted.filter(({ code }) => code === CODE);
}
