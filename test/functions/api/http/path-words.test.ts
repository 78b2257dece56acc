import { describe, expect, it } from 'vitest';
import { oddWord } from '../../../../functions/api/http/path-words.ts';

describe('oddWord', () => {
  it.each(['/', '/v1/experiments/osteo-1.2_b', '/v1/%C3%A9', '/link/e/FU1%20temperature/1/t', '/a%25b'])(
    'finds nothing in %s',
    (path) => {
      expect(oddWord(path)).toBeNull();
    },
  );

  it.each([
    ['/v1//osteo', 'an empty word'],
    ['/v1/experiments/', 'an empty word'],
    ['/v1/a%2Fb', '"a/b"'],
    ['/v1/a%5cb', '"a\\\\b"'],
    ['/v1/a%23b', '"a#b"'],
    ['/v1/a%3Fb', '"a?b"'],
    ['/v1/%2e%2E/b', '".."'],
    ['/v1/%09', '"\\t"'],
    ['/v1/a%00', '"a\\u0000"'],
    ['/v1/a%7F', '"a\u007f"'],
    ['/v1/%zz', '"%zz", which is no percent-encoded UTF-8'],
    ['/v1/%C3', '"%C3", which is no percent-encoded UTF-8'],
  ])('finds what is wrong in %s', (path, odd) => {
    expect(oddWord(path)).toBe(odd);
  });
});
