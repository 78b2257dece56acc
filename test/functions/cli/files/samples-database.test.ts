/** The long view says what the merged reading says. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../../../../functions/cli/files/export-folder.ts';
import { askExport } from '../../../../functions/cli/files/samples-database.ts';
import { segmentKey } from '../../../../shared/domain/archive/keys.ts';
import { mergeFrames } from '../../../../shared/domain/archive/merge.ts';
import type { RankedFrame } from '../../../../shared/domain/archive/samples.ts';
import { packFlags, unpackFlags } from '../../../../shared/domain/telemetry/flags.ts';
import { isoOf } from '../../../../shared/domain/time.ts';
import { sha256 } from '../../../../shared/formats/digest.ts';
import { encodeFrame } from '../../../../shared/formats/parquet/encode-frame.ts';

const T0 = Date.UTC(2026, 2, 1) * 1000;
const UNITS = ['FU1', 'GU1'];
const FLAGS = [
  0,
  packFlags({ quality: 'BAD', acquisitionStatus: 'INVALID', origin: 'MEASURED' }),
  packFlags({ quality: 'UNCERTAIN', acquisitionStatus: 'ACQUIRED', origin: 'SETPOINT' }),
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'howship-sql-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Few times, values and ranks, so that copies and conflicts are many. */
const column = fc.record({
  series: fc.constantFrom('temperature', 'temperature@T2', 'it"s'),
  kind: fc.constantFrom('decimal', 'float64'),
  cells: fc.array(fc.constantFrom(null, 0, -0, 1.25, 2.5, -3.75), { minLength: 6, maxLength: 6 }),
  flags: fc.array(fc.nat(FLAGS.length - 1), { minLength: 6, maxLength: 6 }),
});
const segment = fc.record({
  unit: fc.constantFrom(...UNITS),
  rank: fc.nat(1),
  from: fc.nat(30),
  columns: fc.uniqueArray(column, { minLength: 1, maxLength: 3, selector: ({ series }) => series }),
});
type Drawn = typeof segment extends fc.Arbitrary<infer T> ? T : never;

function frameOf({ rank, from, columns }: Drawn): RankedFrame {
  return {
    rank,
    frame: {
      times: Float64Array.from({ length: 6 }, (_, i) => T0 + (from + i) * 1e6),
      columns: columns.map(({ series, kind, cells, flags }) => ({
        series,
        storage: kind === 'decimal' ? { kind: 'decimal', scale: 2 } : { kind: 'float64' },
        values: Float64Array.from(cells, (cell) => cell ?? Number.NaN),
        flags: Uint8Array.from(cells, (cell, i) => (cell === null ? 0 : FLAGS[flags[i]!]!)),
      })),
    },
  };
}

function exportOf(drawn: readonly Drawn[]): Manifest {
  const segments = drawn.map((one) => {
    const { frame, rank } = frameOf(one);
    const { bytes } = encodeFrame(frame, {});
    const digest = sha256(bytes).slice(0, 32);
    const key = segmentKey('e', one.unit, '2026-03-01', digest);
    mkdirSync(dirname(join(folder, key)), { recursive: true });
    writeFileSync(join(folder, key), bytes);
    const [from, to] = [isoOf(frame.times[0]!), isoOf(frame.times.at(-1)!)];
    return { unit: one.unit, bucket: '2026-03-01', key, bytes: bytes.length, digest, rank, from, to };
  });
  const about = {
    experiment: 'e',
    revision: 1,
    generation: 1,
    hash: '',
    readingRevisions: [],
    calibrations: [],
    query: {},
  };
  return { ...about, segments };
}

function expected(drawn: readonly Drawn[], which: 'winning' | 'losing'): string[] {
  return UNITS.flatMap((unit) =>
    mergeFrames(drawn.filter((one) => one.unit === unit).map(frameOf)).flatMap((series) => {
      const { times, values, flags } = which === 'winning' ? series : series.losing;
      return Array.from(times, (time, i) => {
        const { quality, acquisitionStatus, origin } = unpackFlags(flags[i]!);
        const [channel, sensor = null] = series.series.split('@');
        const value = Object.is(values[i], -0) ? '-0.0' : values[i]!.toFixed(2);
        return [unit, channel, time / 1e6, value, quality, acquisitionStatus, origin, sensor].join(' ');
      });
    }),
  ).sort();
}

