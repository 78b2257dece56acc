/**
 * Every segment and delta page that ingesting real and simulated missions writes, read by us, by hyparquet, by DuckDB
 * and by pyarrow: all must give every cell alike, and together what the uploaded files say, read by a naive split.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Frame } from '../../shared/domain/telemetry/frame.ts';
import { decodeFrame } from '../../shared/formats/parquet/decode-frame.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { memoryPorts } from '../support/memory-ports.ts';
import {
  type Cells,
  cellsOf,
  duckCells,
  hasPyarrow,
  hyparquetCells,
  pyarrowCells,
  queried,
} from '../support/parquet-readers.ts';
import { hasRealData, realFile } from '../support/real-data.ts';
import { settleAll, upload } from '../support/run-stack.ts';
import { smallCampaign } from '../support/small-campaign.ts';
import { wholeDeltaFile } from '../support/whole-delta-page.ts';

interface Upload {
  readonly name: string;
  readonly read: () => Buffer;
  /** Column of the time, and of each series of each unit; where a row is a sample, `unit_parameter` for column. */
  readonly time: string;
  readonly columns: Readonly<Record<string, string>>;
}

interface Mission {
  readonly id: string;
  readonly definition: () => string;
  readonly uploads: readonly Upload[];
  /** What the files are known to hold. */
  readonly samples: number;
}

const example = (path: string) => readFileSync(new URL(`../../examples/${path}`, import.meta.url));

const rodents = (id: string, file: string, samples: number): Mission => ({
  id,
  definition: () => example(`rodent-research/${id}.yaml`).toString('utf8'),
  samples,
  uploads: [
    {
      name: file,
      read: () => realFile(`iss-rodent-research/${file}`),
      time: 'Controller_Time_GMT',
      columns: {
        Temp_degC_Ground: 'GU1 temperature',
        Temp_degC_ISS: 'FU1 temperature',
        RH_percent_Ground: 'GU1 humidity',
        RH_percent_ISS: 'FU1 humidity',
        CO2_ppm_Ground: 'GU1 co2',
        CO2_ppm_ISS: 'FU1 co2',
      },
    },
  ],
});

const SENSOR_SERIES = {
  T1: 'temperature',
  T2: 'temperature@T2',
  H1: 'humidity',
  H2: 'humidity@H2',
  C1: 'co2',
  HD: 'heater',
  AX: 'gx',
  AY: 'gy',
  AZ: 'gz',
  PV: 'voltage',
};

function payload(): Mission {
  const texts = smallCampaign();
  const text = (name: string) => texts.get(name) ?? '';
  const columnsOf = (side: string) =>
    Object.fromEntries(
      [1, 2, 3].flatMap((unit) =>
        Object.entries(SENSOR_SERIES).map(([sensor, series]) => [
          `${side}U${unit}_${sensor}`,
          `${side}U${unit} ${series}`,
        ]),
      ),
    );
  const uploadOf = (name: string, side: string, time: string) => ({
    name,
    read: () => Buffer.from(text(name)),
    time,
    columns: columnsOf(side),
  });
  return {
    id: 'small',
    definition: () => text('definition.yaml'),
    samples: samplesInTruth(text('truth.json')),
    uploads: [uploadOf('flight-001.csv', 'F', 'time'), uploadOf('ground-001.csv', 'G', 'gmt')],
  };
}

describe.runIf(hasRealData)('RR-1 (skipped only where HOWSHIP_DATA is absent)', () => {
  agree(rodents('rr1', 'RR1_CSV.csv', 72_522));
});
describe.runIf(hasRealData)('RR-6 (skipped only where HOWSHIP_DATA is absent)', () => {
  agree(rodents('rr6', 'RR6_CSV.csv', 105_432));
});
describe('a simulated payload', () => agree(payload()));

interface Segment {
  readonly key: string;
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly frame: Frame;
  /** Its cells as we read them: what every other reader must give. */
  readonly cells: Cells;
}

