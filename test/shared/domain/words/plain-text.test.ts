import { expect, it } from 'vitest';
import { obeyedIn, plainText } from '../../../../shared/domain/words/plain-text.ts';

it.each([
  ['\u0000', 'U+0000', '\\u0000'],
  ['\u001b[2J', 'U+001B', '\\u001B[2J'],
  ['\n', 'U+000A', '\\u000A'],
  ['\u009b31m', 'U+009B', '\\u009B31m'],
  ['\u202e', 'U+202E', '\\u202E'],
  ['\u2066', 'U+2066', '\\u2066'],
  ['\u2028', 'U+2028', '\\u2028'],
])('what a terminal obeys is found and written out: %j', (text, name, written) => {
  expect(obeyedIn(`a${text}b`)).toBe(name);
  expect(plainText(`a${text}b`)).toBe(`a${written}b`);
});

it('every other text stays as it is', () => {
  const text = 'Zone war falsch: 37 °C → 310 K, 温度, שלום 👩🏽‍🚀';
  expect([obeyedIn(text), plainText(text)]).toEqual([null, text]);
});
