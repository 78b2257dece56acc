/**
 * Ports that read what there is and write only to memory, so that a downlink can be tried by the very use cases that
 * would take it in, and nothing of it stays. What is written in the overlay is read back from it; queues gather their
 * hints, and nobody is told anything.
 */
import { byText } from '../../domain/by-text.ts';
import type { Key, Kind } from '../../domain/kind.ts';
import {
  type Catalogue,
  type DeclaredFile,
  type KeptItems,
  type ListPage,
  type ObjectName,
  type ObjectStore,
  type Ports,
  type PresignedPut,
  type Queue,
  type Stored,
  type Versioned,
  versionNamed,
} from '../../ports.ts';

export interface OverlayPorts extends Ports {
  readonly queues: { readonly [name in keyof Ports['queues']]: GatheringQueue };
}

/** `standIn` maps the key of a raw object to the key under which the base keeps it. */
export function overlayPorts(base: Ports, standIn: (key: string) => string = (key) => key): OverlayPorts {
  return {
    raw: new OverlayObjects(base.raw, standIn),
    uploads: base.uploads,
    drop: base.drop,
    kept: new OverlayKept(base.kept),
    archive: new OverlayObjects(base.archive, (key) => key),
    catalogue: new OverlayCatalogue(base.catalogue),
    queues: {
      drop: new GatheringQueue(),
      ingest: new GatheringQueue(),
      align: new GatheringQueue(),
      flag: new GatheringQueue(),
      analyze: new GatheringQueue(),
      notify: new GatheringQueue(),
    },
    notifier: { publish: async () => {}, post: async () => ({ taken: true }) },
    clock: base.clock,
  };
}

/** Keeps the hints for whoever runs the overlay. */
class GatheringQueue implements Queue {
  readonly hints: unknown[] = [];

  async send(hint: unknown): Promise<void> {
    this.hints.push(hint);
  }

  async sendAll(hints: readonly unknown[]): Promise<void> {
    this.hints.push(...hints);
  }
}

class OverlayKept implements KeptItems {
  readonly #base: KeptItems;
  readonly #written = new Map<string, Uint8Array>();

  constructor(base: KeptItems) {
    this.#base = base;
  }

  async put(name: string, bytes: Uint8Array): Promise<void> {
    this.#written.set(name, bytes.slice());
  }

  async read(name: string): Promise<Uint8Array> {
    return this.#written.get(name)?.slice() ?? this.#base.read(name);
  }