function agree(mission: Mission): void {
  let folder: string;
  let duck: DuckDBConnection;
  let segments: readonly Segment[];
  let deltas: readonly { readonly path: string; readonly bytes: Uint8Array }[];

  beforeAll(async () => {
    const objects = await ingested(mission);
    folder = mkdtempSync(join(tmpdir(), 'howship-agree-'));
    duck = await (await DuckDBInstance.create()).connect();
    const files = [...objects].map(([key, bytes]) => ({ key, bytes, path: join(folder, key) }));
    for (const { path, bytes } of files) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytes);
    }
    segments = files
      .filter(({ key }) => key.startsWith('segments/'))
      .map((file) => {
        const frame = decodeFrame(file.bytes);
        return { ...file, frame, cells: cellsOf(frame) };
      });
    deltas = files.filter(({ key }) => key.startsWith('deltas/'));
  });
  afterAll(() => {
    duck.closeSync();
    rmSync(folder, { recursive: true });
  });

  it(`holds every one of its ${mission.samples} samples once, at its time and with its value, as a naive split of the files does`, () => {
    const said = naiveSamples(mission);
    const held = new Map<string, number>();
    for (const { key, frame } of segments) {
      const { unit } = partitionsOf(key);
      for (const { series, values } of frame.columns) {
        for (const [i, value] of values.entries()) {
          if (Number.isNaN(value)) continue;
          const sample = `${unit} ${series} ${frame.times[i]}`;
          if (held.has(sample)) expect.fail(`${sample} is there twice`);
          held.set(sample, value);
        }
      }
    }
    expect(held.size).toBe(mission.samples);
    expect(said.size).toBe(mission.samples);
    for (const [sample, value] of said) {
      if (held.get(sample) !== value) expect.fail(`${sample}: ${held.get(sample)}, the file says ${value}`);
    }
  });

  it('is read by hyparquet cell by cell (it multiplies decimals by a power of ten, so these to their last digit)', async () => {
    for (const segment of segments) {
      expectCells(await hyparquetCells(segment.bytes, segment.frame), segment);
    }
  });

  it('is read by DuckDB cell by cell', async () => {
    for (const segment of segments) expectCells(await duckCells(duck, segment.path, segment.frame), segment);
  });

  it('is one table to DuckDB, with experiment, unit and bucket from the keys', async () => {
    const series = [
      ...new Set(segments.flatMap(({ frame }) => frame.columns.map((one) => one.series))),
    ].sort();
    const counts = series.map((name) => `count("${name}")`).join(', ');
    const rows = await queried(
      duck,
      `SELECT experiment, unit, bucket, count(*), epoch_us(min("time"))::DOUBLE, epoch_us(max("time"))::DOUBLE, ${counts}
       FROM read_parquet('${folder}/segments/**/*.parquet', hive_partitioning = true, hive_types_autocast = false, union_by_name = true)
       GROUP BY ALL ORDER BY ALL`,
    );
    const expected = segments.map(({ key, frame: { times, columns } }) => {
      const { experiment, unit, bucket } = partitionsOf(key);
      const held = series.map((name) => {
        const values = columns.find((one) => one.series === name)?.values ?? new Float64Array(0);
        return BigInt(values.filter((value) => !Number.isNaN(value)).length);
      });
      return [experiment, unit, bucket, BigInt(times.length), times[0], times.at(-1), ...held];
    });
    const byPartition = (a: readonly unknown[], b: readonly unknown[]) => (String(a) < String(b) ? -1 : 1);
    expect(rows.toSorted(byPartition)).toEqual(expected.toSorted(byPartition));
    const total = rows.flatMap((row) => row.slice(6)).reduce<number>((sum, count) => sum + Number(count), 0);
    expect(total).toBe(mission.samples);
  });

  it.runIf(hasPyarrow)('is read by pyarrow cell by cell (runs where python3 can import it)', () => {
    for (const segment of segments) expectCells(pyarrowCells(segment.path, segment.frame), segment);
  });

  it('lays its twins side by side in pages that DuckDB reads to the same numbers', async () => {
    expect(deltas.length).toBeGreaterThan(0);
    for (const { path, bytes } of deltas) {
      const { channels } = await wholeDeltaFile(bytes);
      const rows = await queried(
        duck,
        `SELECT epoch_us("flightTime")::DOUBLE, epoch_us("groundTime")::DOUBLE, flight, ground, "flightFlags", "groundFlags"
         FROM '${path}' ORDER BY file_row_number`,
      );
      const expected = channels.flatMap((one) =>
        Array.from(one.flight, (_, i) => [
          one.flightTimes[i],
          one.groundTimes[i],
          one.flight[i],
          one.ground[i],
          one.flightFlags[i],
          one.groundFlags[i],
        ]),
      );
      expect(rows.length).toBe(expected.length);
      for (const [i, row] of rows.entries()) {
        if (row.some((cell, c) => !Object.is(cell, expected[i]![c])))
          expect.fail(`${path}[${i}]: ${row}, not ${expected[i]}`);
      }
    }
  });
}

