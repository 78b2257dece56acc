/** Ports over a catalogue in which some items, named `partition/sort`, are not what was written. */
import { Damaged } from '../../shared/domain/damaged.ts';
import type { Catalogue, Ports } from '../../shared/ports.ts';

export function withDamaged(ports: Ports, names: readonly string[]): Ports {
  const { catalogue } = ports;
  const check = ({ partition, sort }: { readonly partition: string; readonly sort: string }) => {
    const name = `${partition}/${sort}`;
    if (names.includes(name)) throw new Damaged(name, 'another CRC-32');
  };
  const failing: Catalogue = {
    get: async (kind, key) => {
      check(key);
      return catalogue.get(kind, key);
    },
    async *list(kind, partition, prefix, page) {
      for await (const stored of catalogue.list(kind, partition, prefix, page)) {
        check(stored.key);
        yield stored;
      }
    },
    put: (kind, key, one, expected) => catalogue.put(kind, key, one, expected),
    remove: (kind, key, expected) => catalogue.remove(kind, key, expected),
    versions: (kind, partition, prefix, page) => catalogue.versions(kind, partition, prefix, page),
    due: (partition, page) => catalogue.due(partition, page),
  };
  return { ...ports, catalogue: failing };
}
