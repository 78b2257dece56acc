import { SUPERSEDED } from '../../../shared/runtime/environment-names.ts';

export interface Stored {
  /** Of all versions. */
  readonly bytes: number;
  /** Of those that are on their way out: replaced, hidden or superseded. */
  readonly replaced: number;
}

interface Version {
  readonly bytes: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** How much a bucket holds, kept up with every change of a key. */
export class StoredBytes {
  #bytes = 0;
  #replaced = 0;

  changed(before: readonly Version[], after: readonly Version[]): void {
    const [was, is] = [storedIn(before), storedIn(after)];
    this.#bytes += is.bytes - was.bytes;
    this.#replaced += is.replaced - was.replaced;
  }

  /** What was added since the last call, or since the beginning. */
  take(): Stored {
    const change = { bytes: this.#bytes, replaced: this.#replaced };
    this.#bytes = 0;
    this.#replaced = 0;
    return change;
  }
}

function storedIn(versions: readonly Version[]): Stored {
  const bytes = versions.reduce((sum, version) => sum + version.bytes, 0);
  const newest = versions.at(-1);
  const isInForce = newest !== undefined && newest.tags[SUPERSEDED.name] !== SUPERSEDED.value;
  return { bytes, replaced: isInForce ? bytes - newest.bytes : bytes };
}
