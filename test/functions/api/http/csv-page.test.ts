import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvPage } from '../../../../functions/api/http/csv-page.ts';

async function* chunksOf(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function readAll(text: string, size: number, most: number): Promise<string[]> {
  const pages: string[] = [];
  for (let from = 0; ; ) {
    const { bytes, next } = await csvPage(chunksOf(text, size), from, most);
    pages.push(Buffer.from(bytes).toString());
    if (next === null) return pages;
    from = Number(next);
  }
}

const HEADER = 'line,text\r\n';

describe('a page of a CSV table', () => {
  it('holds everything where it fits', async () => {
    expect(await readAll(`${HEADER}1,a\r\n`, 3, 1000)).toEqual([`${HEADER}1,a\r\n`]);
  });

  it('is cut between records, not at a line end inside quotes', async () => {
    const text = `${HEADER}1,"a\r\nb\r\n""c"""\r\n2,d\r\n`;
    expect(await readAll(text, 4, HEADER.length + 16)).toEqual([
      `${HEADER}1,"a\r\nb\r\n""c"""\r\n`,
      `${HEADER}2,d\r\n`,
    ]);
  });

  it('answers a record alone that is too long, and an unfinished last one', async () => {
    const long = `1,${'x'.repeat(50)}\r\n`;
    expect(await readAll(`${HEADER}${long}2,b`, 7, 20)).toEqual([`${HEADER}${long}`, `${HEADER}2,b`]);
  });

  it('loses and repeats nothing, whatever the records, chunks and limit', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', '\n', '\r', ',', 'ü'), maxLength: 8 });
    const quoted = cell.map((text) => `"${text.replaceAll('"', '""')}"`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(quoted, { maxLength: 30 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 80 }),
        async (cells, size, most) => {
          const records = cells.map((text, i) => `${i},${text}\r\n`);
          const pages = await readAll(HEADER + records.join(''), size, most);
          expect(pages.every((page) => page.startsWith(HEADER))).toBe(true);
          expect(pages.map((page) => page.slice(HEADER.length)).join('')).toBe(records.join(''));
        },
      ),
      { seed: 20260301, numRuns: 200 },
    );
  });
});
