import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tabsForBlanks, utf8Of } from '../../../../shared/formats/reading/text-stages.ts';

async function through(stage: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stage) pieces.push(piece.slice());
  return Buffer.concat(pieces).toString('utf8');
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('Windows-1252', () => {
  it('is read character for character, Latin-1 too', async () => {
    const bytes = Uint8Array.of(0x54, 0x20, 0xb0, 0x43, 0x2c, 0xb5, 0x67, 0x2c, 0x80, 0x2c, 0xe4);
    expect(await through(utf8Of('windows-1252', inPieces(bytes, 3)))).toBe('T °C,µg,€,ä');
  });

  it('gives back every byte that Latin-1 prints', async () => {
    const printed = Array.from({ length: 96 }, (_, i) => 0xa0 + i);
    const text = await through(utf8Of('windows-1252', inPieces(Uint8Array.from(printed), 7)));
    expect([...text].map((one) => one.codePointAt(0))).toEqual(printed);
  });
});

describe('runs of blanks', () => {
  it.each([
    ['  a   b\tc  \nd e', 'a\tb\tc\nd\te'],
    ['"a  b"   c', '"a  b"\tc'],
    ['"a b\nc  d', '"a b\nc\td'],
    ['a b\r\n c d\r\n', 'a\tb\r\nc\td\r\n'],
    ['   \n', '\n'],
    ['', ''],
  ])('%j becomes %j', async (text, expected) => {
    for (const size of [1, 2, 5, 100])
      expect(await through(tabsForBlanks(inPieces(new TextEncoder().encode(text), size)))).toBe(expected);
  });

  it('leave as many cells a line as words, in whatever pieces', async () => {
    const word = fc.stringMatching(/^[a-z0-9.:-]{1,6}$/);
    const blank = fc.stringMatching(/^[ \t]{1,4}$/);
    const cells = fc.array(fc.tuple(word, blank), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(cells, fc.integer({ min: 1, max: 9 }), async (parts, size) => {
        const bytes = new TextEncoder().encode(parts.flat().join(''));
        const text = await through(tabsForBlanks(inPieces(bytes, size)));
        expect(text.split('\t')).toEqual(parts.map(([one]) => one));
      }),
      { seed: 15, numRuns: 200 },
    );
  });
});
