import { constants, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import { packingOf, unpack } from '../../../../shared/formats/compression/unpack.ts';
import type { UnpackLimits } from '../../../../shared/formats/compression/unpacked.ts';
import { unzstd } from '../../../../shared/formats/compression/unzstd.ts';

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function unpacked(packed: Uint8Array, size = 65_536, limits?: UnpackLimits) {
  const { chunks, outcome } = unzstd(inPieces(packed, size), limits);
  const pieces: Uint8Array[] = [];
  for await (const piece of chunks) pieces.push(piece);
  return { bytes: Buffer.concat(pieces), outcome: outcome() };
}

/** Text that compresses as telemetry does, the same each time. */
function telemetry(rows: number): Buffer {
  const lines = Array.from(
    { length: rows },
    (_, i) => `${i},${((i * 7919) % 1000) / 100},${(i * 31) % 97}\n`,
  );
  return Buffer.from(`t,a,b\n${lines.join('')}`);
}

const params = { [constants.ZSTD_c_checksumFlag]: 1 };
const large = telemetry(60_000);
const small = telemetry(40);
const packedLarge = zstdCompressSync(large, { params });
const packedSmall = zstdCompressSync(small, { params });
const skippable = Buffer.from([0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);

describe('a whole zstd file', () => {
  it('comes back byte for byte, however its bytes arrive', async () => {
    for (const size of [1009, 65_536, packedLarge.length]) {
      const { bytes, outcome } = await unpacked(packedLarge, size);
      expect(Buffer.compare(bytes, large)).toBe(0);
      expect(outcome).toEqual({ bytes: large.length, endedEarly: null, warnings: [] });
    }
  });

  it('may have several frames, with and without checksum, empty and skippable ones among them', async () => {
    const packed = Buffer.concat([
      skippable,
      packedSmall,
      zstdCompressSync(Buffer.alloc(0)),
      skippable,
      zstdCompressSync(small),
      skippable,
    ]);
    for (const size of [1, 7, packed.length]) {
      const { bytes, outcome } = await unpacked(packed, size);
      expect(Buffer.compare(bytes, Buffer.concat([small, small]))).toBe(0);
      expect(outcome.endedEarly).toBeNull();
    }
  });

  it('may be followed by other bytes, which are left out and told', async () => {
    const { bytes, outcome } = await unpacked(Buffer.concat([packedSmall, Buffer.from('\0\0\0\0\0')]));
    expect(Buffer.compare(bytes, small)).toBe(0);
    expect(outcome.warnings).toEqual([
      {
        code: 'zstd.trailing-garbage',
        message: `after the zstd stream, from byte ${packedSmall.length} on, the file holds bytes that are not zstd: they were left out`,
      },
    ]);
  });
});

describe('a zstd file that is cut off or damaged', () => {
  it('gives a beginning of what it holds at every place of the cut, and says that it is cut', async () => {
    for (let cut = 1; cut < packedSmall.length; cut++) {
      const { bytes, outcome } = await unpacked(packedSmall.subarray(0, cut));
      expect(outcome.endedEarly).toMatchObject({ code: 'zstd.truncated', atByte: bytes.length });
      expect(Buffer.compare(bytes, small.subarray(0, bytes.length))).toBe(0);
    }
  });

  it('gives every whole block before the cut', async () => {
    const { bytes, outcome } = await unpacked(packedLarge.subarray(0, packedLarge.length - 10));
    expect(outcome.endedEarly?.code).toBe('zstd.truncated');
    expect(bytes.length).toBeGreaterThan(large.length - 128 * 1024);
    expect(Buffer.compare(bytes, large.subarray(0, bytes.length))).toBe(0);
  });

  it('tells a checksum that does not fit', async () => {
    const damaged = Buffer.from(packedLarge);
    damaged[damaged.length - 1]! ^= 1;
    expect((await unpacked(damaged)).outcome.endedEarly?.code).toBe('zstd.corrupt');
  });

  it('never crashes, hangs or gives more than the limits, whatever byte is another', async () => {
    const limits = { mostBytes: 1e7, mostRatio: 1e9, ratioFreeBytes: 1e9 };
    await fc.assert(
      fc.asyncProperty(
        fc.nat(packedSmall.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, change) => {
          const damaged = Buffer.from(packedSmall);
          damaged[at]! ^= change;
          try {
            const { bytes, outcome } = await unpacked(damaged, 65_536, limits);
            expect(outcome.endedEarly !== null || Buffer.compare(bytes, small) === 0).toBe(true);
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal);
          }
        },
      ),
      { seed: 5, numRuns: 300 },
    );
  });
});

describe('a zstd file that asks for too much', () => {
  it('is refused as a bomb before it is unpacked', async () => {
    const bomb = zstdCompressSync(Buffer.alloc(100 * 1024 ** 2));
    expect(bomb.length).toBeLessThan(20_000);
    await expect(unpacked(bomb)).rejects.toMatchObject({ code: 'zstd.bomb', kind: 'too-large' });
  });

  it('is refused where its window is beyond 128 MiB', async () => {
    const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 21 << 3, 1, 0, 0]);
    await expect(unpacked(header)).rejects.toMatchObject({ code: 'zstd.window-too-large' });
  });
});

describe('packingOf', () => {
  it('tells by the first bytes, and unpack follows it', async () => {
    expect(packingOf(packedSmall)).toBe('zstd');
    expect(packingOf(Buffer.from([0x1f, 0x8b, 8, 0]))).toBe('gzip');
    expect(packingOf(Buffer.from('time'))).toBeNull();
    expect(packingOf(Buffer.alloc(0))).toBeNull();
    const pieces: Uint8Array[] = [];
    for await (const piece of unpack('zstd', inPieces(packedSmall, 10)).chunks) pieces.push(piece);
    expect(Buffer.compare(Buffer.concat(pieces), small)).toBe(0);
  });
});
