import { byText } from '../../domain/by-text.ts';
import { Damaged } from '../../domain/damaged.ts';
import type { Key, Kind } from '../../domain/kind.ts';
import type { ListPage, Ports, Stored } from '../../ports.ts';

/**
 * As the list of the catalogue; where an item cannot be read, its key and what is damaged go to `onDamaged`, and the
 * others follow.
 */
export async function* listSound<T>(
  ports: Ports,
  kind: Kind<T>,
  {
    partition,
    prefix,
    page = {},
  }: { readonly partition: string; readonly prefix: string; readonly page?: ListPage },
  onDamaged: (key: Key, damaged: Damaged) => void,
): AsyncIterable<Stored<T>> {
  let after = page.after;
  let given = 0;
  try {
    for await (const stored of ports.catalogue.list(kind, partition, prefix, page)) {
      after = stored.key.sort;
      given++;
      yield stored;
    }
    return;
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
  }
  // One by one: a list ends at the first that it cannot read.
  const rest = {
    ...page,
    ...(after !== undefined && { after }),
    ...(page.limit !== undefined && { limit: page.limit - given }),
  };
  for await (const { key } of ports.catalogue.versions(kind, partition, prefix, rest)) {
    const stored = await soundOr(ports, kind, key, onDamaged);
    if (stored !== null) yield stored;
  }
}

async function soundOr<T>(
  ports: Ports,
  kind: Kind<T>,
  key: Key,
  onDamaged: (key: Key, damaged: Damaged) => void,
): Promise<Stored<T> | null> {
  try {
    return await ports.catalogue.get(kind, key);
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    onDamaged(key, error);
    return null;
  }
}

/** The id with which a page of so many ends, of sound and damaged ones together. */
export function lastOfPage(
  read: readonly { readonly id: string }[],
  size: number,
  isBackwards: boolean,
): string | undefined {
  const ids = read.map(({ id }) => id).toSorted(byText);
  return isBackwards ? ids.slice(-size)[0] : ids.slice(0, size).at(-1);
}
