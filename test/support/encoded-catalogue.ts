/** The catalogue in memory with items as the table holds them, so that a bit of one can be changed. */
import { LongLists } from '../../shared/aws/long-lists.ts';
import { unpackItem, writtenItem } from '../../shared/aws/table-item.ts';
import type { Key, Kind } from '../../shared/domain/kind.ts';
import type { ListPage, ObjectStore, Stored } from '../../shared/ports.ts';
import { flipped } from './flipped-bits.ts';
import { MemoryCatalogue } from './memory-ports.ts';

type WrittenItem = ReturnType<typeof writtenItem>;

export class EncodedCatalogue extends MemoryCatalogue {
  readonly #lists: LongLists;
  /** By item, a bit of its attributes, one after another. */
  readonly #flips = new Map<string, number>();

  constructor(archive: Pick<ObjectStore, 'read' | 'put' | 'size'>) {
    super();
    this.#lists = new LongLists({
      read: (key) => archive.read(key),
      // Reading puts them aside anew here: what stands stays, damaged or not.
      put: async (key, bytes, type) =>
        (await archive.size(key)) === null ? archive.put(key, bytes, type) : 'as it stands',
    });
  }

  /** Changes a bit of the item as it stands; whoever writes it again writes it whole. */
  flip(key: Key, bit: number): void {
    this.#flips.set(nameOf(key), bit);
  }

  mend(key: Key): void {
    this.#flips.delete(nameOf(key));
  }

  /** Bytes of the item's attributes, beside its key. */
  bytesOf(kind: Kind<unknown>, key: Key): number {
    const row = this.partitions.get(key.partition)!.get(key.sort)!;
    const written = writtenItem(kind, key, { json: row.body, aside: null }, row.version);
    return attributesOf(written).reduce((sum, { content }) => sum + content.length, 0);
  }

  override async get<T>(kind: Kind<T>, key: Key): Promise<Stored<T> | null> {
    const stored = await super.get(kind, key);
    const row = this.partitions.get(key.partition)?.get(key.sort);
    if (stored === null || row === undefined) return null;
    const flip = this.#flips.get(nameOf(key));
    const split = await this.#lists.putAside(kind, stored.item, row.body);
    if (flip === undefined && split.aside === null) return stored;
    const item = {
      pk: { S: key.partition },
      sk: { S: key.sort },
      ...writtenItem(kind, key, split, row.version),
    };
    const { json, aside } = unpackItem(flip === undefined ? item : withFlip(item, flip));
    const rest = aside === null ? {} : await this.#lists.bringBack(aside);
    return { ...stored, item: kind.schema.parse({ ...Object(json), ...rest }) };
  }

  override async put<T>(kind: Kind<T>, key: Key, item: T, expected: number | null): Promise<boolean> {
    const isWritten = await super.put(kind, key, item, expected);
    if (isWritten) this.mend(key);
    return isWritten;
  }

  override async remove<T>(kind: Kind<T>, key: Key, expected: number): Promise<boolean> {
    const isRemoved = await super.remove(kind, key, expected);
    if (isRemoved) this.mend(key);
    return isRemoved;
  }

  override async *list<T>(
    kind: Kind<T>,
    partition: string,
    prefix: string,
    page: ListPage = {},
  ): AsyncIterable<Stored<T>> {
    for await (const { key } of this.versions(kind, partition, prefix, page)) {
      const stored = await this.get(kind, key);
      if (stored !== null) yield stored;
    }
  }
}

const nameOf = ({ partition, sort }: Key): string => `${partition}/${sort}`;

function attributesOf(item: WrittenItem) {
  return (['kind', 'version', 'body', 'aside', 'crc'] as const).flatMap((name) => {
    const value = item[name];
    if (value === undefined) return [];
    const [type, content] = Object.entries<string | Uint8Array>(value)[0]!;
    return [{ name, type, content: Buffer.from(content) }];
  });
}

/** The bit counts on from the beginning where the item is shorter, because its long lists stand aside. */
function withFlip(item: WrittenItem, wanted: number) {
  const attributes = attributesOf(item);
  let bit = wanted % (8 * attributes.reduce((sum, { content }) => sum + content.length, 0));
  for (const { name, type, content } of attributes) {
    if (bit < 8 * content.length) {
      const bytes = flipped(content, bit);
      return { ...item, [name]: { [type]: type === 'B' ? bytes : Buffer.from(bytes).toString() } };
    }
    bit -= 8 * content.length;
  }
  return item;
}
