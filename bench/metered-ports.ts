/**
 * The ports in memory with the local stack's meter on them: what a use case would be billed for on AWS, counted from the
 * very items, objects and messages. Durations are measured here, so they hold this machine's processor and no network.
 */
import {
  type Item,
  indexUnits,
  itemBytes,
  itemSchema,
  readUnits,
  writeUnits,
} from '../cdk/local/meter/item-size.ts';
import { putInput } from '../shared/aws/catalogue.ts';
import { addUsage, type Counter, type Counts, NO_USAGE } from '../shared/domain/cost/usage.ts';
import type { Key, Kind } from '../shared/domain/kind.ts';
import {
  type Catalogue,
  type DeclaredContent,
  type KeptItems,
  type ListPage,
  type ObjectName,
  type ObjectStore,
  type PresignedPut,
  type Queue,
  type Stored,
  type Versioned,
  versionNamed,
} from '../shared/ports.ts';
import { TABLE_KEYS } from '../shared/runtime/environment-names.ts';
import { memoryPorts } from '../test/support/memory-ports.ts';

/** The index of due marks holds keys only (cdk/constructs/house-table.ts). */
const DUE_KEYS = [TABLE_KEYS.duePartition, TABLE_KEYS.dueSort];
const DUE_INDEX = { keys: DUE_KEYS, projected: [TABLE_KEYS.partition, TABLE_KEYS.sort, ...DUE_KEYS] };

/** Counts under the name of what was done, e.g. `put head`. */
export class Tally {
  readonly byAct = new Map<string, Counts>();

  add(act: string, counter: Counter, amount = 1): void {
    const before = this.byAct.get(act) ?? NO_USAGE;
    this.byAct.set(act, { ...before, [counter]: before[counter] + amount });
  }

  total(): Counts {
    return [...this.byAct.values()].reduce(addUsage, NO_USAGE);
  }
}

export type MeteredPorts = ReturnType<typeof meteredPorts>;

export function meteredPorts() {
  const memory = memoryPorts();
  // After a year of data: nothing of it is of the future.
  memory.clock.setTo('2028-01-01T00:00:00Z');
  const tally = new Tally();
  const queue = (inner: Queue, name: string): Queue => ({
    send: async (hint, seconds) => {
      tally.add(`send ${name}`, 'queueRequests');
      await inner.send(hint, seconds);
    },
    sendAll: async (hints) => {
      for (let i = 0; i < hints.length; i += 10) tally.add(`send ${name}`, 'queueRequests');
      await inner.sendAll(hints);
    },
  });
  const { queues } = memory;
  const ports = {
    ...memory,
    raw: new MeteredObjects(memory.raw, tally),
    kept: meteredKept(memory.kept, tally),
    archive: new MeteredObjects(memory.archive, tally),
    catalogue: new MeteredCatalogue(memory.catalogue, tally),
    queues: {
      drop: queue(queues.drop, 'drop'),
      ingest: queue(queues.ingest, 'ingest'),
      align: queue(queues.align, 'align'),
      flag: queue(queues.flag, 'flag'),
      analyze: queue(queues.analyze, 'analyze'),
      notify: queue(queues.notify, 'notify'),
    },
    notifier: {
      publish: async (notice: Parameters<typeof memory.notifier.publish>[0]) => {
        tally.add('publish', 'topicPublishes');
        await memory.notifier.publish(notice);
      },
      post: (posting: Parameters<typeof memory.notifier.post>[0]) => memory.notifier.post(posting),
    },
  };
  return { memory, ports, tally };
}

function meteredKept(inner: KeptItems, tally: Tally): KeptItems {
  return {
    put: (name, bytes) => {
      tally.add('put kept', 'objectPuts');
      return inner.put(name, bytes);
    },
    read: (name) => {
      tally.add('get kept', 'objectGets');
      return inner.read(name);
    },
    names: (prefix, after) => inner.names(prefix, after),
    files: (experiment, after) => inner.files(experiment, after),
    downlinks: (experiment) => inner.downlinks(experiment),
    experiments: () => inner.experiments(),
  };
}

class MeteredObjects implements ObjectStore {
  readonly #inner: ObjectStore;
  readonly #tally: Tally;

  constructor(inner: ObjectStore, tally: Tally) {
    this.#inner = inner;
    this.#tally = tally;
  }

  size(name: ObjectName): Promise<number | null> {
    this.#tally.add(`size ${prefixOf(name)}`, 'objectGets');
    return this.#inner.size(name);
  }

  open(key: string): AsyncIterable<Uint8Array> {
    this.#tally.add(`get ${prefixOf(key)}`, 'objectGets');
    return this.#inner.open(key);
  }

