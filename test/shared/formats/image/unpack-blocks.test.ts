import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unpackBits, unpackLzw } from '../../../../shared/formats/image/unpack-blocks.ts';

/** As a writer of TIFF packs: TIFF 6.0, section 13. */
function packLzw(bytes: readonly number[]): Uint8Array {
  const bits: number[] = [];
  let width = 9;
  const put = (code: number) => {
    for (let i = width - 1; i >= 0; i--) bits.push((code >> i) & 1);
  };
  let table = new Map<string, number>();
  const clear = () => {
    table = new Map(Array.from({ length: 256 }, (_, i) => [String(i), i]));
    width = 9;
  };
  clear();
  put(256);
  let [string, next] = ['', 258];
  for (const byte of bytes) {
    const longer = string === '' ? String(byte) : `${string},${byte}`;
    if (table.has(longer)) {
      string = longer;
      continue;
    }
    put(table.get(string)!);
    table.set(longer, next++);
    string = String(byte);
    if (next === 512 || next === 1024 || next === 2048) width += 1;
    if (next === 4094) {
      put(256);
      clear();
      next = 258;
    }
  }
  if (string !== '') put(table.get(string)!);
  next += 1;
  if (next === 512 || next === 1024 || next === 2048) width += 1;
  put(257);
  const packed = new Uint8Array(Math.ceil(bits.length / 8));
  bits.forEach((bit, i) => {
    packed[i >> 3]! |= bit << (7 - (i & 7));
  });
  return packed;
}

describe('LZW', () => {
  it('gives back what was packed, of few values and of many', () => {
    const bytes = fc.oneof(
      fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 6000 }),
      fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 6000 }),
    );
    fc.assert(
      fc.property(bytes, (all) => {
        expect([...unpackLzw(packLzw(all), all.length)]).toEqual(all);
      }),
      { numRuns: 60, seed: 13 },
    );
  });

  it('of more codes than fit the longest width gives back what was packed', () => {
    const bytes = Array.from({ length: 40_000 }, (_, i) => (i * i * 31 + (i >> 5)) & 255);
    expect([...unpackLzw(packLzw(bytes), bytes.length)]).toEqual(bytes);
  });

  it('stops where the block is full, and refuses a code that was never given', () => {
    const zeros = packLzw(new Array(5000).fill(0));
    expect(unpackLzw(zeros, 7)).toEqual(new Uint8Array(7));
    // 256, then 300.
    expect(() => unpackLzw(Uint8Array.from([0x80, 0x4b, 0]), 10)).toThrow(
      'code 300 comes before it is given',
    );
  });
});

describe('PackBits', () => {
  it('repeats and copies, and leaves out the byte that says nothing', () => {
    const packed = Uint8Array.from([0xfe, 0xaa, 2, 0x80, 0, 0x2a, 0x80, 0xfd, 0xbb]);
    expect([...unpackBits(packed, 100)]).toEqual([0xaa, 0xaa, 0xaa, 0x80, 0, 0x2a, 0xbb, 0xbb, 0xbb, 0xbb]);
    expect([...unpackBits(packed, 4)]).toEqual([0xaa, 0xaa, 0xaa, 0x80]);
  });
});
