/** Items that are asked for again with every question: who keeps them asks for their versions alone. */
import type { Kind } from '../../domain/kind.ts';
import { LruCache } from '../../domain/lru-cache.ts';
import type { Catalogue, Stored, Versioned } from '../../ports.ts';

/** Some of the items of a partition that lie side by side. */
export interface ItemRange {
  readonly partition: string;
  /** Of their sort keys. */
  readonly prefix: string;
  /** Sort key after which they begin. */
  readonly after?: string | undefined;
  /** Whether one is among them, by what follows the prefix; the first that is not ends them. All where absent. */
  isInside?(name: string): boolean;
}

/** Changed items that are read one by one; more of them are listed. */
const FEW = 4;

/** What was read of one kind, by key and version. */
export class KeptItems<T> {
  readonly #kind: Kind<T>;
  readonly #most: number;
  readonly #weightOf: (item: T) => number;
  readonly #by = new WeakMap<Catalogue, LruCache<T>>();

  /** @param most sum of the weights that are kept */
  constructor(kind: Kind<T>, most: number, weightOf: (item: T) => number) {
    this.#kind = kind;
    this.#most = most;
    this.#weightOf = weightOf;
  }

  /** As they stand in the table now, in order of their sort keys. */
  async list(catalogue: Catalogue, range: ItemRange): Promise<T[]> {
    const kept = this.#keptOf(catalogue);
    const found: { sort: string; item: T }[] = [];
    const changed: Versioned[] = [];
    const { partition, prefix } = range;
    for await (const one of catalogue.versions(this.#kind, partition, prefix, pageOf(range))) {
      if (!isIn(range, one)) break;
      const item = kept.get(nameOf(one));
      if (item === undefined) changed.push(one);
      else found.push({ sort: one.key.sort, item });
    }
    for (const stored of await this.#read(catalogue, changed, range)) {
      kept.set(nameOf(stored), stored.item);
      found.push({ sort: stored.key.sort, item: stored.item });
    }
    return found.sort((a, b) => (a.sort < b.sort ? -1 : 1)).map(({ item }) => item);
  }

  async #read(catalogue: Catalogue, changed: readonly Versioned[], range: ItemRange): Promise<Stored<T>[]> {
    if (changed.length <= FEW) {
      const read = await Promise.all(changed.map(({ key }) => catalogue.get(this.#kind, key)));
      return read.filter((stored) => stored !== null);
    }
    const wanted = new Set(changed.map(({ key }) => key.sort));
    const read: Stored<T>[] = [];
    for await (const stored of catalogue.list(this.#kind, range.partition, range.prefix, pageOf(range))) {
      if (!isIn(range, stored)) break;
      if (wanted.has(stored.key.sort)) read.push(stored);
    }
    return read;
  }

  #keptOf(catalogue: Catalogue): LruCache<T> {
    const known = this.#by.get(catalogue);
    if (known !== undefined) return known;
    const kept = new LruCache<T>(this.#most, this.#weightOf);
    this.#by.set(catalogue, kept);
    return kept;
  }
}

const pageOf = ({ after }: ItemRange) => (after === undefined ? {} : { after });

const isIn = ({ prefix, isInside }: ItemRange, { key }: Versioned): boolean =>
  isInside === undefined || isInside(key.sort.slice(prefix.length));

const nameOf = ({ key, version }: Versioned) => `${key.partition}/${key.sort}/${version}`;
