import { describe, expect, it } from 'vitest';
import { BriefCache } from '../../../shared/domain/brief-cache.ts';

function cacheOf(most: number, micros = 10) {
  const clock = { now: 0 };
  const asked: string[] = [];
  const cache = new BriefCache<string>(most, micros, () => clock.now);
  const ask = (key: string) =>
    cache.get(key, async () => {
      asked.push(key);
      return `${key}@${clock.now}`;
    });
  return { cache, clock, asked, ask };
}

describe('answers that are kept for a time', () => {
  it('are as old as they may be, and not older', async () => {
    const { clock, ask } = cacheOf(2);
    expect(await ask('a')).toBe('a@0');
    clock.now = 9;
    expect(await ask('a')).toBe('a@0');
    clock.now = 10;
    expect(await ask('a')).toBe('a@10');
  });

  it('are so many at most: those asked for first are dropped first', async () => {
    const { cache, asked, ask } = cacheOf(2);
    for (const key of ['a', 'b', 'c', 'c', 'b', 'a']) await ask(key);
    expect(asked).toEqual(['a', 'b', 'c', 'a']);
    for (let i = 0; i < 1000; i++) await ask(`unknown ${i}`);
    expect(cache.size).toBe(2);
  });

  it('are fetched once for those who ask together', async () => {
    const { asked, ask } = cacheOf(2);
    await Promise.all([ask('a'), ask('a'), ask('a')]);
    expect(asked).toEqual(['a']);
  });

  it('are fetched again at once where that failed', async () => {
    const { cache, ask } = cacheOf(2);
    await expect(cache.get('a', async () => Promise.reject(new Error('throttled')))).rejects.toThrow(
      'throttled',
    );
    expect(await ask('a')).toBe('a@0');
  });
});
