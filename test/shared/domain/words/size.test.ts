import { expect, it } from 'vitest';
import { sizeText } from '../../../../shared/domain/words/size.ts';

it.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [12_001, '13 kB'],
  [999_600, '1.0 MB'],
  [1_550_000, '1.6 MB'],
])('says %d bytes as %s: nothing that is there is 0.0 MB', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});