async function told(manifest: Manifest, view: string): Promise<string[]> {
  const { rows } = await askExport(
    folder,
    manifest,
    `SELECT unit, channel, epoch(time)::BIGINT::INTEGER,
       CASE WHEN value = 0 AND signbit(value) THEN '-0.0' ELSE printf('%.2f', value) END,
       quality, status, origin, sensor FROM ${view}`,
  );
  return rows.map((row) => row.join(' ')).sort();
}

describe('the long view of an export', () => {
  it('equals the merged reading: winners in samples, what lost a conflict in losing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(segment, { minLength: 1, maxLength: 6 }), async (drawn) => {
        const manifest = exportOf(drawn);
        expect(await told(manifest, 'samples')).toEqual(expected(drawn, 'winning'));
        expect(await told(manifest, 'losing')).toEqual(expected(drawn, 'losing'));
      }),
      { seed: 404, numRuns: 12, endOnFailure: true },
    );
  }, 60_000);

  it('holds what was read in another unit as answers do, and no value where no line leads there', async () => {
    const cells: Drawn['columns'][number]['cells'] = [2.5, -3.75, null, 0, null, null];
    const kind = { series: 'temperature', kind: 'decimal' } as const;
    const column = { ...kind, cells, flags: [0, 1, 0, 0, 0, 0] };
    const [segment] = exportOf([{ unit: 'FU1', rank: 1, from: 0, columns: [column] }]).segments;
    const read = { series: 'temperature', from: 'Cel', to: 'K', isCounts: false };
    const valuesOf = async (line: { scale: number; offset: number; divisor: number } | null) => {
      const segments = [{ ...segment!, readIn: [{ ...read, line }] }];
      const sql = 'SELECT value, quality, status FROM samples ORDER BY time';
      return (await askExport(folder, { ...exportOf([]), segments }, sql)).rows;
    };
    expect(await valuesOf({ scale: 20, offset: 5463, divisor: 20 })).toEqual([
      [275.65, 'GOOD', 'ACQUIRED'],
      [-3.75, 'BAD', 'INVALID'],
      [273.15, 'GOOD', 'ACQUIRED'],
    ]);
    expect((await valuesOf(null)).map((row) => row.slice(1))).toEqual(
      Array.from({ length: 3 }, () => ['BAD', 'INVALID']),
    );
  });

  it('holds each of many copies once, in whatever order DuckDB looks at them', async () => {
    const rows = 100_000;
    const copyOf = (from: number, rank: number) => {
      const times = Float64Array.from({ length: rows }, (_, i) => T0 + (from + i) * 1e6);
      const values = Float64Array.from(times, (time) => (time / 1e6) % 97);
      const columns = ['a', 'b'].map((series) => ({
        series,
        storage: { kind: 'float64' as const },
        values,
        flags: 0,
      }));
      return { times, columns, rank };
    };
    const segments = [copyOf(0, 1), copyOf(10, 1), copyOf(20, 1)].map(({ rank, ...frame }) => {
      const { bytes } = encodeFrame(frame, {});
      const digest = sha256(bytes).slice(0, 32);
      const key = segmentKey('e', 'FU1', '2026-03-01', digest);
      mkdirSync(dirname(join(folder, key)), { recursive: true });
      writeFileSync(join(folder, key), bytes);
      const [from, to] = [isoOf(frame.times[0]!), isoOf(frame.times.at(-1)!)];
      return { unit: 'FU1', bucket: '2026-03-01', key, bytes: bytes.length, digest, rank, from, to };
    });
    const manifest = { ...exportOf([]), segments };
    const counted = await askExport(
      folder,
      manifest,
      'SELECT (SELECT count(*) FROM samples)::INTEGER, (SELECT count(*) FROM losing)::INTEGER',
    );
    expect(counted.rows).toEqual([[2 * (rows + 20), 0]]);
  });

  it('of nothing is empty', async () => {
    expect(await told(exportOf([]), 'samples')).toEqual([]);
  });

  it('tells what DuckDB says of a wrong statement', async () => {
    await expect(askExport(folder, exportOf([]), 'SELECT colour FROM samples')).rejects.toMatchObject({
      code: 'sql.refused',
      message: expect.stringContaining('colour'),
    });
  });
});
