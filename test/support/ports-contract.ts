/** One suite for every implementation of the ports: in memory, and over the SDK on real sockets. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Kind } from '../../shared/domain/kind.ts';
import { ObjectMissing, type Ports } from '../../shared/ports.ts';

interface Note {
  readonly text: string;
  readonly due: boolean;
}
const note: Kind<Note> = {
  name: 'note',
  schema: z.object({ text: z.string(), due: z.boolean() }),
  isDue: (item) => item.due,
};
const CONTENT = { bytes: 1, sha256: null };
const at = (partition: string, sort: string) => ({ partition, sort });

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

export function portsContract(
  name: string,
  open: () => Pick<Ports, 'raw' | 'uploads' | 'kept' | 'archive' | 'catalogue'>,
): void {
  describe(`${name}: kept items`, () => {
    it('are read by name, as they were put last, and named in order', async () => {
      const { kept } = open();
      await kept.put('e/EVENT/b', Uint8Array.of(1));
      await kept.put('e/EVENT/a', Uint8Array.of(2));
      await kept.put('e/EVENT/a', Uint8Array.of(3, 4));
      await kept.put('e2/EVENT/a', Uint8Array.of(5));
      expect([...(await kept.read('e/EVENT/a'))]).toEqual([3, 4]);
      expect(await all(kept.names('e/'))).toEqual(['e/EVENT/a', 'e/EVENT/b']);
      expect(await all(kept.names('e/', 'e/EVENT/a'))).toEqual(['e/EVENT/b']);
      await expect(kept.read('e/none')).rejects.toBeInstanceOf(ObjectMissing);
    });

    it('tell of which experiments anything lies here, each once', async () => {
      const { kept } = open();
      for (const name of ['one/EVENT/a', 'one/EVENT/b', 'one-more/EVENT/a'])
        await kept.put(name, Uint8Array.of(1));
      const told = await all(kept.experiments());
      expect(told.filter((one) => one.startsWith('one')).sort()).toEqual(['one', 'one-more']);
    });
  });

  describe(`${name}: objects`, () => {
    it('give back the bytes that were put, whole and in chunks', async () => {
      const { archive } = open();
      const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => i % 251);
      await archive.put('objects/a', bytes, 'application/octet-stream');
      expect(await archive.size('objects/a')).toBe(300_000);
      expect(Buffer.compare(await archive.read('objects/a'), bytes)).toBe(0);
      expect(Buffer.compare(Buffer.concat(await all(archive.open('objects/a'))), bytes)).toBe(0);
    });

    it('give back a part of their bytes, fewer where they end before', async () => {
      const { archive } = open();
      const bytes = Uint8Array.from({ length: 5000 }, (_, i) => i % 251);
      await archive.put('objects/part', bytes, 'application/octet-stream');
      expect([...(await archive.readRange('objects/part', 250, 254))]).toEqual([250, 0, 1, 2]);
      expect([...(await archive.readRange('objects/part', 4998, 9000))]).toEqual([4998 % 251, 4999 % 251]);
      await expect(archive.readRange('objects/none', 0, 1)).rejects.toBeInstanceOf(ObjectMissing);
    });

    it('may be put again with the same bytes', async () => {
      const { archive } = open();
      await archive.put('objects/again', Uint8Array.of(1, 2), 'text/plain');
      await archive.put('objects/again', Uint8Array.of(1, 2), 'text/plain');
      expect([...(await archive.read('objects/again'))]).toEqual([1, 2]);
    });

    it('keep every version under its name, and give the newest under the key', async () => {
      const { archive } = open();
      const first = await archive.put('pages/a', Uint8Array.of(1), 'text/plain');
      const second = await archive.put('pages/a', Uint8Array.of(2, 3), 'text/plain');
      expect([...(await archive.read('pages/a'))]).toEqual([2, 3]);
      expect([...(await archive.read({ key: 'pages/a', version: null }))]).toEqual([2, 3]);
      expect([...(await archive.read({ key: 'pages/a', version: first }))]).toEqual([1]);
      expect(await archive.size({ key: 'pages/a', version: first })).toBe(1);
      expect([...(await archive.readRange({ key: 'pages/a', version: second }, 1, 2))]).toEqual([3]);
      const none = { key: 'pages/a', version: 'ffffffffffffffffffffffffffffffff' };
      await expect(archive.read(none)).rejects.toBeInstanceOf(ObjectMissing);
      await expect(archive.readRange(none, 0, 1)).rejects.toBeInstanceOf(ObjectMissing);
      expect(await archive.size(none)).toBeNull();
    });

    it('are to go once they are superseded, until they are put again', async () => {
      const { archive } = open();
      const key = 'segments/experiment=e/unit=FU.1/superseded';
      await archive.put(key, Uint8Array.of(1, 2), 'text/plain');
      expect(await archive.isSuperseded(key)).toBe(false);
      await archive.supersede(key);
      expect(await archive.isSuperseded(key)).toBe(true);
      expect([...(await archive.read(key))]).toEqual([1, 2]);
      await archive.supersede(key);
      await archive.put(key, Uint8Array.of(1, 2), 'text/plain');
      expect(await archive.isSuperseded(key)).toBe(false);
      await archive.supersede('segments/none');
      expect(await archive.isSuperseded('segments/none')).toBe(false);
    });

    it('say so when they are missing', async () => {
      const { archive } = open();
      expect(await archive.size('objects/none')).toBeNull();
      await expect(archive.read('objects/none')).rejects.toBeInstanceOf(ObjectMissing);
      await expect(all(archive.open('objects/none'))).rejects.toBeInstanceOf(ObjectMissing);
    });
  });

  describe(`${name}: uploads in parts`, () => {
    it('begin, say which parts have arrived, and know no other', async () => {
      const { uploads } = open();
      const upload = await uploads.begin('raw/in-parts', false, 'declared');
      expect(await uploads.parts('raw/in-parts', upload)).toEqual([]);
      expect(await uploads.parts('raw/in-parts', 'another')).toBeNull();
      expect((await uploads.presignPart({ key: 'raw/in-parts', upload, part: 1 }, CONTENT, 60)).method).toBe(
        'PUT',
      );
    });
  });

  describe(`${name}: catalogue`, () => {
    it('writes a new item only where there is none', async () => {
      const { catalogue } = open();
      const key = at('p-new', 'A#1');
      expect(await catalogue.get(note, key)).toBeNull();
      expect(await catalogue.put(note, key, { text: 'first', due: false }, null)).toBe(true);
      expect(await catalogue.put(note, key, { text: 'second', due: false }, null)).toBe(false);
      expect((await catalogue.get(note, key))?.item.text).toBe('first');
    });

    it('lets exactly one of several writers replace a version', async () => {
      const { catalogue } = open();
      const key = at('p-race', 'A#1');
      await catalogue.put(note, key, { text: '0', due: false }, null);
      const version = (await catalogue.get(note, key))!.version;
      const results = await Promise.all(
        [1, 2, 3, 4, 5].map((i) => catalogue.put(note, key, { text: String(i), due: false }, version)),
      );
      expect(results.filter(Boolean)).toHaveLength(1);
      expect((await catalogue.get(note, key))?.item.text).toBe(String(results.indexOf(true) + 1));
    });

    it('lists by prefix in order, and goes on after a key', async () => {
      const { catalogue } = open();
      for (const sort of ['B#2', 'A#1', 'B#10', 'B#1', 'C#1']) {
        await catalogue.put(note, at('p-list', sort), { text: sort, due: false }, null);
      }
      const sorts = async (prefix: string, page = {}) =>
        (await all(catalogue.list(note, 'p-list', prefix, page))).map((stored) => stored.key.sort);
      expect(await sorts('B#')).toEqual(['B#1', 'B#10', 'B#2']);
      expect(await sorts('')).toEqual(['A#1', 'B#1', 'B#10', 'B#2', 'C#1']);
      expect(await sorts('B#', { limit: 2 })).toEqual(['B#1', 'B#10']);
      expect(await sorts('B#', { after: 'B#10' })).toEqual(['B#2']);
      expect(await sorts('B#1', { after: 'B#1' })).toEqual(['B#10']);
      expect(await sorts('D#')).toEqual([]);
    });

    it('lists backwards, and goes on after a key, also one that is not there', async () => {
      const { catalogue } = open();
      const put = async (sort: string) =>
        await catalogue.put(note, at('p-back', sort), { text: sort, due: false }, null);
      for (const sort of ['B#2', 'A#1', 'B#10', 'B#1', 'C#1']) await put(sort);
      const sorts = async (prefix: string, page = {}) => {
        const asked = { isBackwards: true, ...page };
        const listed = await all(catalogue.list(note, 'p-back', prefix, asked));
        const versions = await all(catalogue.versions(note, 'p-back', prefix, asked));
        expect(versions).toEqual(listed.map(({ key, version }) => ({ key, version })));
        return listed.map(({ key }) => key.sort);
      };
      expect(await sorts('B#')).toEqual(['B#2', 'B#10', 'B#1']);
      expect(await sorts('')).toEqual(['C#1', 'B#2', 'B#10', 'B#1', 'A#1']);
      expect(await sorts('B#', { limit: 2 })).toEqual(['B#2', 'B#10']);
      expect(await sorts('B#', { after: 'B#2' })).toEqual(['B#10', 'B#1']);
      expect(await sorts('B#', { after: 'B#2', limit: 1 })).toEqual(['B#10']);
      expect(await sorts('B#', { after: 'B#15' })).toEqual(['B#10', 'B#1']);
      expect(await sorts('', { after: 'B#1' })).toEqual(['A#1']);
      expect(await sorts('B#', { after: 'B#1' })).toEqual([]);
      expect(await sorts('B#', { after: 'A#1' })).toEqual([]);
      expect(await sorts('B#', { after: 'C#1' })).toEqual(['B#2', 'B#10', 'B#1']);
    });

    it('lists the versions of the same items, which grow with every write', async () => {
      const { catalogue } = open();
      const versions = async (page = {}) =>
        (await all(catalogue.versions(note, 'p-versions', 'B#', page))).map(({ key, version }) => [
          key.sort,
          version,
        ]);
      for (const sort of ['A#1', 'B#1', 'B#2'])
        await catalogue.put(note, at('p-versions', sort), { text: sort, due: false }, null);
      const before = await versions();
      const stored = await all(catalogue.list(note, 'p-versions', 'B#'));
      expect(before).toEqual(stored.map(({ key, version }) => [key.sort, version]));
      await catalogue.put(note, at('p-versions', 'B#2'), { text: 'x', due: false }, stored[1]!.version);
      const after = await versions({ after: 'B#1' });
      expect(after).toEqual([['B#2', expect.any(Number)]]);
      expect(Number(after[0]![1])).toBeGreaterThan(Number(before[1]![1]));
      expect(await versions({ limit: 1 })).toEqual([before[0]]);
    });

    it('lists what is due in a partition, and nothing else', async () => {
      const { catalogue } = open();
      await catalogue.put(note, at('p-due', 'A#1'), { text: 'a', due: true }, null);
      await catalogue.put(note, at('p-due', 'A#2'), { text: 'b', due: false }, null);
      await catalogue.put(note, at('p-other', 'A#3'), { text: 'c', due: true }, null);
      expect(await all(catalogue.due('p-due'))).toEqual([at('p-due', 'A#1')]);
      await catalogue.put(note, at('p-due', 'B#1'), { text: 'd', due: true }, null);
      expect(await all(catalogue.due('p-due', { prefix: 'B#' }))).toEqual([at('p-due', 'B#1')]);
      expect(await all(catalogue.due('p-due', { limit: 1 }))).toHaveLength(1);
      await catalogue.remove(note, at('p-due', 'B#1'), 1);
      const { version } = (await catalogue.get(note, at('p-due', 'A#1')))!;
      await catalogue.put(note, at('p-due', 'A#1'), { text: 'a', due: false }, version);
      expect(await all(catalogue.due('p-due'))).toEqual([]);
    });

    it('removes an item only at the version named', async () => {
      const { catalogue } = open();
      const key = at('p-remove', 'A#1');
      await catalogue.put(note, key, { text: 'x', due: false }, null);
      const { version } = (await catalogue.get(note, key))!;
      expect(await catalogue.remove(note, key, version + 1)).toBe(false);
      expect(await catalogue.remove(note, key, version)).toBe(true);
      expect(await catalogue.get(note, key)).toBeNull();
    });

    it('refuses to read an item as another kind, or one that does not fit its schema', async () => {
      const { catalogue } = open();
      const key = at('p-kind', 'A#1');
      await catalogue.put(note, key, { text: 'x', due: false }, null);
      await expect(catalogue.get({ ...note, name: 'other' }, key)).rejects.toThrow('is a note, not a other');
      const strict: Kind<{ text: string }> = {
        ...note,
        schema: z.object({ text: z.literal('y') }),
        isDue: () => false,
      };
      await expect(catalogue.get(strict, key)).rejects.toThrow();
    });
  });
}
