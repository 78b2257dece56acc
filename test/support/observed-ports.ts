/** The same ports; `around` gets every call, names it, and decides when it happens. */
import type { Catalogue, ObjectStore, Ports, Queue } from '../../shared/ports.ts';

export type Around = <T>(call: string, act: () => Promise<T>) => Promise<T>;

export function observed(inner: Ports, around: Around): Ports {
  const { catalogue } = inner;
  const all = <T>(call: string, open: () => AsyncIterable<T>) =>
    (async function* () {
      yield* await around(call, () => Array.fromAsync(open()));
    })();
  const wrapped: Catalogue = {
    get: (kind, key) => around(`get ${kind.name}`, () => catalogue.get(kind, key)),
    put: (kind, key, item, expected) =>
      around(`put ${kind.name}`, () => catalogue.put(kind, key, item, expected)),
    remove: (kind, key, expected) =>
      around(`remove ${kind.name}`, () => catalogue.remove(kind, key, expected)),
    list: (kind, partition, prefix, page) =>
      all(`list ${kind.name}`, () => catalogue.list(kind, partition, prefix, page)),
    versions: (kind, partition, prefix, page) =>
      all(`list ${kind.name}`, () => catalogue.versions(kind, partition, prefix, page)),
    due: (partition, page) => all('due', () => catalogue.due(partition, page)),
  };
  const objects = (name: string, store: ObjectStore): ObjectStore => ({
    size: (object) => around(`${name}.size`, () => store.size(object)),
    open: (key) => all(`${name}.open`, () => store.open(key)),
    read: (object) => around(`${name}.read`, () => store.read(object)),
    readRange: (object, from, to) => around(`${name}.read`, () => store.readRange(object, from, to)),
    put: (key, bytes, type) => around(`${name}.put`, () => store.put(key, bytes, type)),
    supersede: (key) => around(`${name}.supersede`, () => store.supersede(key)),
    isSuperseded: (key) => around(`${name}.isSuperseded`, () => store.isSuperseded(key)),
    presignPut: (key, content, seconds) => store.presignPut(key, content, seconds),
    presignGet: (key, seconds) => store.presignGet(key, seconds),
  });
  const queue = (name: string, to: Queue): Queue => ({
    send: (hint, seconds) => around(`send ${name}`, () => to.send(hint, seconds)),
    sendAll: (hints) => around(`sendAll ${name}`, () => to.sendAll(hints)),
  });
  const { ingest, align, flag, analyze, notify } = inner.queues;
  return {
    ...inner,
    raw: objects('raw', inner.raw),
    kept: {
      put: (name, bytes) => around('kept.put', () => inner.kept.put(name, bytes)),
      read: (name) => around('kept.read', () => inner.kept.read(name)),
      names: (prefix, after) => all('kept.names', () => inner.kept.names(prefix, after)),
      downlinks: (experiment) => all('kept.downlinks', () => inner.kept.downlinks(experiment)),
      files: (experiment, after) => all('kept.files', () => inner.kept.files(experiment, after)),
      experiments: () => all('kept.experiments', () => inner.kept.experiments()),
    },
    archive: objects('archive', inner.archive),
    catalogue: wrapped,
    queues: {
      drop: queue('drop', inner.queues.drop),
      ingest: queue('ingest', ingest),
      align: queue('align', align),
      flag: queue('flag', flag),
      analyze: queue('analyze', analyze),
      notify: queue('notify', notify),
    },
  };
}
