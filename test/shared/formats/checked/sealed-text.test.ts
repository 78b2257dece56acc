import { describe, expect, it } from 'vitest';
import { BadBytes } from '../../../../shared/formats/checked/bad-bytes.ts';
import { openSealed, sealText } from '../../../../shared/formats/checked/sealed-text.ts';
import { flipped } from '../../../support/flipped-bits.ts';

describe('a sealed text', () => {
  const text = '[{"from":1,"µ":"36.9"}]\n';

  it('comes back as it was', () => {
    expect(openSealed(sealText(text))).toBe(text);
    expect(openSealed(sealText(''))).toBe('');
  });

  it('is bad with any one bit changed, and cut at any length', () => {
    const sealed = sealText(text);
    for (let bit = 0; bit < 8 * sealed.length; bit++)
      expect(() => openSealed(flipped(sealed, bit)), `bit ${bit}`).toThrow(BadBytes);
    for (let length = 1; length < sealed.length; length++)
      expect(() => openSealed(sealed.subarray(0, length)), `${length} bytes`).toThrow(BadBytes);
  });

  it('is read unchecked where it was written before there were seals', () => {
    for (const before of ['2,temp,number.syntax,x,y\r\n', '"2",a\r\n'])
      expect(openSealed(Buffer.from(before))).toBe(before);
  });
});
