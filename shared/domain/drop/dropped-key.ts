import { quoted } from '../quoted.ts';
import { Refusal } from '../refusal.ts';

/** What stands before the experiment in the key of a file that is dropped into the data bucket. */
const DROP = 'drop';

export interface DroppedFile {
  readonly experiment: string;
  readonly fileName: string;
}

const EXPECTED = 'expected drop/<experiment>/<file name>, with any folders between';

/**
 * The experiment and the file name of `drop/<experiment>/…/<file name>`; folders between are the sender's own. A key is
 * taken as S3 has it: `+`, `%20` and letters of any script are part of the name. Fails with `drop.no-experiment` or
 * `drop.odd-key`.
 */
export function parseDroppedKey(key: string): DroppedFile {
  const [, ...words] = key.split('/');
  if (words.length < 2 || words[0] === '') {
    const advice = `${EXPECTED}, got ${quoted(key)}: drop the file again below the id of its experiment`;
    throw new Refusal('invalid', 'drop.no-experiment', advice);
  }
  const why = oddnessOf(words, key);
  if (why !== null) {
    const advice = `${EXPECTED}, got ${quoted(key)}, ${why}: drop the file again under another key`;
    throw new Refusal('invalid', 'drop.odd-key', advice);
  }
  return { experiment: words[0]!, fileName: words.at(-1)! };
}

/** Programs resolve such keys to those of other files, or cannot show them. */
function oddnessOf(words: readonly string[], key: string): string | null {
  if (words.some((word) => word === '.' || word === '..')) return 'where a part is "." or ".."';
  if (words.at(-1) === '') return 'which ends in "/" and so has no file name';
  if (words.includes('')) return 'where a part between two "/" is empty';
  return /\p{Cc}/u.test(key) ? 'which has control characters' : null;
}

/** What consoles and sync programs put so that a folder is there; nothing is in it. */
export function isFolder({ key, bytes }: { readonly key: string; readonly bytes: number }): boolean {
  return key.startsWith(`${DROP}/`) && key.endsWith('/') && bytes === 0;
}
