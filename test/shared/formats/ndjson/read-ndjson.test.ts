import { describe, expect, it } from 'vitest';
import { readNdjson } from '../../../../shared/formats/ndjson/read-ndjson.ts';
import type { ReadPlan } from '../../../../shared/formats/reading/reading.ts';
import { bytesOf, type Given, inPieces, keepIn } from '../csv/collect.ts';
import { planOf } from './subjects.ts';

const T = 1_772_323_200_000;

async function read(text: string | Uint8Array, plan: ReadPlan, size = 65_536) {
  const given: Given = { batches: [], rejects: [], events: [] };
  const bytes = typeof text === 'string' ? bytesOf(text) : text;
  const summary = await readNdjson(inPieces(bytes, size), plan, keepIn(given));
  const values = given.batches.flatMap((batch) => batch.values.map((column) => [...column]));
  return { ...given, summary, values };
}

const wide = planOf(['temp', 'co2'], []);
const long = planOf(['value'], ['unit', 'channel']);

describe('reading NDJSON', () => {
  it('does not keep a piece that its source writes to again', async () => {
    const bytes = bytesOf(`{"t":${T},"temp":24.5}\n{"t":${T + 1},"temp":25.5}\n`);
    async function* reused() {
      const piece = new Uint8Array(5);
      for (let at = 0; at < bytes.length; at += 5) {
        const part = bytes.subarray(at, at + 5);
        piece.set(part);
        yield piece.subarray(0, part.length);
      }
    }
    const given: Given = { batches: [], rejects: [], events: [] };
    await readNdjson(reused(), wide, keepIn(given));
    expect(given.batches.map(({ values }) => [...values[0]!])).toEqual([[24.5, 25.5]]);
  });

  it('rejects a line above 1 MiB unread, and reads the one that is as long as it may be', async () => {
    const line = (length: number) => {
      const head = `{"t":${T},"temp":24.5,"note":"`;
      return `${head}${'x'.repeat(length - head.length - 2)}"}\n`;
    };
    const { rejects, values } = await read(`${line(1024 ** 2 + 1) + line(1024 ** 2)}{"t":`, wide);
    expect(rejects.map(({ line: at, code, samples }) => [at, code, samples])).toEqual([
      [1, 'line.too-long', 2],
      [3, 'row.cut-off', 2],
    ]);
    expect(values[0]).toEqual([24.5]);
  });

  it('goes through a megabyte of brackets without recursion, whatever is in them', async () => {
    const deep = '['.repeat(500_000);
    const { rejects, values } = await read(`{"t":${T},"temp":${deep}\n{"t":${T},"temp":1}\n`, wide);
    expect(rejects.map(({ code }) => code)).toEqual(['json.too-deep']);
    expect(values[0]).toEqual([1]);
  });

  it('names a duplicate key, and costs the cell alone', async () => {
    const { rejects, values } = await read(`{"t":${T},"temp":1,"co2":2,"te\\u006dp":1}\n`, wide);
    expect(rejects).toMatchObject([{ column: 'temp', code: 'row.duplicate-key', samples: 1 }]);
    expect(rejects[0]?.message).toContain('"temp"');
    expect(values).toEqual([[Number.NaN], [2]]);
  });

  it('holds no more of a file whose every line has other members than it may name', async () => {
    const lines = Array.from({ length: 6000 }, (_, i) => `{"m${i}":${i},"t":${T + i},"temp":${i}}\n`);
    const { summary, values } = await read(lines.join(''), wide);
    expect(values.filter((_, i) => i % 2 === 0).flat()).toEqual(lines.map((_, i) => i));
    expect(summary.unmapped).toHaveLength(1000);
    expect(summary.warnings.length).toBeLessThanOrEqual(102);
    expect(summary.missingColumns).toEqual(['co2']);
  });

  it('reads more keys than its tables hold', async () => {
    const units = Array.from({ length: 5000 }, (_, i) => `unit-${i}`);
    const plan = planOf(['value'], ['unit'], { kindOf: ([unit = '']) => units.indexOf(unit) });
    const lines = units.map((unit, i) => `{"t":${T},"unit":"${unit}","value":${i}}\n`).join('');
    const { batches, rejects } = await read(lines + lines, plan);
    expect(rejects).toEqual([]);
    const kinds = batches.flatMap((batch) => [...batch.kinds!]);
    expect(kinds).toEqual([...units.keys(), ...units.keys()]);
    expect(batches.flatMap(({ values }) => [...values[0]!])).toEqual(kinds);
  });

  it('keeps the line numbers across blank lines, line ends and pieces', async () => {
    const text = `\ufeff\r\n{"t":${T},"unit":"A","channel":"T1","value":1}\r\n \t\r\n{"t":${T},"unit":"A","channel":"T1","value":2}`;
    const { batches, summary } = await read(text, long, 3);
    expect(batches.flatMap(({ lines }) => [...lines])).toEqual([2, 4]);
    expect(summary).toMatchObject({ rows: 2, samples: 2, rejected: 0, bytes: bytesOf(text).length });
  });
});