/** All objects of the archive after the mission's files went through the functions. */
async function ingested({ id, definition, uploads }: Mission): Promise<ReadonlyMap<string, Uint8Array>> {
  const memory = memoryPorts();
  await applyExperiment(memory, id, definition());
  for (const { name, read } of uploads) await upload(memory, id, name, read());
  await settleAll(memory);
  return memory.archive.objects;
}

/** What the simulator counted, by unit and series. */
function samplesInTruth(truth: string): number {
  const { samples }: { samples: Record<string, Record<string, number>> } = JSON.parse(truth);
  return Object.values(samples)
    .flatMap((unit) => Object.values(unit))
    .reduce((sum, count) => sum + count, 0);
}

/** `unit series time` and value of every cell that holds a number; what has quotes would need more than a split. */
function naiveSamples({ uploads }: Mission): Map<string, number> {
  const samples = new Map<string, number>();
  for (const { name, read, time, columns } of uploads) {
    const text = (name.endsWith('.gz') ? gunzipSync(read()) : read()).toString('utf8').replace(/^\uFEFF/, '');
    expect(text).not.toContain('"');
    const [header = '', ...lines] = text.split(/\r?\n/);
    const names = header.split(',');
    for (const line of lines.filter((one) => one !== '')) {
      const cells = line.split(',');
      const at = naiveMicros(cells[names.indexOf(time)] ?? '');
      if (names.includes('parameter')) {
        const [, unit, parameter, value] = cells;
        samples.set(`${columns[`${unit}_${parameter}`]} ${at}`, Number(value));
        continue;
      }
      for (const [column, series] of Object.entries(columns)) {
        const cell = cells[names.indexOf(column)] ?? '';
        if (cell !== '') samples.set(`${series} ${at}`, Number(cell));
      }
    }
  }
  return samples;
}

/** ISO 8601, or month/day/year hour:minute in UTC. */
function naiveMicros(text: string): number {
  const [month, day, year, hour, minute] = text.split(/[/ :]/).map(Number);
  const millis = text.includes('/') ? Date.UTC(year!, month! - 1, day, hour, minute) : Date.parse(text);
  return millis * 1000;
}

function partitionsOf(key: string): { experiment: string; unit: string; bucket: string } {
  const { experiment, unit, bucket } = Object.fromEntries(key.split('/').map((part) => part.split('=')));
  return { experiment, unit, bucket };
}

/** Every cell, compared by identity; the first that differs is named. */
function expectCells(got: Cells, { key, cells }: Segment): void {
  expect([...got.keys()], key).toEqual([...cells.keys()]);
  for (const [name, expected] of cells) {
    const column = got.get(name)!;
    expect(column.length, `${key} ${name}`).toBe(expected.length);
    for (const [i, cell] of expected.entries()) {
      if (!Object.is(column[i], cell)) expect.fail(`${key} ${name}[${i}]: ${column[i]}, not ${cell}`);
    }
  }
}
