/**
 * Ports that fail once, at one call. A call is a site; sites are counted in the order they happen. The port's method
 * is one call to S3, DynamoDB, SQS or SNS (`shared/aws` makes exactly one of each), so a plan names call and fault.
 */
import type {
  Catalogue,
  Drop,
  KeptItems,
  Notifier,
  ObjectStore,
  PartUploads,
  Ports,
  Queue,
} from '../../shared/ports.ts';

/**
 * TWICE: of a queue the message comes twice, of any other write the answer was lost and the SDK did it again.
 * BREAKS_OFF: an object's bytes end half way.
 */
export type Fault = 'THROWS_BEFORE' | 'THROWS_AFTER' | 'HANGS_AFTER' | 'TWICE' | 'BREAKS_OFF';

export interface FaultPlan {
  /** Counted from 0; null never fails and only counts. */
  readonly site: number | null;
  readonly fault: Fault;
}

export class Injected extends Error {
  constructor(fault: Fault, site: string) {
    super(`${fault} at ${site}`);
    this.name = 'Injected';
  }
}

export class FaultyPorts implements Ports {
  readonly raw: ObjectStore;
  readonly uploads: PartUploads;
  readonly kept: KeptItems;
  readonly drop: Drop;
  readonly archive: ObjectStore;
  readonly catalogue: Catalogue;
  readonly queues: Ports['queues'];
  readonly notifier: Notifier;
  readonly clock: Ports['clock'];
  /** Names of the sites met so far, in order. */
  readonly sites: string[] = [];
  /** Resolves when a call was made to hang: the invocation is dead, its process would be killed. */
  readonly hung: Promise<void>;
  readonly #plan: FaultPlan;
  #hang: () => void = () => {};

  constructor(inner: Ports, plan: FaultPlan) {
    this.#plan = plan;
    this.hung = new Promise((resolve) => {
      this.#hang = resolve;
    });
    this.raw = this.#objects('raw', inner.raw);
    this.uploads = inner.uploads;
    this.archive = this.#objects('archive', inner.archive);
    const { catalogue, queues, notifier, kept, drop } = inner;
    this.kept = {
      put: (name, bytes) => this.#call('kept.put', () => kept.put(name, bytes)),
      read: (name) => this.#call('kept.read', () => kept.read(name)),
      names: (prefix, after) => this.#stream('kept.names', () => kept.names(prefix, after)),
      downlinks: (experiment) => this.#stream('kept.downlinks', () => kept.downlinks(experiment)),
      files: (experiment, after) => this.#stream('kept.files', () => kept.files(experiment, after)),
      experiments: () => this.#stream('kept.experiments', () => kept.experiments()),
    };
    this.drop = {
      look: (object) => this.#call('drop.look', () => drop.look(object)),
      copyToRaw: (object, key, declared) =>
        this.#call('drop.copyToRaw', () => drop.copyToRaw(object, key, declared)),
      list: (after) => this.#call('drop.list', () => drop.list(after)),
    };
    this.catalogue = {
      get: (kind, key) => this.#call(`catalogue.get ${kind.name}`, () => catalogue.get(kind, key)),
      put: (kind, key, item, expected) =>
        this.#call(`catalogue.put ${kind.name}`, () => catalogue.put(kind, key, item, expected)),
      remove: (kind, key, expected) =>
        this.#call(`catalogue.remove ${kind.name}`, () => catalogue.remove(kind, key, expected)),
      list: (kind, partition, prefix, page) =>
        this.#stream(`catalogue.list ${kind.name}`, () => catalogue.list(kind, partition, prefix, page)),
      versions: (kind, partition, prefix, page) =>
        this.#stream(`catalogue.versions ${kind.name}`, () =>
          catalogue.versions(kind, partition, prefix, page),
        ),
      due: (partition, page) => this.#stream('catalogue.due', () => catalogue.due(partition, page)),
    };
    const queue = (name: string, to: Queue): Queue => ({
      send: (hint, seconds) =>
        this.#call(`queue.send ${name}`, () => to.send(hint, seconds), 'may come twice'),
      sendAll: (hints) => this.#call(`queue.sendAll ${name}`, () => to.sendAll(hints), 'may come twice'),
    });
    this.queues = {
      drop: queue('drop', queues.drop),
      ingest: queue('ingest', queues.ingest),
      align: queue('align', queues.align),
      flag: queue('flag', queues.flag),
      analyze: queue('analyze', queues.analyze),
      notify: queue('notify', queues.notify),
    };
    this.notifier = {
      publish: (notice) => this.#call('notifier.publish', () => notifier.publish(notice)),
      post: (posting) => this.#call('notifier.post', () => notifier.post(posting)),
    };
    this.clock = inner.clock;
  }

  #objects(name: string, inner: ObjectStore): ObjectStore {
    return {
      size: (object) => this.#call(`${name}.size`, () => inner.size(object)),
      open: (key) => this.#stream(`${name}.open`, () => inner.open(key)),
      read: (object) => this.#call(`${name}.read`, () => inner.read(object)),
      readRange: (object, from, to) =>
        this.#call(`${name}.readRange`, () => inner.readRange(object, from, to)),
      put: (key, bytes, type) =>
        this.#call(`${name}.put ${key.split('/')[0]}`, () => inner.put(key, bytes, type)),
      supersede: (key) => this.#call(`${name}.supersede`, () => inner.supersede(key)),
      isSuperseded: (key) => this.#call(`${name}.isSuperseded`, () => inner.isSuperseded(key)),
      presignPut: (key, content, seconds) => inner.presignPut(key, content, seconds),
      presignGet: (key, seconds) => inner.presignGet(key, seconds),
    };
  }

  /** The fault planned for this call, or null. */
  #enter(site: string): Fault | null {
    const isPlanned = this.sites.length === this.#plan.site;
    this.sites.push(site);
    return isPlanned ? this.#plan.fault : null;
  }

  async #call<T>(site: string, act: () => Promise<T>, twice: 'may come twice' | 'once' = 'once'): Promise<T> {
    const fault = this.#enter(site);
    if (fault === 'THROWS_BEFORE') throw new Injected(fault, site);
    if (fault === 'TWICE' && twice === 'may come twice') await act();
    const result = await act();
    if (fault === 'THROWS_AFTER') throw new Injected(fault, site);
    if (fault === 'HANGS_AFTER') return this.#never();
    return result;
  }

  /** A stream fails before its first item, after it, or hangs there. */
  async *#stream<T>(site: string, open: () => AsyncIterable<T>): AsyncIterable<T> {
    const fault = this.#enter(site);
    if (fault === 'THROWS_BEFORE') throw new Injected(fault, site);
    for await (const item of open()) {
      yield item;
      if (fault === 'THROWS_AFTER') throw new Injected(fault, site);
      if (fault === 'HANGS_AFTER') await this.#never();
    }
  }

  #never(): Promise<never> {
    this.#hang();
    return new Promise(() => {});
  }
}
