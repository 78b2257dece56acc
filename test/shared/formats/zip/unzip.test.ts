import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import { isZip, unzip } from '../../../../shared/formats/zip/unzip.ts';

interface Packed {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly method?: number;
  readonly flags?: number;
  /** Written in place of the true length. */
  readonly length?: number;
}

/** An archive as programs write it. */
function zipOf(members: readonly Packed[], remark = ''): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, method = 8, flags = 0, length = bytes.length } of members) {
    const packed = method === 8 ? deflateRawSync(bytes) : bytes;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(crc32(bytes), 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(length, 24);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.writeUInt32LE(at, 42);
    locals.push(local, Buffer.from(name), Buffer.from(packed));
    entries.push(entry, Buffer.from(name));
    at += 30 + Buffer.byteLength(name) + packed.length;
  }
  const list = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(Buffer.byteLength(remark), 20);
  return Buffer.concat([...locals, list, end, Buffer.from(remark)]);
}

const text = (one: string) => new TextEncoder().encode(one);
const MOST = 10_000;

function codeOf(archive: Uint8Array): string | null {
  try {
    for (const member of unzip(archive, MOST)) member.read();
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.code;
  }
}

describe('an archive', () => {
  it('gives back what was packed, stored or deflated, with a remark at its end', () => {
    const archive = zipOf(
      [
        { name: 'a.xml', bytes: text('one'.repeat(500)) },
        { name: 'in/b µ.txt', bytes: text('two'), method: 0 },
        { name: 'empty', bytes: text('') },
      ],
      'PK made this',
    );
    expect(isZip(archive)).toBe(true);
    const members = unzip(archive, MOST);
    expect(members.map(({ name, bytes }) => [name, bytes])).toEqual([
      ['a.xml', 1500],
      ['in/b µ.txt', 3],
      ['empty', 0],
    ]);
    expect(members.map((member) => new TextDecoder().decode(member.read()))).toEqual([
      'one'.repeat(500),
      'two',
      '',
    ]);
  });

  it.each(['../a.xml', 'a/../../b', 'a\\b.xml', '/etc/a', 'C:/a', 'c:a', ''])(
    'is refused with the name %j',
    (name) => {
      expect(codeOf(zipOf([{ name, bytes: text('x') }]))).toBe('zip.name');
    },
  );

  it('is refused where a member is larger than may be, or than it says', () => {
    expect(codeOf(zipOf([{ name: 'a', bytes: new Uint8Array(MOST + 1) }]))).toBe('zip.too-large');
    expect(codeOf(zipOf([{ name: 'a', bytes: new Uint8Array(MOST * 100), length: 10 }]))).toBe('zip.damaged');
  });

  it('is refused where it is packed in a way that we do not read', () => {
    expect(codeOf(zipOf([{ name: 'a', bytes: text('x'), flags: 1 }]))).toBe('zip.packing');
    expect(codeOf(zipOf([{ name: 'a', bytes: text('x'), method: 14 }]))).toBe('zip.packing');
    expect(codeOf(zipOf([{ name: 'a', bytes: text('x'), length: 0xffffffff }]))).toBe('zip.packing');
    expect(codeOf(zipOf(Array.from({ length: 1001 }, (_, i) => ({ name: `m${i}`, bytes: text('') }))))).toBe(
      'zip.too-large',
    );
  });

  it('never gives other bytes than were packed, whatever is changed in it or cut off', () => {
    const packed = text('the wells of a run '.repeat(20));
    const archive = zipOf([{ name: 'a.xml', bytes: packed }]);
    for (let cut = 0; cut < archive.length; cut++)
      expect(codeOf(archive.subarray(0, cut))).toBe('zip.damaged');
    fc.assert(
      fc.property(fc.nat({ max: archive.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Uint8Array.from(archive, (byte, i) => (i === at ? byte ^ flip : byte));
        try {
          for (const member of unzip(changed, MOST))
            expect(Buffer.from(packed).equals(member.read())).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      }),
      { seed: 8, numRuns: 3000 },
    );
  });
});
