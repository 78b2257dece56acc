import { describe, expect, it } from 'vitest';
import { LruCache } from '../../../shared/domain/lru-cache.ts';

const cacheOf = (most: number, ...texts: string[]) => {
  const cache = new LruCache<string>(most, (text) => text.length);
  for (const text of texts) cache.set(text[0]!, text);
  return cache;
};

describe('an LRU cache', () => {
  it('drops what was set first where the weight is too much', () => {
    const cache = cacheOf(6, 'aa', 'bb', 'cc', 'd');
    expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key))).toEqual([undefined, 'bb', 'cc', 'd']);
  });

  it('keeps what was asked for lately', () => {
    const cache = cacheOf(6, 'aa', 'bb', 'cc');
    cache.get('a');
    cache.set('d', 'd');
    expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key))).toEqual(['aa', undefined, 'cc', 'd']);
  });

  it('does not keep what is heavier than all it may hold, and drops nothing for it', () => {
    const cache = cacheOf(4, 'aa', 'bbbbb');
    expect([cache.get('a'), cache.get('b')]).toEqual(['aa', undefined]);
  });

  it('counts a key that is set again once', () => {
    const cache = cacheOf(4, 'aa', 'aa', 'bb');
    expect([cache.get('a'), cache.get('b')]).toEqual(['aa', 'bb']);
  });

  it('reads what it does not hold, and asks again where the reading failed', async () => {
    const cache = cacheOf(4);
    let reads = 0;
    const read = async () => {
      reads++;
      if (reads === 1) throw new Error('the store does not answer');
      return 'aa';
    };
    await expect(cache.getOrRead('a', read)).rejects.toThrow('does not answer');
    expect([await cache.getOrRead('a', read), await cache.getOrRead('a', read)]).toEqual(['aa', 'aa']);
    expect(reads).toBe(2);
  });
});
