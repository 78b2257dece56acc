import { describe, expect, it } from 'vitest';
import { numberLines } from '../../../../shared/formats/reading/number-lines.ts';

async function linesOf(
  bytes: Uint8Array,
  cut: number,
  encoding: 'utf-8' | 'utf-16' = 'utf-8',
): Promise<string[]> {
  async function* chunks() {
    for (let i = 0; i < bytes.length; i += cut) yield bytes.slice(i, i + cut);
  }
  const lines: string[] = [];
  const count = await numberLines(chunks(), encoding, (line, text) => {
    lines.push(`${line} ${text}`);
  });
  expect(count).toBe(lines.length);
  return lines;
}

describe('numberLines', () => {
  const expected = ['1 a,b', '2 ', '3 1,é', '4 2,3'];

  it.each([1, 2, 3, 100])(
    'counts lines whatever ends them, blank ones too, in pieces of %d bytes',
    async (cut) => {
      for (const end of ['\n', '\r\n'])
        for (const last of ['', end])
          expect(await linesOf(Buffer.from(`a,b${end}${end}1,é${end}2,3${last}`), cut)).toEqual(expected);
    },
  );

  it('counts those that end with CR alone, and those of UTF-16', async () => {
    expect(await linesOf(Buffer.from('a,b\r\r1,é\r2,3\r'), 100)).toEqual(expected);
    expect(await linesOf(Buffer.from('\uFEFFa,b\n\n1,é\n2,3\n', 'utf16le'), 3, 'utf-16')).toEqual(expected);
  });

  it('cuts a line of more than a mebibyte and goes on behind it', async () => {
    const lines = await linesOf(Buffer.from(`${'x'.repeat(3 * 1024 * 1024)}\nend`), 100_000);
    expect([lines[0]?.length, lines[1]]).toEqual([1024 * 1024 + 2, '2 end']);
  });

  it('has none of a file without a byte', async () => {
    expect(await linesOf(new Uint8Array(), 1)).toEqual([]);
  });
});
