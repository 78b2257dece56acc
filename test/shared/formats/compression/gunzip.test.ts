import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import { gunzip, looksLikeGzip } from '../../../../shared/formats/compression/gunzip.ts';
import type { UnpackLimits, UnpackOutcome } from '../../../../shared/formats/compression/unpacked.ts';

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function unpack(
  packed: Uint8Array,
  size = 65_536,
  limits?: UnpackLimits,
): Promise<{ bytes: Uint8Array; largest: number; outcome: UnpackOutcome }> {
  const unpacked = gunzip(inPieces(packed, size), limits);
  const pieces: Uint8Array[] = [];
  for await (const piece of unpacked.chunks) pieces.push(piece);
  const largest = Math.max(0, ...pieces.map((piece) => piece.length));
  return { bytes: Buffer.concat(pieces), largest, outcome: unpacked.outcome() };
}

/** Text that compresses as telemetry does, the same each time. */
function telemetry(rows: number): Uint8Array {
  const lines = Array.from(
    { length: rows },
    (_, i) => `${i},${((i * 7919) % 1000) / 100},${(i * 31) % 97}\n`,
  );
  return new TextEncoder().encode(`t,a,b\n${lines.join('')}`);
}

/** Gzip without compression: blocks of one size, each with a header of five bytes (RFC 1951, section 3.2.4). */
function inStoredBlocks(original: Uint8Array, size: number): Buffer {
  const blocks: Uint8Array[] = [];
  for (let at = 0; at < original.length; at += size) {
    const header = Buffer.alloc(5);
    header[0] = at + size >= original.length ? 1 : 0;
    header.writeUInt16LE(size, 1);
    header.writeUInt16LE(size ^ 0xffff, 3);
    blocks.push(header, original.subarray(at, at + size));
  }
  const gzip = gzipSync(original);
  return Buffer.concat([gzip.subarray(0, 10), ...blocks, gzip.subarray(-8)]);
}

const small = telemetry(40);
const packedSmall = gzipSync(small);

describe('a whole file', () => {
  it('comes back byte for byte, in pieces of at most 256 KiB', async () => {
    const original = telemetry(60_000);
    const { bytes, largest, outcome } = await unpack(gzipSync(original));
    expect(Buffer.compare(bytes, original)).toBe(0);
    expect(largest).toBeLessThanOrEqual(256 * 1024);
    expect(outcome).toEqual({ bytes: original.length, endedEarly: null, warnings: [] });
  });

  it('may have several members, empty ones among them, and optional header parts', async () => {
    const named = Buffer.from(gzipSync(small));
    named[3] = 0x04 | 0x08 | 0x10 | 0x02;
    const parts = [
      Buffer.from([3, 0, 1, 2, 3]),
      Buffer.from('dump.csv\0'),
      Buffer.from('from FU1\0'),
      Buffer.from([0, 0]),
    ];
    const decorated = Buffer.concat([named.subarray(0, 10), ...parts, named.subarray(10)]);
    const packed = Buffer.concat([packedSmall, gzipSync(''), decorated]);
    for (const size of [1, 7, packed.length]) {
      const { bytes, outcome } = await unpack(packed, size);
      expect(Buffer.compare(bytes, Buffer.concat([small, small]))).toBe(0);
      expect(outcome.endedEarly).toBeNull();
    }
  });

  it('may be followed by other bytes, which are left out with a warning', async () => {
    for (const garbage of [Buffer.from([0, 0, 0]), Buffer.from('end of dump'), Buffer.from([0x1f, 0x20])]) {
      const { bytes, outcome } = await unpack(Buffer.concat([packedSmall, garbage]));
      expect(bytes).toHaveLength(small.length);
      expect(outcome.endedEarly).toBeNull();
      expect(outcome.warnings).toHaveLength(1);
      expect(outcome.warnings[0]?.code).toBe('gzip.trailing-garbage');
      expect(outcome.warnings[0]?.message).toContain(`from byte ${packedSmall.length} on`);
    }
  });
});

describe('a file that is cut off', () => {
  it('gives what can be read and names the byte, wherever it is cut', async () => {
    let longest = 0;
    for (let cut = 0; cut < packedSmall.length; cut++) {
      const { bytes, outcome } = await unpack(packedSmall.subarray(0, cut));
      expect(Buffer.compare(bytes, small.subarray(0, bytes.length))).toBe(0);
      expect(outcome.endedEarly).toMatchObject({
        code: 'gzip.truncated',
        atCompressedByte: cut,
        atByte: bytes.length,
      });
      expect(bytes.length).toBeGreaterThanOrEqual(longest);
      longest = bytes.length;
    }
    expect(longest).toBe(small.length);
  });

  it('in its second member keeps the first', async () => {
    const packed = Buffer.concat([packedSmall, packedSmall]);
    for (const cut of [packedSmall.length + 1, packedSmall.length + 5, packed.length - 1]) {
      const { bytes, outcome } = await unpack(packed.subarray(0, cut));
      expect(bytes.length).toBeGreaterThanOrEqual(small.length);
      expect(outcome.endedEarly).toMatchObject({ code: 'gzip.truncated', atCompressedByte: cut });
    }
  });
});

