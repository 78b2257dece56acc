import { LruCache } from '../domain/lru-cache.ts';
import {
  type DeclaredContent,
  type ObjectName,
  type ObjectStore,
  type PresignedPut,
  versionNamed,
} from '../ports.ts';
import { SEGMENTS_PREFIX } from '../runtime/environment-names.ts';

/** Bytes that are remembered at most: a day of a pair of 32 channels at 1 Hz takes 3 MB. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * The archive with its segments read once: those of a bucket are read for its page and again for each delta page that it
 * touches.
 */
export class RememberedObjects implements ObjectStore {
  readonly #inner: ObjectStore;
  readonly #segments = new LruCache<Uint8Array>(MOST_BYTES, ({ length }) => length);

  constructor(inner: ObjectStore) {
    this.#inner = inner;
  }

  size(name: ObjectName): Promise<number | null> {
    return this.#inner.size(name);
  }

  open(key: string): AsyncIterable<Uint8Array> {
    return this.#inner.open(key);
  }

  async read(name: ObjectName): Promise<Uint8Array> {
    const { key } = versionNamed(name);
    const known = this.#segments.get(key);
    if (known !== undefined) return known;
    const bytes = await this.#inner.read(name);
    this.#remember(key, bytes);
    return bytes;
  }

  readRange(name: ObjectName, from: number, to: number): Promise<Uint8Array> {
    return this.#inner.readRange(name, from, to);
  }

  async put(key: string, bytes: Uint8Array, contentType: string): Promise<string | null> {
    const version = await this.#inner.put(key, bytes, contentType);
    this.#remember(key, bytes);
    return version;
  }

  supersede(key: string): Promise<void> {
    return this.#inner.supersede(key);
  }

  isSuperseded(key: string): Promise<boolean> {
    return this.#inner.isSuperseded(key);
  }

  presignPut(key: string, content: DeclaredContent, seconds: number): Promise<PresignedPut> {
    return this.#inner.presignPut(key, content, seconds);
  }

  presignGet(key: string, seconds: number): Promise<string> {
    return this.#inner.presignGet(key, seconds);
  }

  #remember(key: string, bytes: Uint8Array): void {
    // Only these are sure to be named by their content.
    if (key.startsWith(SEGMENTS_PREFIX) && bytes.length <= MOST_BYTES / 4) this.#segments.set(key, bytes);
  }
}
