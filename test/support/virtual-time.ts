/** Time that passes only while somebody waits for the table, S3 or a queue: what a slow network does, without waiting. */
import type { Micros } from '../../shared/domain/time.ts';
import type { Catalogue, Clock, ObjectStore, Ports, Queue } from '../../shared/ports.ts';

interface Timer {
  readonly at: Micros;
  readonly wake: () => void;
}

export class VirtualTime implements Clock {
  #at: Micros;
  #ids = 0;
  readonly #timers: Timer[] = [];

  constructor(start = '2026-03-20T00:00:00Z') {
    this.#at = Date.parse(start) * 1000;
  }

  now(): Micros {
    return this.#at;
  }

  newId(): string {
    return `d${String(++this.#ids).padStart(6, '0')}`;
  }

  pause(millis: number): Promise<void> {
    return new Promise((wake) => this.#timers.push({ at: this.#at + millis * 1000, wake }));
  }

  advance(seconds: number): void {
    this.#at += seconds * 1e6;
  }

  /** Runs to the end, from one instant at which somebody stops waiting to the next; resolves to the seconds it took. */
  async run(act: () => Promise<unknown>): Promise<number> {
    const begun = this.#at;
    let isOver = false;
    const running = act().finally(() => {
      isOver = true;
    });
    for (;;) {
      await new Promise(setImmediate);
      if (isOver) break;
      this.#next()?.wake();
    }
    await running;
    return (this.#at - begun) / 1e6;
  }

  #next(): Timer | undefined {
    const first = this.#timers.reduce(
      (least, timer, i) => (timer.at < this.#timers[least]!.at ? i : least),
      0,
    );
    const [timer] = this.#timers.splice(first, 1);
    if (timer !== undefined) this.#at = Math.max(this.#at, timer.at);
    return timer;
  }
}

export interface Latencies {
  /** Milliseconds of one call. */
  readonly table: number;
  readonly object: number;
  readonly queue: number;
}

/** Items that one query of the table brings. */
const PAGE = 500;

/** The same ports, each call of which takes its time. */
export function slowPorts(inner: Ports, time: VirtualTime, { table, object, queue }: Latencies): Ports {
  const after = async <T>(millis: number, act: () => Promise<T>): Promise<T> => {
    await time.pause(millis);
    return act();
  };
  async function* paged<T>(items: AsyncIterable<T>): AsyncIterable<T> {
    let count = 0;
    await time.pause(table);
    for await (const item of items) {
      if (++count % PAGE === 0) await time.pause(table);
      yield item;
    }
  }
  const { catalogue, raw } = inner;
  const slowTable: Catalogue = {
    get: (kind, key) => after(table, () => catalogue.get(kind, key)),
    put: (kind, key, item, expected) => after(table, () => catalogue.put(kind, key, item, expected)),
    remove: (kind, key, expected) => after(table, () => catalogue.remove(kind, key, expected)),
    list: (kind, partition, prefix, page) => paged(catalogue.list(kind, partition, prefix, page)),
    versions: (kind, partition, prefix, page) => paged(catalogue.versions(kind, partition, prefix, page)),
    due: (partition, page) => paged(catalogue.due(partition, page)),
  };
  const slowRaw: ObjectStore = Object.create(raw, {
    size: { value: (name: string) => after(object, () => raw.size(name)) },
  });
  const slowQueue = (to: Queue): Queue => ({
    send: (hint, seconds) => after(queue, () => to.send(hint, seconds)),
    // Batches of ten, eight of them at a time.
    sendAll: (hints) => after(queue * Math.ceil(hints.length / 80), () => to.sendAll(hints)),
  });
  const { drop, ingest, align, flag, analyze, notify } = inner.queues;
  return {
    ...inner,
    raw: slowRaw,
    catalogue: slowTable,
    queues: {
      drop: slowQueue(drop),
      ingest: slowQueue(ingest),
      align: slowQueue(align),
      flag: slowQueue(flag),
      analyze: slowQueue(analyze),
      notify: slowQueue(notify),
    },
    clock: time,
  };
}
