import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteRange } from '../../../../cdk/local/s3/ranges.ts';

describe('byteRange', () => {
  it('selects the bytes that slicing selects', () => {
    const bytes = Uint8Array.from({ length: 50 }, (_, i) => i);
    const position = fc.nat(49);
    const property = fc.property(position, fc.nat(200), (from, more) => {
      const take = ({ from: at, length }: { from: number; length: number }) => [
        ...bytes.subarray(at, at + length),
      ];
      expect(take(byteRange(`bytes=${from}-${from + more}`, 50))).toEqual([
        ...bytes.slice(from, from + more + 1),
      ]);
      expect(take(byteRange(`bytes=${from}-`, 50))).toEqual([...bytes.slice(from)]);
      expect(take(byteRange(`bytes=-${more + 1}`, 50))).toEqual([...bytes.slice(-(more + 1))]);
    });
    fc.assert(property, { seed: 4 });
  });

  it.each([
    ['bytes=50-', 'InvalidRange'],
    ['bytes=50-60', 'InvalidRange'],
    ['bytes=-0', 'InvalidRange'],
    ['bytes=-', 'NotImplemented'],
    ['bytes=5-4', 'NotImplemented'],
    ['bytes=0-1,4-5', 'NotImplemented'],
    ['lines=0-1', 'NotImplemented'],
    ['bytes=a-b', 'NotImplemented'],
  ])('refuses %s of 50 bytes as %s', (header, code) => {
    expect(() => byteRange(header, 50)).toThrow(expect.objectContaining({ code }));
  });
});