  read(name: ObjectName): Promise<Uint8Array> {
    this.#tally.add(`get ${prefixOf(name)}`, 'objectGets');
    return this.#inner.read(name);
  }

  readRange(name: ObjectName, from: number, to: number): Promise<Uint8Array> {
    this.#tally.add(`get range ${prefixOf(name)}`, 'objectGets');
    return this.#inner.readRange(name, from, to);
  }

  put(key: string, bytes: Uint8Array, contentType: string): Promise<string | null> {
    this.#tally.add(`put ${prefixOf(key)}`, 'objectPuts');
    return this.#inner.put(key, bytes, contentType);
  }

  supersede(key: string): Promise<void> {
    this.#tally.add(`supersede ${prefixOf(key)}`, 'objectPuts');
    return this.#inner.supersede(key);
  }

  isSuperseded(key: string): Promise<boolean> {
    this.#tally.add(`tags ${prefixOf(key)}`, 'objectGets');
    return this.#inner.isSuperseded(key);
  }

  presignPut(key: string, content: DeclaredContent, seconds: number): Promise<PresignedPut> {
    return this.#inner.presignPut(key, content, seconds);
  }

  presignGet(key: string, seconds: number): Promise<string> {
    return this.#inner.presignGet(key, seconds);
  }
}

const prefixOf = (name: ObjectName) => `${versionNamed(name).key.split('/')[0]}/`;

class MeteredCatalogue implements Catalogue {
  readonly #inner: Catalogue;
  readonly #tally: Tally;
  readonly #items = new Map<string, Item>();

  constructor(inner: Catalogue, tally: Tally) {
    this.#inner = inner;
    this.#tally = tally;
  }

  async get<T>(kind: Kind<T>, key: Key): Promise<Stored<T> | null> {
    const item = this.#items.get(nameOf(key));
    const bytes = item === undefined ? 0 : itemBytes(item);
    this.#tally.add(`get ${kind.name}`, 'tableReadUnits', readUnits(bytes, true));
    return this.#inner.get(kind, key);
  }

  async *list<T>(
    kind: Kind<T>,
    partition: string,
    prefix: string,
    page?: ListPage,
  ): AsyncIterable<Stored<T>> {
    let bytes = 0;
    try {
      for await (const stored of this.#inner.list(kind, partition, prefix, page)) {
        bytes += itemBytes(this.#items.get(nameOf(stored.key)) ?? {});
        yield stored;
      }
    } finally {
      this.#tally.add(`list ${kind.name}`, 'tableReadUnits', readUnits(bytes, true));
    }
  }

  /** A projection is billed for the whole items. */
  async *versions<T>(
    kind: Kind<T>,
    partition: string,
    prefix: string,
    page?: ListPage,
  ): AsyncIterable<Versioned> {
    let bytes = 0;
    try {
      for await (const found of this.#inner.versions(kind, partition, prefix, page)) {
        bytes += itemBytes(this.#items.get(nameOf(found.key)) ?? {});
        yield found;
      }
    } finally {
      this.#tally.add(`list ${kind.name}`, 'tableReadUnits', readUnits(bytes, true));
    }
  }

  async put<T>(kind: Kind<T>, key: Key, item: T, expected: number | null): Promise<boolean> {
    const name = nameOf(key);
    const before = this.#items.get(name) ?? null;
    const after = itemSchema.parse(putInput('table', kind, key, item, expected).Item);
    const isWritten = await this.#inner.put(kind, key, item, expected);
    const inIndex = isWritten ? indexUnits(before, after, DUE_INDEX) : 0;
    this.#tally.add(
      `put ${kind.name}`,
      'tableWriteUnits',
      writeUnits(before, isWritten ? after : null) + inIndex,
    );
    if (isWritten) this.#items.set(name, after);
    return isWritten;
  }

  async remove<T>(kind: Kind<T>, key: Key, expected: number): Promise<boolean> {
    const before = this.#items.get(nameOf(key)) ?? null;
    const isRemoved = await this.#inner.remove(kind, key, expected);
    const inIndex = isRemoved ? indexUnits(before, null, DUE_INDEX) : 0;
    this.#tally.add(`remove ${kind.name}`, 'tableWriteUnits', writeUnits(before, null) + inIndex);
    if (isRemoved) this.#items.delete(nameOf(key));
    return isRemoved;
  }

  due(partition: string, page?: { prefix?: string; limit?: number }): AsyncIterable<Key> {
    this.#tally.add('list due', 'tableReadUnits', readUnits(0, false));
    return this.#inner.due(partition, page);
  }
}

const nameOf = ({ partition, sort }: Key) => `${partition}\n${sort}`;
