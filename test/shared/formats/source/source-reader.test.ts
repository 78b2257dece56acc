import { describe, expect, it } from 'vitest';
import { declaredBy } from '../../../../shared/domain/experiment/declared.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { readerOf } from '../../../../shared/formats/source/source-reader.ts';
import { bytesOf, type Given, inPieces, keepIn } from '../csv/collect.ts';

const { definition } = readDefinition(`
id: formats
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels: [{ id: temperature, unit: Cel, period: PT1S }]
sources:
  - { id: table, match: "*.csv", time: { column: t }, columns: { T: { unit: FU1, channel: temperature } }, delimiter: ";" }
  - { id: objects, match: "*.ndjson", format: ndjson, time: { column: t }, columns: { T: { unit: FU1, channel: temperature } } }
  - { id: fahrenheit, match: "f.csv", time: { column: t }, columns: { "T (°F)": { unit: FU1, channel: temperature } } }
  - { id: members, match: "f.ndjson", format: ndjson, time: { column: t }, columns: { T_degF: { unit: FU1, channel: temperature } } }
`);

async function readBy(source: number, text: string) {
  const reader = readerOf(declaredBy(definition), definition.sources[source]!);
  const given: Given = { batches: [], rejects: [], events: [] };
  const summary = await reader.read(inPieces(bytesOf(text), 5), keepIn(given));
  return { reader, given, summary };
}

describe('the door of all formats', () => {
  it.each([
    [2, 't,T (°F)\n2026-03-01T06:00:00Z,98.6\n', 'T (°F)'],
    [3, '{"t":"2026-03-01T06:00:00Z","T_degF":98.6}\n', 'T_degF'],
  ])(
    'refuses a file whose header says °F where it is read in °C (source %i)',
    async (source, text, column) => {
      const refused = readBy(source, text);
      await expect(refused).rejects.toMatchObject({ code: 'header.unit', place: { line: 1, column } });
      await expect(refused).rejects.toThrow('write as: "[degF]"');
    },
  );

  it.each([
    [0, 't;T\n2026-03-01T06:00:00Z;37.02\nsoon;1\n'],
    [1, '{"t":"2026-03-01T06:00:00Z","T":37.02}\n{"t":"soon","T":1}\n'],
  ])('reads a file by the format of source %i', async (source, text) => {
    const { reader, given, summary } = await readBy(source, text);
    expect(given.batches.map(({ values }) => [...values[0]!])).toEqual([[37.02]]);
    expect(given.rejects.map(({ code }) => code)).toEqual(['time.unreadable']);
    expect(summary).toMatchObject({ rows: 2, samples: 2, rejected: 1 });
    expect(reader.readingsOf(0, given.batches[0]!.columns)[0]?.channel).toBe('temperature');
  });

  it.each([
    [0, 't;T\n2000-01-01T00:00:00Z;1\n2026-03-01T06:00:00Z;37.02\n2062-01-01T00:00:00Z;2\n'],
    [
      1,
      '{"t":"2000-01-01T00:00:00Z","T":1}\n{"t":"2026-03-01T06:00:00Z","T":37.02}\n{"t":"2062-01-01T00:00:00Z","T":2}\n',
    ],
  ])(
    'rejects what lies outside the plausible span, with its text, in the format of source %i',
    async (source, text) => {
      const span = { from: Date.parse('2026-02-01') * 1000, to: Date.parse('2026-04-01') * 1000 };
      const reader = readerOf(declaredBy(definition), definition.sources[source]!, span);
      for (const size of [5, 1000]) {
        const given: Given = { batches: [], rejects: [], events: [] };
        await reader.read(inPieces(bytesOf(text), size), keepIn(given));
        expect(given.batches.map(({ values }) => [...values[0]!])).toEqual([[37.02]]);
        expect(given.rejects.map(({ code, text: cell }) => [code, cell])).toEqual([
          ['time.implausible', '2000-01-01T00:00:00Z'],
          ['time.implausible', '2062-01-01T00:00:00Z'],
        ]);
      }
    },
  );

  it('takes half an object for cut off where the stream broke off, and a closed one for whole', async () => {
    const reader = readerOf(declaredBy(definition), definition.sources[1]!);
    const whole = '{"t":"2026-03-01T06:00:00Z","T":37.02}';
    for (const [text, codes] of [
      [whole, []],
      [`${whole}\n${whole.slice(0, -1)}`, ['row.cut-off']],
    ] as const) {
      const given: Given = { batches: [], rejects: [], events: [] };
      await reader.read(inPieces(bytesOf(text), 5), keepIn(given), () => true);
      expect(given.rejects.map(({ code }) => code)).toEqual(codes);
      expect(given.batches.map(({ rows }) => rows)).toEqual([1]);
    }
  });
});
