import { describe, expect, it } from 'vitest';
import { RememberedObjects } from '../../../shared/aws/remembered-objects.ts';
import { MemoryObjects } from '../../support/memory-ports.ts';

class CountedObjects extends MemoryObjects {
  reads = 0;

  override async read(key: string): Promise<Uint8Array> {
    this.reads++;
    return super.read(key);
  }
}

describe('remembered objects', () => {
  it('are read once where they are segments, and not at all where this process wrote them', async () => {
    const inner = new CountedObjects();
    const objects = new RememberedObjects(inner);
    await inner.put('segments/a', Buffer.from('a'));
    await objects.put('segments/b', Buffer.from('b'), 'text/plain');
    for (let i = 0; i < 3; i++) {
      expect(Buffer.from(await objects.read('segments/a')).toString()).toBe('a');
      expect(Buffer.from(await objects.read('segments/b')).toString()).toBe('b');
    }
    expect(inner.reads).toBe(1);
  });

  it('are read again where a key may come to name other bytes', async () => {
    const inner = new CountedObjects();
    const objects = new RememberedObjects(inner);
    inner.objects.set('rejects/1.csv', Buffer.from('before'));
    await objects.read('rejects/1.csv');
    inner.objects.set('rejects/1.csv', Buffer.from('after'));
    expect(Buffer.from(await objects.read('rejects/1.csv')).toString()).toBe('after');
  });

  it('are forgotten, the oldest first, before they fill the memory', async () => {
    const inner = new CountedObjects();
    const objects = new RememberedObjects(inner);
    for (let i = 0; i < 5; i++) await inner.put(`segments/${i}`, new Uint8Array(4 * 1024 * 1024));
    for (let i = 0; i < 5; i++) await objects.read(`segments/${i}`);
    await objects.read('segments/4');
    expect(inner.reads).toBe(5);
    await objects.read('segments/0');
    expect(inner.reads).toBe(6);
  });
});
