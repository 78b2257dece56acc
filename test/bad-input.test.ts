/** docs/bad-input.md is true: what it says of a situation stands in the golden file that it names. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const DOCUMENT = new URL('../docs/bad-input.md', import.meta.url);
const GOLDEN = new URL('golden/', import.meta.url);
const text = readFileSync(DOCUMENT, 'utf8');

/** Rows of a table of Markdown that link a golden file: [situation, codes, what happens, golden file]. */
const rows = text
  .split('\n')
  .filter((line) => /^\|.*\.expected\.json\)/.test(line))
  .map((line) => {
    const [situation = '', codes = '', answer = '', golden = ''] = line
      .slice(1)
      .split('|')
      .map((cell) => cell.trim());
    return { situation, codes: wordsIn(codes), answer, golden };
  });

function wordsIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);
}

function codesIn(url: URL): string[] {
  return [...readFileSync(url, 'utf8').matchAll(/"code": *"([^"]+)"/g)].map((match) => match[1]!);
}

function goldenOf(cell: string): URL {
  const [, path = ''] = /\]\(([^)]+)\)/.exec(cell) ?? [];
  return new URL(path, DOCUMENT);
}

describe('the table of bad input', () => {
  it.each(rows)('$situation', ({ codes, answer, golden }) => {
    const url = goldenOf(golden);
    expect(existsSync(url), golden).toBe(true);
    const inputs = readdirSync(new URL('.', url)).filter((name) => !name.endsWith('.expected.json'));
    const stem = url.pathname.slice(url.pathname.lastIndexOf('/') + 1, -'.expected.json'.length);
    expect(inputs.map((name) => name.replace(/\.\w+$/, ''))).toContain(stem);
    expect(codesIn(url)).toEqual(expect.arrayContaining(codes));
    expect(answer).not.toBe('');
  });

  it('has the situations that everybody meets, each once', () => {
    const situations = rows.map(({ situation }) => situation);
    expect(situations.length).toBeGreaterThanOrEqual(16);
    expect(new Set(situations).size).toBe(situations.length);
  });

  it('has every code that a golden file of telemetry or of an assay ends in', () => {
    const found = ['csv/', 'ndjson/', 'assays/'].flatMap((format) => {
      const folder = new URL(format, GOLDEN);
      const names = readdirSync(folder).filter((name) => name.endsWith('.expected.json'));
      return names.flatMap((name) => codesIn(new URL(name, folder)));
    });
    const told = new Set(rows.flatMap(({ codes }) => codes));
    expect([...new Set(found)].filter((code) => !told.has(code))).toEqual([]);
  });
});
