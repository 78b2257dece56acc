/** One suite for every implementation of the drop: in memory, and over the SDK on real sockets. */
import { describe, expect, it } from 'vitest';
import type { Drop, Dropped, KeptItems, ObjectStore } from '../../shared/ports.ts';

export interface OpenDrop {
  readonly drop: Drop;
  readonly raw: ObjectStore;
  readonly kept: KeptItems;
  /** As whoever has the right to. */
  put(key: string, content: string): Promise<void>;
  delete(key: string): Promise<void>;
}

async function listed(drop: Drop): Promise<Dropped[]> {
  const found: Dropped[] = [];
  for (let after: string | null = null, more = true; more; more = after !== null) {
    const page = await drop.list(after);
    found.push(...page.dropped);
    after = page.next;
  }
  return found;
}

export function dropContract(name: string, open: () => OpenDrop): void {
  describe(`${name}: dropped objects`, () => {
    it('are told by version with size and second, also once they are replaced or hidden', async () => {
      const { drop, put, delete: hide } = open();
      const key = 'drop/e/100 % +ü%20.csv';
      await put(key, 'one');
      const first = await drop.look({ key, version: null });
      await put(key, 'three');
      const second = await drop.look({ key, version: null });
      expect([first?.bytes, second?.bytes]).toEqual([3, 5]);
      expect(first?.version).not.toBe(second?.version);
      expect(first!.at % 1_000_000).toBe(0);
      expect(await drop.look(first!)).toEqual(first);
      await hide(key);
      expect(await drop.look({ key, version: null })).toBeNull();
      expect(await drop.look(second!)).toEqual(second);
      expect(await drop.look({ key: 'drop/e/none', version: null })).toBeNull();
      expect(await drop.look({ key, version: 'ffffffffffffffffffffffffffffffff' })).toBeNull();
      expect((await listed(drop)).filter((one) => one.key === key)).toEqual([second, first]);
    });

    it('are copied whole to a raw key, with what is declared, once', async () => {
      const { drop, raw, kept, put } = open();
      const key = 'drop/copied/a+b c.csv';
      await put(key, 'one');
      const first = await drop.look({ key, version: null });
      await put(key, 'another');
      await drop.copyToRaw(first!, 'raw/copied/d1', 'declared');
      expect(Buffer.from(await raw.read('raw/copied/d1')).toString()).toBe('one');
      const second = await drop.look({ key, version: null });
      await drop.copyToRaw(second!, 'raw/copied/d1', 'otherwise');
      expect(Buffer.from(await raw.read('raw/copied/d1')).toString()).toBe('one');
      expect(await Array.fromAsync(kept.files('copied'))).toEqual([{ downlink: 'd1', declared: 'declared' }]);
      expect(await drop.look(first!)).toEqual(first);
      const gone = { key: 'drop/copied/none', version: null };
      await expect(drop.copyToRaw(gone, 'raw/copied/d2', '')).rejects.toThrow();
      expect(await raw.size('raw/copied/d2')).toBeNull();
    });
  });
}
