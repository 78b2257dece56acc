/**
 * The ports as a holder sees them who is held to some experiments: any other one is not there, whichever way a use case
 * comes to it, so that what it answers is what it answers of an experiment that nobody has made.
 */
import { AUDIT_ENTRIES } from '../../domain/audit/audit-entry.ts';
import { REFUSED_DROPS } from '../../domain/drop/drop-records.ts';
import { EXPERIMENTS } from '../../domain/experiment/experiment-record.ts';
import type { Key, Kind } from '../../domain/kind.ts';
import {
  type Catalogue,
  type DeclaredFile,
  type KeptItems,
  type ListPage,
  ObjectMissing,
  type Ports,
  type Stored,
  type Versioned,
} from '../../ports.ts';
import { unknownExperiment } from '../known/load-experiment.ts';

type Sees = (experiment: string) => boolean;

/** Raw files and what is computed are found by what stands in the catalogue, and need no door of their own. */
export function seenPorts(ports: Ports, sees: Sees): Ports {
  const catalogue = new SeenCatalogue(ports.catalogue, sees);
  return {
    catalogue,
    get kept() {
      return new SeenKept(ports.kept, sees);
    },
    // Asked for when they are used: a function may not have been given all of them.
    get raw() {
      return ports.raw;
    },
    get uploads() {
      return ports.uploads;
    },
    get drop() {
      return ports.drop;
    },
    get archive() {
      return ports.archive;
    },
    queues: ports.queues,
    notifier: ports.notifier,
    clock: ports.clock,
  };
}

/** Refuses what is not seen as one is refused that nobody has made, with what is seen beside it. */
export async function refuseUnseen(seen: Ports, experiment: string, sees: Sees): Promise<void> {
  if (!sees(experiment)) throw await unknownExperiment(seen, experiment);
}

/** Of no one experiment: who lists them leaves out what is of those that are not seen. */
const OF_ALL: readonly string[] = [REFUSED_DROPS.partition, AUDIT_ENTRIES.partition];

class SeenCatalogue implements Catalogue {
  readonly #base: Catalogue;
  readonly #sees: Sees;

  constructor(base: Catalogue, sees: Sees) {
    this.#base = base;
    this.#sees = sees;
  }

  async get<T>(kind: Kind<T>, key: Key): Promise<Stored<T> | null> {
    return this.#isSeen(key) ? this.#base.get(kind, key) : null;
  }

  list<T>(kind: Kind<T>, partition: string, prefix: string, page: ListPage = {}): AsyncIterable<Stored<T>> {
    return this.#seenIn(partition, page, (asked) => this.#base.list(kind, partition, prefix, asked));
  }

  versions<T>(
    kind: Kind<T>,
    partition: string,
    prefix: string,
    page: ListPage = {},
  ): AsyncIterable<Versioned> {
    return this.#seenIn(partition, page, (asked) => this.#base.versions(kind, partition, prefix, asked));
  }

  /** Fails where a use case writes what its caller cannot have read: it was to refuse before. */
  async put<T>(kind: Kind<T>, key: Key, item: T, expected: number | null): Promise<boolean> {
    this.#mustSee(key);
    return this.#base.put(kind, key, item, expected);
  }

  async remove<T>(kind: Kind<T>, key: Key, expected: number): Promise<boolean> {
    this.#mustSee(key);
    return this.#base.remove(kind, key, expected);
  }

  due(partition: string, page?: { readonly prefix?: string; readonly limit?: number }): AsyncIterable<Key> {
    return this.#sees(partition) ? this.#base.due(partition, page) : none();
  }

  #seenIn<V extends Versioned>(
    partition: string,
    page: ListPage,
    read: (page: ListPage) => AsyncIterable<V>,
  ): AsyncIterable<V> {
    if (partition === EXPERIMENTS) return this.#seenOf(page, read);
    return this.#isSeenIn(partition) ? read(page) : none();
  }

  /** The limit counts what is seen. */
  async *#seenOf<V extends Versioned>(
    { limit = Number.POSITIVE_INFINITY, ...page }: ListPage,
    read: (page: ListPage) => AsyncIterable<V>,
  ): AsyncIterable<V> {
    let left = limit;
    for await (const one of read(page)) {
      if (!this.#isSeen(one.key)) continue;
      yield one;
      left--;
      if (left === 0) return;
    }
  }

  #isSeen({ partition, sort }: Key): boolean {
    return this.#isSeenIn(partition === EXPERIMENTS ? sort : partition);
  }

  #isSeenIn(partition: string): boolean {
    return OF_ALL.includes(partition) || this.#sees(partition);
  }

  #mustSee(key: Key): void {
    if (!this.#isSeen(key))
      throw new Error(`${key.partition}/${key.sort} was to be written for somebody who cannot see it`);
  }
}

class SeenKept implements KeptItems {
  readonly #base: KeptItems;
  readonly #sees: Sees;

  constructor(base: KeptItems, sees: Sees) {
    this.#base = base;
    this.#sees = sees;
  }

  async put(name: string, bytes: Uint8Array): Promise<void> {
    if (!this.#isSeen(name)) throw new Error(`${name} was to be kept for somebody who cannot see it`);
    await this.#base.put(name, bytes);
  }

  async read(name: string): Promise<Uint8Array> {
    if (!this.#isSeen(name)) throw new ObjectMissing(name);
    return this.#base.read(name);
  }

  names(prefix: string, after?: string): AsyncIterable<string> {
    return this.#isSeen(prefix) ? this.#base.names(prefix, after) : none();
  }

  files(experiment: string, after?: string): AsyncIterable<DeclaredFile> {
    return this.#sees(experiment) ? this.#base.files(experiment, after) : none();
  }

  downlinks(experiment: string): AsyncIterable<string> {
    return this.#sees(experiment) ? this.#base.downlinks(experiment) : none();
  }

  async *experiments(): AsyncIterable<string> {
    for await (const one of this.#base.experiments()) if (this.#sees(one)) yield one;
  }

  /** A name begins with the experiment. */
  #isSeen(name: string): boolean {
    return this.#sees(name.split('/', 1)[0] ?? '');
  }
}

async function* none(): AsyncGenerator<never> {}
