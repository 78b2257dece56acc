/**
 * Files of objects whose properties are damaged. They stay where they are, are named at every start, and are served to
 * nobody; nor is an older version in their place: whoever asks for the object finds none.
 */
import { createHash } from 'node:crypto';
import type { DamagedFile } from './object-file.ts';

export const keyDigest = (key: string): string => createHash('sha256').update(key).digest('hex');

export class LeftOut {
  /** The newest of each key, by the digest of the key. */
  readonly #sequencers = new Map<string, string>();

  /**
   * Resolves to the sentence that names it.
   *
   * @param file as the bucket calls it: digest of the key, a dot, the sequencer
   */
  note(file: string, error: DamagedFile): string {
    const [digest = '', sequencer = ''] = file.split('.');
    const before = this.#sequencers.get(digest) ?? '';
    if (sequencer > before) this.#sequencers.set(digest, sequencer);
    const written = /"key":"((?:[^"\\\\])*)"/.exec(error.text)?.[1] ?? '';
    const object = keyDigest(written) === digest ? `object ${written}` : `object in it (its name is lost)`;
    return `home.object-damaged: ${error.message}. The ${object} is left out: put a copy of the file in its place and start again, or see "Something is damaged" in docs/alarms.md`;
  }

  /** Whether one of them is newer than the newest version that can be read; `undefined` where there is none. */
  isNewest(key: string, sequencer: string | undefined): boolean {
    if (this.#sequencers.size === 0) return false;
    const damaged = this.#sequencers.get(keyDigest(key));
    return damaged !== undefined && damaged > (sequencer ?? '');
  }
}
