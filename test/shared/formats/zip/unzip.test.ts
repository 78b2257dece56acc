import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import { isZip, unzip } from '../../../../shared/formats/zip/unzip.ts';
import { zipOf } from '../../../support/zip-archive.ts';

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
