/**
 * An item of the table holds 400 KB. What a kind names as `long` goes, where it is long, into an object of the archive,
 * under the digest of its content: written before the item that names it, the same one however often the item changes,
 * and never removed.
 */
import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import { longListsKey } from '../domain/archive/keys.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import { Damaged } from '../domain/damaged.ts';
import type { Kind } from '../domain/kind.ts';
import { ObjectMissing, type ObjectStore } from '../ports.ts';

/** Characters of an item's text above which its long lists go: packed, some 30 KB. */
const KEEP_BELOW = 150_000;
/** Objects that this process wrote or read: who writes the item again need not write, nor be allowed to. */
const MOST_KNOWN = 1000;

const documentSchema = z.record(z.string(), z.unknown());

export type ListObjects = Pick<ObjectStore, 'read' | 'put'>;

export interface Split {
  readonly json: string;
  /** Key of the object with the rest; null where the item is whole. */
  readonly aside: string | null;
}

export class LongLists {
  readonly #objects: ListObjects;
  readonly #known = new Set<string>();

  constructor(objects: ListObjects) {
    this.#objects = objects;
  }

  /** The item's text without its long lists, once these are kept. */
  async putAside<T>({ long = [] }: Kind<T>, item: T, json: string): Promise<Split> {
    if (json.length <= KEEP_BELOW || long.length === 0) return { json, aside: null };
    const names: ReadonlySet<string> = new Set(long);
    const members = Object.entries(documentSchema.parse(item));
    const lists = Object.fromEntries(members.filter(([name]) => names.has(name)));
    const rest = Object.fromEntries(members.filter(([name]) => !names.has(name)));
    // In one order of its members, whoever made the item: the same lists are the same object.
    const bytes = deflateRawSync(canonicalJson(lists));
    const key = longListsKey(digestOf(bytes));
    if (!this.#known.has(key)) await this.#objects.put(key, bytes, 'application/octet-stream');
    this.#remember(key);
    return { json: JSON.stringify(rest), aside: key };
  }

  /** The lists that were put aside. Fails with `Damaged` where the object is not what was written. */
  async bringBack(key: string): Promise<Readonly<Record<string, unknown>>> {
    const bytes = await this.#objects.read(key).catch((error: unknown) => {
      throw error instanceof ObjectMissing ? new Damaged(key, error) : error;
    });
    const got = longListsKey(digestOf(bytes));
    if (got !== key) throw new Damaged(key, `expected the digest in its name, got ${got}`);
    this.#remember(key);
    return documentSchema.parse(JSON.parse(inflateRawSync(bytes).toString()));
  }

  #remember(key: string): void {
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.add(key);
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