  async *names(prefix: string, after?: string): AsyncIterable<string> {
    const own = [...this.#written.keys()].filter((name) => name.startsWith(prefix) && name > (after ?? ''));
    const base = await Array.fromAsync(this.#base.names(prefix, after));
    yield* [...new Set([...own, ...base])].sort();
  }

  files(experiment: string, after?: string): AsyncIterable<DeclaredFile> {
    return this.#base.files(experiment, after);
  }

  downlinks(experiment: string): AsyncIterable<string> {
    return this.#base.downlinks(experiment);
  }

  async *experiments(): AsyncIterable<string> {
    const own = [...this.#written.keys()].map((name) => name.slice(0, name.indexOf('/')));
    yield* new Set([...own.sort(), ...(await Array.fromAsync(this.#base.experiments()))]);
  }
}

class OverlayObjects implements ObjectStore {
  readonly #base: ObjectStore;
  readonly #standIn: (key: string) => string;
  readonly #newest = new Map<string, string>();
  readonly #versions = new Map<string, Uint8Array>();
  readonly #superseded = new Set<string>();

  constructor(base: ObjectStore, standIn: (key: string) => string) {
    this.#base = base;
    this.#standIn = standIn;
  }

  async size(name: ObjectName): Promise<number | null> {
    return this.#written(name)?.length ?? this.#base.size(this.#named(name));
  }

  async *open(key: string): AsyncIterable<Uint8Array> {
    const written = this.#written(key);
    if (written === undefined) yield* this.#base.open(this.#standIn(key));
    else yield written.slice();
  }

  async read(name: ObjectName): Promise<Uint8Array> {
    return this.#written(name)?.slice() ?? this.#base.read(this.#named(name));
  }

  async readRange(name: ObjectName, from: number, to: number): Promise<Uint8Array> {
    return this.#written(name)?.slice(from, to) ?? this.#base.readRange(this.#named(name), from, to);
  }

  async put(key: string, bytes: Uint8Array): Promise<string> {
    const version = `overlay-${this.#versions.size}`;
    this.#versions.set(version, bytes.slice());
    this.#newest.set(key, version);
    this.#superseded.delete(key);
    return version;
  }

  async supersede(key: string): Promise<void> {
    if ((await this.size(key)) !== null) this.#superseded.add(key);
  }

  async isSuperseded(key: string): Promise<boolean> {
    return this.#superseded.has(key) || (!this.#newest.has(key) && (await this.#base.isSuperseded(key)));
  }

  async presignPut(key: string): Promise<PresignedPut> {
    throw new Error(`an overlay gives no link to write ${key}`);
  }

  async presignGet(key: string): Promise<string> {
    throw new Error(`an overlay gives no link to read ${key}`);
  }

  #written(name: ObjectName): Uint8Array | undefined {
    const { key, version } = versionNamed(name);
    return this.#versions.get(version ?? this.#newest.get(key) ?? '');
  }

  #named(name: ObjectName): ObjectName {
    const { key, version } = versionNamed(name);
    return { key: this.#standIn(key), version };
  }
}

interface Row {
  readonly kind: string;
  readonly body: string;
  /** Null where the item was removed. */
  readonly version: number | null;
  readonly due: boolean;
}

class OverlayCatalogue implements Catalogue {
  readonly #base: Catalogue;
  readonly #partitions = new Map<string, Map<string, Row>>();

  constructor(base: Catalogue) {
    this.#base = base;
  }

  async get<T>(kind: Kind<T>, key: Key): Promise<Stored<T> | null> {
    const row = this.#partitions.get(key.partition)?.get(key.sort);
    return row === undefined ? this.#base.get(kind, key) : storedOf(kind, key, row);
  }

  async *list<T>(
    kind: Kind<T>,
    partition: string,
    prefix: string,
    { limit = Number.POSITIVE_INFINITY, ...page }: ListPage = {},
  ): AsyncIterable<Stored<T>> {
    const rows = this.#partitions.get(partition) ?? new Map<string, Row>();
    const { after, isBackwards = false } = page;
    const comesBefore = (one: string, other: string) => (isBackwards ? one > other : one < other);
    const waiting = [...rows.keys()]
      .filter((sort) => sort.startsWith(prefix) && (after === undefined || comesBefore(after, sort)))
      .sort((a, b) => (isBackwards ? byText(b, a) : byText(a, b)));
    let left = limit;
    const written = (sort: string) => storedOf(kind, { partition, sort }, rows.get(sort)!);
    for await (const stored of this.#base.list(kind, partition, prefix, page)) {
      const { sort } = stored.key;
      while (waiting.length > 0 && comesBefore(waiting[0]!, sort)) {
        const own = written(waiting.shift()!);
        if (own !== null && left-- > 0) yield own;
      }
      if (waiting[0] === sort) waiting.shift();
      const standing = rows.has(sort) ? written(sort) : stored;
      if (standing !== null && left-- > 0) yield standing;
      if (left <= 0) return;
    }
    for (const sort of waiting) {
      const own = written(sort);
      if (own !== null && left-- > 0) yield own;
    }
  }

  async *versions<T>(
    kind: Kind<T>,
    partition: string,
    prefix: string,
    page: ListPage = {},
  ): AsyncIterable<Versioned> {
    for await (const { key, version } of this.list(kind, partition, prefix, page)) yield { key, version };
  }

  async put<T>(kind: Kind<T>, key: Key, item: T, expected: number | null): Promise<boolean> {
    const body = JSON.stringify(item);
    const row = { kind: kind.name, body, version: (expected ?? 0) + 1, due: kind.isDue(item) };
    return this.#swap(key, await this.#base.get(kind, key), expected, row);
  }

  async remove<T>(kind: Kind<T>, key: Key, expected: number): Promise<boolean> {
    const row = { kind: kind.name, body: '', version: null, due: false };
    return this.#swap(key, await this.#base.get(kind, key), expected, row);
  }

  async *due(
    partition: string,
    { prefix = '', limit = Number.POSITIVE_INFINITY }: { prefix?: string; limit?: number } = {},
  ): AsyncIterable<Key> {
    let left = limit;
    for await (const key of this.#due(partition, prefix)) {
      if (left-- <= 0) return;
      yield key;
    }
  }

  async *#due(partition: string, prefix: string): AsyncIterable<Key> {
    const rows = this.#partitions.get(partition) ?? new Map<string, Row>();
    for await (const key of this.#base.due(partition, { prefix })) if (!rows.has(key.sort)) yield key;
    for (const [sort, row] of rows) if (row.due && sort.startsWith(prefix)) yield { partition, sort };
  }

  /** Compares and writes without a pause between: what was written while the base was asked counts. */
  #swap(key: Key, base: Stored<unknown> | null, expected: number | null, row: Row): boolean {
    const rows = this.#partitions.get(key.partition) ?? new Map<string, Row>();
    const standing = rows.get(key.sort);
    const version = standing === undefined ? (base?.version ?? null) : standing.version;
    if (version !== expected) return false;
    this.#partitions.set(key.partition, rows);
    rows.set(key.sort, row);
    return true;
  }
}

function storedOf<T>(kind: Kind<T>, key: Key, row: Row): Stored<T> | null {
  if (row.version === null) return null;
  if (row.kind !== kind.name)
    throw new Error(`${key.partition}/${key.sort} is a ${row.kind}, not a ${kind.name}`);
  return { key, item: kind.schema.parse(JSON.parse(row.body)), version: row.version };
}