describe('a damaged file', () => {
  it('gives every byte before the damage, also where the block with the damage gave some', async () => {
    const original = Uint8Array.from({ length: 45_000 }, (_, i) => (i * 2_654_435_761) >>> 24);
    const packed = inStoredBlocks(original, 15_000);
    const third = 10 + 2 * 15_005;
    packed[third + 3]! ^= 0xff;
    for (const size of [1000, packed.length]) {
      const { bytes, outcome } = await unpack(packed, size);
      expect(bytes.length).toBe(30_000);
      expect(Buffer.compare(bytes, original.subarray(0, bytes.length))).toBe(0);
      expect(outcome.endedEarly).toMatchObject({ code: 'gzip.corrupt', atByte: 30_000 });
      expect(outcome.endedEarly?.atCompressedByte).toBe(third + 4);
    }
  });

  it('is known by its checksum and its length', async () => {
    for (const fromEnd of [8, 4]) {
      const packed = Buffer.from(packedSmall);
      packed[packed.length - fromEnd]! ^= 1;
      const { bytes, outcome } = await unpack(packed);
      expect(bytes).toHaveLength(small.length);
      expect(outcome.endedEarly?.code).toBe('gzip.corrupt');
    }
  });

  it('with a method or flags that do not exist ends where it begins', async () => {
    for (const [at, value] of [
      [2, 7],
      [3, 0x80],
    ] as const) {
      const packed = Buffer.from(packedSmall);
      packed[at] = value;
      const { bytes, outcome } = await unpack(packed);
      expect(bytes).toHaveLength(0);
      expect(outcome.endedEarly?.code).toBe('gzip.corrupt');
    }
  });

  it('never crashes, hangs or depends on how it arrives, whatever byte is changed', async () => {
    const change = fc.record({
      at: fc.nat(packedSmall.length - 1),
      to: fc.nat(255),
      size: fc.integer({ min: 1, max: 50 }),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ at, to, size }) => {
        const packed = Buffer.from(packedSmall);
        packed[at] = to;
        const whole = await unpack(packed);
        const pieces = await unpack(packed, size);
        expect(pieces.outcome).toEqual(whole.outcome);
        expect(Buffer.compare(pieces.bytes, whole.bytes)).toBe(0);
        expect(whole.outcome.bytes).toBe(whole.bytes.length);
      }),
      { seed: 4, numRuns: 400 },
    );
  });
});

describe('a bomb', () => {
  const limits: UnpackLimits = { mostBytes: 64 * 1024 ** 3, mostRatio: 200, ratioFreeBytes: 64 * 1024 ** 2 };

  it('of 1 GB of zeros is refused early, in bounded memory', async () => {
    const member = gzipSync(new Uint8Array(64 * 1024 ** 2));
    const packed = Buffer.concat(Array.from({ length: 16 }, () => member));
    const before = process.memoryUsage().rss;
    let unpacked = 0;
    const { chunks } = gunzip(inPieces(packed, 65_536));
    const reading = (async () => {
      for await (const chunk of chunks) unpacked += chunk.length;
    })();
    await expect(reading).rejects.toMatchObject({ name: 'Refusal', code: 'gzip.bomb', kind: 'too-large' });
    expect(unpacked).toBeLessThan(128 * 1024 ** 2);
    expect(process.memoryUsage().rss - before).toBeLessThan(150e6);
  });

  it('is whatever unpacks to more than the cap, however well it compresses', async () => {
    const reading = unpack(gzipSync(telemetry(10_000)), 65_536, { ...limits, mostBytes: 50_000 });
    await expect(reading).rejects.toThrow(Refusal);
  });

  it('is not what telemetry compresses to', async () => {
    const rows = new TextEncoder().encode('2026-03-01T06:00:00Z,37.00,37.00,55.0\n'.repeat(20_000));
    const { outcome } = await unpack(gzipSync(rows), 65_536, { ...limits, ratioFreeBytes: rows.length + 1 });
    expect(outcome.bytes).toBe(rows.length);
  });
});

it('gzip is known by its first two bytes', () => {
  expect(looksLikeGzip(packedSmall)).toBe(true);
  expect(looksLikeGzip(Uint8Array.of(0x1f))).toBe(false);
  expect(looksLikeGzip(new TextEncoder().encode('time,a'))).toBe(false);
});

it('the source is told when the reader stops early', async () => {
  let closed = false;
  async function* source(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield packedSmall;
    } finally {
      closed = true;
    }
  }
  for await (const _ of gunzip(source()).chunks) break;
  expect(closed).toBe(true);
});
