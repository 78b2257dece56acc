/** Ports that let something else happen at one call: a rival that runs to its end, or a death. */
import type { Key } from '../../shared/domain/kind.ts';
import type { Catalogue, Ports } from '../../shared/ports.ts';

export interface Hook {
  readonly on: 'get' | 'put' | 'list';
  readonly when: 'before' | 'after';
  /** Of the item's kind. */
  readonly kind: string;
  /** Of the item to be put; every one where absent. */
  readonly item?: (item: unknown) => boolean;
}

/** The same ports; at the first call that fits, `happen` runs before the call or after it. */
export function hooked<P extends Ports>(inner: P, hook: Hook, happen: () => Promise<void>): P {
  let isSpent = false;
  const around = async <T>(on: Hook['on'], kind: string, item: unknown, call: () => Promise<T>) => {
    const fits = !isSpent && on === hook.on && kind === hook.kind && (hook.item?.(item) ?? true);
    if (fits && hook.when === 'before') {
      isSpent = true;
      await happen();
    }
    const result = await call();
    if (fits && hook.when === 'after') {
      isSpent = true;
      await happen();
    }
    return result;
  };
  const { catalogue } = inner;
  const wrapped: Catalogue = {
    get: (kind, key: Key) => around('get', kind.name, null, () => catalogue.get(kind, key)),
    put: (kind, key, item, expected) =>
      around('put', kind.name, item, () => catalogue.put(kind, key, item, expected)),
    remove: (kind, key, expected) => catalogue.remove(kind, key, expected),
    list: async function* (kind, partition, prefix, page) {
      // Whole before or after what happens, as a query of one page is.
      const all = () => Array.fromAsync(catalogue.list(kind, partition, prefix, page));
      yield* await around('list', kind.name, null, all);
    },
    versions: (kind, partition, prefix, page) => catalogue.versions(kind, partition, prefix, page),
    due: (partition, page) => catalogue.due(partition, page),
  };
  return { ...inner, catalogue: wrapped };
}

/** Ends the invocation, as a kill would. */
export async function die(): Promise<never> {
  throw new Error('killed');
}
