import type { Level } from 'dynalite/db/index.js';

/** The folder of a store in which dynalite keeps what tables are. */
const DESCRIPTIONS = 'table~';

/**
 * Makes a store read the description of a table from the disk once, not at each call, until the next write of one:
 * dynalite asks for it before every item and query, which takes as long as to read the item.
 */
export function keepDescriptions(db: Level): void {
  let kept = new Map<string, unknown>();
  const get = db.get.bind(db);
  db.get = (key, callback) => {
    if (!key.startsWith(DESCRIPTIONS)) return get(key, callback);
    const known = kept.get(key);
    // A copy, since dynalite notes in it what becomes of the table; later, as whatever comes from the disk.
    if (known !== undefined) return void setImmediate(() => callback(null, structuredClone(known)));
    // What is read while another is written is kept by nobody.
    const own = kept;
    get(key, (error, value) => {
      if (!error && value !== undefined) own.set(key, structuredClone(value));
      callback(error, value);
    });
  };
  for (const write of ['put', 'del'] as const) {
    const act = db[write].bind(db);
    db[write] = (...given) => {
      const callback = given.at(-1);
      if (!String(given[0]).startsWith(DESCRIPTIONS) || typeof callback !== 'function') return act(...given);
      return act(...given.slice(0, -1), (error: unknown) => {
        kept = new Map();
        callback(error);
      });
    };
  }
}
