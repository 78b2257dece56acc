import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadBytes } from '../../../../shared/formats/checked/bad-bytes.ts';
import { decodeFrame } from '../../../../shared/formats/parquet/decode-frame.ts';
import { encodeFrame } from '../../../../shared/formats/parquet/encode-frame.ts';
import { decodeTable, encodeTable } from '../../../../shared/formats/parquet/table.ts';
import { motleyFrame } from './frames.ts';

/** What reading gives: the frame, or the name of the fault; anything else that is thrown fails the test. */
function outcome(bytes: Uint8Array): unknown {
  try {
    return decodeFrame(bytes);
  } catch (error) {
    if (error instanceof BadBytes) return error.name;
    throw error;
  }
}

function faultOf(bytes: Uint8Array): BadBytes {
  try {
    decodeFrame(bytes);
  } catch (error) {
    if (error instanceof BadBytes) return error;
    throw error;
  }
  return expect.fail('the bytes were read');
}

describe('a damaged Parquet file', () => {
  const { bytes } = encodeFrame(motleyFrame(40), { unit: 'FU1' });
  const whole = decodeFrame(bytes);

  it('is refused, or read as what was written, whichever byte of it changed', () => {
    let refused = 0;
    for (let at = 0; at < bytes.length; at++) {
      for (const mask of [1 << (at % 8), 0xff]) {
        const damaged = bytes.slice();
        damaged[at]! ^= mask;
        const got = outcome(damaged);
        if (got === 'BadBytes') refused++;
        else expect(got, `byte ${at} xor ${mask}`).toEqual(whole);
      }
    }
    expect(refused).toBeGreaterThan(0.95 * 2 * bytes.length);
  });

  it('is refused at every length it can be cut to', () => {
    for (let length = 0; length < bytes.length; length++) {
      expect(outcome(bytes.subarray(0, length)), `${length} bytes`).toBe('BadBytes');
    }
  });

  it('is refused when bytes in its middle are lost, doubled or swapped', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length), fc.nat(bytes.length), fc.nat(bytes.length), (a, b, c) => {
        const [low, middle, high] = [a, b, c].sort((x, y) => x - y);
        const parts = [
          bytes.subarray(0, low),
          bytes.subarray(middle, high),
          bytes.subarray(low, middle),
          bytes.subarray(high),
        ];
        const swapped = Buffer.concat(parts);
        const got = outcome(swapped);
        if (swapped.equals(bytes)) expect(got).toEqual(whole);
        else expect(got).toBe('BadBytes');
        if (low !== middle)
          expect(outcome(Buffer.concat([bytes.subarray(0, low), bytes.subarray(middle)]))).toBe('BadBytes');
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it('is refused when it is no Parquet file at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
        expect(outcome(noise)).toBe('BadBytes');
        const dressed = Buffer.concat([Buffer.from('PAR1'), noise, Buffer.from('PAR1')]);
        expect(outcome(dressed)).toBe('BadBytes');
      }),
      { seed: 7, numRuns: 1000 },
    );
  });

  it.each<[string, (bytes: Uint8Array) => Uint8Array, RegExp]>([
    ['an empty file', () => new Uint8Array(), /file: expected at least 16 bytes, got 0/],
    [
      'text',
      () => new TextEncoder().encode('time,temperature\n2026-03-01,37\n'),
      /first word: expected PAR1, got bytes 116 105/,
    ],
    [
      'a file cut short',
      (whole) => whole.subarray(0, whole.length - 1),
      /last word: expected PAR1, got bytes/,
    ],
    [
      'a changed footer',
      (whole) => changed(whole, whole.length - 20),
      /footer: expected CRC-32 [0-9a-f]{8}, got [0-9a-f]{8}/,
    ],
    [
      'a changed page',
      (whole) => changed(whole, 60),
      /a page of the Parquet file: expected CRC-32 [0-9a-f]{8}, got [0-9a-f]{8}/,
    ],
  ])('says what was expected and what came: %s', (_, damage, message) => {
    const fault = faultOf(damage(bytes));
    expect(fault.message).toMatch(message);
  });

  it('is refused as a frame when it is a table without times, and then names what came', () => {
    const numbers = {
      name: 'n',
      type: { kind: 'int32' },
      values: Float64Array.of(1),
      optional: false,
    } as const;
    const table = encodeTable([[numbers]], {});
    expect(decodeTable(table).rowGroups[0]).toHaveLength(1);
    expect(faultOf(table).message).toMatch(/one row group that begins with time, got 1 row groups of n/);
  });
});

function changed(bytes: Uint8Array, at: number): Uint8Array {
  const copy = bytes.slice();
  copy[at]! ^= 0x04;
  return copy;
}
