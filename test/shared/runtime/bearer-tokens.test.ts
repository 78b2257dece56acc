import { describe, expect, it } from 'vitest';
import {
  cachedHolders,
  holderOf,
  newToken,
  parseHolders,
  tokenIn,
} from '../../../shared/runtime/bearer-tokens.ts';

const ADA = 'token-of-ada-12345678';
const BOB = 'token-of-bob-12345678';
const holders = new Map([
  ['ada', ADA],
  ['bob', BOB],
]);

describe('the holder of a token', () => {
  it('is found wherever it stands in the list', () => {
    expect(holderOf(ADA, holders)).toBe('ada');
    expect(holderOf(BOB, holders)).toBe('bob');
  });

  it.each([ADA.slice(0, -1), `${ADA}0`, ADA.toUpperCase(), 'ada'])('is nobody for %s', (token) => {
    expect(holderOf(token, holders)).toBeNull();
  });

  it('is nobody while there are no holders', () => {
    expect(holderOf(ADA, new Map())).toBeNull();
  });
});

describe('the token of a request', () => {
  it('is what stands after Bearer', () => expect(tokenIn(`Bearer ${ADA}`)).toBe(ADA));

  it.each([
    [undefined, 'auth.missing'],
    ['', 'auth.malformed'],
    ['Basic YWRhOng=', 'auth.malformed'],
    [`Bearer ${ADA} ${BOB}`, 'auth.malformed'],
  ])('is refused in the header %j', (header, code) => {
    expect(() => tokenIn(header)).toThrow(expect.objectContaining({ kind: 'unauthorized', code }));
  });

  it('is taken where it is new, and is another each time', () => {
    const drawn = new Set(Array.from({ length: 100 }, newToken));
    expect(drawn.size).toBe(100);
    for (const one of drawn) expect([one.length, tokenIn(`Bearer ${one}`)]).toEqual([48, one]);
  });
});

describe('the secret of the tokens', () => {
  it('is read by holder', () => {
    expect(parseHolders(JSON.stringify({ holders: { ada: ADA } }))).toEqual(new Map([['ada', ADA]]));
  });

  it.each([`{"holders":{"ada":"${ADA}"`, `{"ada":"${ADA}"}`, '{"holders":{"ada":"short-secret"}}'])(
    'is refused without being quoted: case %#',
    (text) => {
      let message = '';
      try {
        parseHolders(text);
      } catch (error) {
        message = String(error);
      }
      expect(message).toContain('the secret of the bearer tokens');
      expect(message).not.toMatch(/token-of-ada|short-secret/);
    },
  );
});

describe('tokens kept for half a minute', () => {
  it('are read again after 30 s, not before', async () => {
    let now = 0;
    let reads = 0;
    const tokens = cachedHolders(
      async () => {
        reads++;
        return holders;
      },
      () => now,
    );
    await tokens();
    now = 29_999_999;
    await tokens();
    expect(reads).toBe(1);
    now = 30_000_000;
    await tokens();
    expect(reads).toBe(2);
  });

  it('are asked for once by requests that come together', async () => {
    let reads = 0;
    const tokens = cachedHolders(
      async () => {
        reads++;
        return holders;
      },
      () => 0,
    );
    await Promise.all([tokens(), tokens(), tokens()]);
    expect(reads).toBe(1);
  });

  it('are read again at once after a failure', async () => {
    let reads = 0;
    const tokens = cachedHolders(
      async () => {
        reads++;
        if (reads === 1) throw new Error('throttled');
        return holders;
      },
      () => 0,
    );
    await expect(tokens()).rejects.toThrow('throttled');
    await expect(tokens()).resolves.toBe(holders);
  });
});
