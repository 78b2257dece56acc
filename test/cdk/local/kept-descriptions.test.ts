import type { Level } from 'dynalite/db/index.js';
import { beforeEach, expect, it } from 'vitest';
import { keepDescriptions } from '../../../cdk/local/kept-descriptions.ts';

const TABLE = 'table~things';
const ITEM = 'item-things~a';
let written: Record<string, object>;
let reads: string[];
let db: Level;

/** A store whose writes are done a moment after they begin. */
beforeEach(() => {
  written = { [TABLE]: { status: 'ACTIVE' }, [ITEM]: { n: 1 } };
  reads = [];
  const unused = () => {
    throw new Error('nobody asks for this here');
  };
  db = {
    get: (key, callback) => {
      reads.push(key);
      const value = written[key];
      setImmediate(() => callback(value === undefined ? new Error('NotFoundError') : null, value));
    },
    put: (key, value, callback) =>
      setImmediate(() => {
        Object.assign(written, { [String(key)]: value });
        if (typeof callback === 'function') callback(null);
      }),
    ...{ open: unused, close: unused, del: unused, batch: unused, keys: unused },
    ...{ values: unused, iterator: unused },
  };
  keepDescriptions(db);
});

const get = (key: string) =>
  new Promise((resolve, reject) => {
    db.get(key, (error, value) => (error ? reject(error) : resolve(value)));
  });
const put = (key: string, value: object) => new Promise((resolve) => db.put(key, value, resolve));

it('is read once, and whoever changes what it got changes nothing', async () => {
  const first = await get(TABLE);
  Object.assign(Object(first), { status: 'DELETING' });
  expect([await get(TABLE), await get(TABLE)]).toEqual([{ status: 'ACTIVE' }, { status: 'ACTIVE' }]);
  expect(reads).toEqual([TABLE]);
});

it('is read again after it was written, whatever was read meanwhile', async () => {
  await get(TABLE);
  const writing = put(TABLE, { status: 'UPDATING' });
  const meanwhile = get(TABLE);
  await writing;
  await meanwhile;
  expect(await get(TABLE)).toEqual({ status: 'UPDATING' });
});

it('is not kept where there is none, and items are read each time', async () => {
  await expect(get('table~others')).rejects.toThrow('NotFoundError');
  await put('table~others', { status: 'ACTIVE' });
  expect(await get('table~others')).toEqual({ status: 'ACTIVE' });
  await get(ITEM);
  await put(ITEM, { n: 2 });
  expect(await get(ITEM)).toEqual({ n: 2 });
});
