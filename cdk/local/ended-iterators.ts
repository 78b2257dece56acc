import type { Server } from 'node:http';
import stores, { type Store } from 'dynalite/db/index.js';

const { create } = stores;

/**
 * Starts a dynalite whose iterators end with the question that opened them. dynalite 4 ends them by a method that those
 * of LevelDB do not have (`return`), so each would keep its snapshot and its block of the file until the store closes:
 * 55 KB a query.
 *
 * @param onStore gets the store before anything is asked of it
 */
export function withEndedIterators(start: () => Server, onStore: (store: Store) => void = () => {}): Server {
  stores.create = (options) => {
    const store = create(options);
    for (const kind of ['keys', 'values'] as const) {
      const open = store.db[kind].bind(store.db);
      store.db[kind] = (...range) => {
        const iterator = open(...range);
        return Object.assign(iterator, { return: () => iterator.close() });
      };
    }
    onStore(store);
    return store;
  };
  try {
    return start();
  } finally {
    stores.create = create;
  }
}
