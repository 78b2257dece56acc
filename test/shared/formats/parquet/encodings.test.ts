import fc from 'fast-check';
import { deltaBinaryUnpack } from 'hyparquet/src/delta.js';
import { readRleBitPackedHybrid } from 'hyparquet/src/encoding.js';
import { describe, expect, it } from 'vitest';
import { decodeDelta, deltaCapacity, encodeDelta } from '../../../../shared/formats/parquet/delta.ts';
import { decodeHybrid, encodeHybrid, hybridCapacity } from '../../../../shared/formats/parquet/hybrid.ts';
import {
  readVarint,
  readZigzag,
  writeVarint,
  writeZigzag,
} from '../../../../shared/formats/parquet/varint.ts';
import { noise } from './frames.ts';

const SEED = { seed: 3, numRuns: 500 };

describe('variable-length integers', () => {
  it('come back, at every width up to 2^53', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.nat(53), (integer, shift) => {
        const value = Math.trunc(integer / 2 ** shift) + 0;
        const bytes = new Uint8Array(20);
        const end = writeZigzag(bytes, writeVarint(bytes, 0, Math.abs(value)), value);
        const cursor = { bytes: bytes.subarray(0, end), at: 0 };
        expect([readVarint(cursor), readZigzag(cursor), cursor.at]).toEqual([Math.abs(value), value, end]);
      }),
      SEED,
    );
  });

  it('are no number where the bytes end early or hold more than 2^53', () => {
    expect(readVarint({ bytes: Uint8Array.of(0x80, 0x80), at: 0 })).toBeNaN();
    expect(readZigzag({ bytes: new Uint8Array(0), at: 0 })).toBeNaN();
    expect(readZigzag({ bytes: Uint8Array.of(0x80), at: 0 })).toBeNaN();
    const endless = new Uint8Array(30).fill(0xff);
    expect(readVarint({ bytes: endless, at: 0 })).toBeNaN();
    expect(readZigzag({ bytes: endless, at: 0 })).toBeNaN();
  });
});

describe('delta coding', () => {
  function encode(values: readonly number[]): Uint8Array {
    const bytes = new Uint8Array(deltaCapacity(values.length) + 3);
    return bytes.slice(0, encodeDelta(Float64Array.from(values), values.length, bytes, 3));
  }

  function expectBack(values: readonly number[]): void {
    const bytes = encode(values);
    const out = new Float64Array(values.length);
    decodeDelta(bytes, 3, values.length, out);
    expect([...out]).toEqual(values);
    const other = new BigInt64Array(values.length);
    deltaBinaryUnpack({ view: new DataView(bytes.buffer), offset: 3 }, values.length, other);
    expect(Array.from(other, Number)).toEqual(values);
  }

  it('gives back any whole numbers within a range of 2^52, and hyparquet reads the same', () => {
    const whole = fc.integer({ min: -(2 ** 51) + 1, max: 2 ** 51 - 1 });
    const small = fc.integer({ min: -3, max: 3 });
    fc.assert(fc.property(fc.array(fc.oneof(small, small, whole), { maxLength: 400 }), expectBack), SEED);
  });

  it.each(Array.from({ length: 52 }, (_, bits) => bits))('gives back deltas of up to %i bits', (bits) => {
    expectBack(Array.from({ length: 300 }, (_, i) => Math.floor(noise(i) * 2 ** bits)));
  });

  it('takes no bytes but its headers for numbers that rise evenly', () => {
    const values = Array.from({ length: 12_801 }, (_, i) => 5 * i);
    expectBack(values);
    expect(encode(values).length).toBe(3 + 6 + 100 * 5);
  });

  it('names the count it finds where another was promised, and the byte where its blocks end', () => {
    const bytes = encode([1, 2, 4]);
    const out = new Float64Array(300);
    expect(() => decodeDelta(bytes, 3, 4, out)).toThrow(
      'expected blocks of 128 in 4, 4 values, got 128, 4, 3',
    );
    expect(() => decodeDelta(bytes.subarray(0, bytes.length - 1), 3, 3, out)).toThrow(/expected more blocks/);
  });
});

describe('runs and packed groups', () => {
  const codes = fc.array(
    fc.tuple(fc.nat(255), fc.oneof(fc.constant(1), fc.nat(20), fc.constantFrom(7, 8, 9, 64, 200))),
    { maxLength: 30 },
  );

  it('give back any codes of one to eight bits, and hyparquet reads the same', () => {
    fc.assert(
      fc.property(codes, fc.integer({ min: 1, max: 8 }), (runs, width) => {
        const values = Uint8Array.from(
          runs.flatMap(([code, run]) => Array.from({ length: run }, () => code % 2 ** width)),
        );
        const bytes = new Uint8Array(hybridCapacity(values.length));
        const end = encodeHybrid(values, values.length, width, bytes, 0);
        const out = new Uint8Array(values.length);
        decodeHybrid(bytes.subarray(0, end), 0, end, width, values.length, out);
        expect(out).toEqual(values);
        const other = new Uint8Array(values.length);
        readRleBitPackedHybrid({ view: new DataView(bytes.buffer, 0, end), offset: 0 }, width, other, end);
        expect(other).toEqual(values);
      }),
      SEED,
    );
  });

  it('take a few bytes for a long run', () => {
    const bytes = new Uint8Array(hybridCapacity(60_000));
    expect(encodeHybrid(new Uint8Array(60_000).fill(5), 60_000, 3, bytes, 0)).toBe(4);
  });

  it('name how many codes there are where more were promised', () => {
    const bytes = new Uint8Array(hybridCapacity(20));
    const end = encodeHybrid(new Uint8Array(20), 20, 1, bytes, 0);
    expect(() => decodeHybrid(bytes, 0, end, 1, 21, new Uint8Array(21))).toThrow(
      'expected 21 codes to byte 2, got 20 to byte 2',
    );
    expect(() => decodeHybrid(bytes, 0, end, 1, 19, new Uint8Array(19))).toThrow(
      'expected 19 codes to byte 2, got 0 to byte 1',
    );
  });
});
