/** What a run last read or wrote of the items that it works on, so that it changes them without reading them once more. */
import type { Key, Kind } from '../../domain/kind.ts';
import type { Catalogue, ListPage, Ports, Stored, Versioned } from '../../ports.ts';

/** A downlink may touch 2000 heads; of those beyond, each change reads them. */
const MOST_ITEMS = 256;

/** The same ports for one run, with what it has in hand. */
export function withItemsInHand(ports: Ports): Ports {
  const catalogue = new CatalogueInHand(ports.catalogue);
  // One by one: a function that was not given a bucket fails only where it asks for it.
  return {
    get raw() {
      return ports.raw;
    },
    get uploads() {
      return ports.uploads;
    },
    get kept() {
      return ports.kept;
    },
    get drop() {
      return ports.drop;
    },
    get archive() {
      return ports.archive;
    },
    catalogue,
    queues: ports.queues,
    notifier: ports.notifier,
    clock: ports.clock,
  };
}

/**
 * The item as the run has it in hand; undefined where it has nothing, null where there was no such item. It may not stand
 * any more: it is of use only to who writes under its version.
 */
export function inHand<T>({ catalogue }: Ports, kind: Kind<T>, key: Key): Stored<T> | null | undefined {
  return catalogue instanceof CatalogueInHand ? catalogue.inHand(kind, key) : undefined;
}

/** Passes everything on, and takes note of single items that were read or written. */
class CatalogueInHand implements Catalogue {
  readonly #inner: Catalogue;
  readonly #items = new Map<string, { readonly item: unknown; readonly version: number } | null>();

  constructor(inner: Catalogue) {
    this.#inner = inner;
  }

  inHand<T>({ schema }: Kind<T>, key: Key): Stored<T> | null | undefined {
    const known = this.#items.get(nameOf(key));
    if (known === undefined || known === null) return known;
    return { key, item: schema.parse(known.item), version: known.version };
  }

  async get<T>(kind: Kind<T>, key: Key): Promise<Stored<T> | null> {
    const stored = await this.#inner.get(kind, key);
    this.#note(key, stored);
    return stored;
  }

  async put<T>(kind: Kind<T>, key: Key, item: T, expected: number | null): Promise<boolean> {
    // Where nobody knows whether it was written, nothing is known of it.
    this.#items.delete(nameOf(key));
    const isWritten = await this.#inner.put(kind, key, item, expected);
    if (isWritten) this.#note(key, { item, version: (expected ?? 0) + 1 });
    return isWritten;
  }

  async remove<T>(kind: Kind<T>, key: Key, expected: number): Promise<boolean> {
    this.#items.delete(nameOf(key));
    return this.#inner.remove(kind, key, expected);
  }

  list<T>(kind: Kind<T>, partition: string, prefix: string, page?: ListPage): AsyncIterable<Stored<T>> {
    return this.#inner.list(kind, partition, prefix, page);
  }

  versions<T>(kind: Kind<T>, partition: string, prefix: string, page?: ListPage): AsyncIterable<Versioned> {
    return this.#inner.versions(kind, partition, prefix, page);
  }

  due(partition: string, page?: { readonly prefix?: string; readonly limit?: number }): AsyncIterable<Key> {
    return this.#inner.due(partition, page);
  }

  #note(key: Key, stored: { readonly item: unknown; readonly version: number } | null): void {
    if (this.#items.size < MOST_ITEMS || this.#items.has(nameOf(key))) this.#items.set(nameOf(key), stored);
  }
}

const nameOf = ({ partition, sort }: Key) => `${partition}\n${sort}`;
