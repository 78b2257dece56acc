import type { Server } from 'node:http';
import stores from 'dynalite/db/index.js';

const { create } = stores;

/**
 * Starts a dynalite whose iterators end with the question that opened them. dynalite 4 ends them by a method that those
 * of LevelDB do not have (`return`), so each would keep its snapshot and its block of the file until the store closes:
 * 55 KB a query.
 */
export function withEndedIterators(start: () => Server): Server {
  stores.create = (options) => {
    const store = create(options);
    for (const kind of ['keys', 'values'] as const) {
      const open = store.db[kind].bind(store.db);
      store.db[kind] = (...range) => {
        const iterator = open(...range);
        return Object.assign(iterator, { return: () => iterator.close() });
      };
    }
    return store;
  };
  try {
    return start();
  } finally {
    stores.create = create;
  }
}
