/** The sides of the segment rows: bytes of a file to what is committed, by ours and by DuckDB on one thread. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { announcedReceipt } from '../shared/domain/downlink/declaration.ts';
import { type ReceiptRecord, receiptKey, receiptKind } from '../shared/domain/downlink/receipt.ts';
import type { Storage } from '../shared/domain/telemetry/frame.ts';
import type { ColumnReading } from '../shared/domain/telemetry/reading.ts';
import type { CsvPlan } from '../shared/formats/csv/csv.ts';
import { readCsv } from '../shared/formats/csv/read-csv.ts';
import { compileTimeFormats } from '../shared/formats/time/compile-time-formats.ts';
import type { Ports } from '../shared/ports.ts';
import { SegmentWriter } from '../shared/usecases/arrive/write-segments.ts';
import { commitEntry } from '../shared/usecases/heads/commit-entries.ts';
import { underWay } from '../shared/usecases/heads/under-way.ts';
import { memoryPorts } from '../test/support/memory-ports.ts';
import type { BenchSide } from './bench-row.ts';
import { DiskObjects } from './disk-objects.ts';
import { importDuckDb } from './import-peer.ts';
import { benchChannels } from './sets/channels.ts';
import { BENCH_UNIT } from './sets/long-csv.ts';
import { seedOf } from './settings.ts';

const EXPERIMENT = 'bench';

/** What was committed of a file. */
export interface Committed {
  readonly samples: number;
  /** Of the segments. */
  readonly bytes: number;
  readonly objects: number;
}

/** A long file of the bench payload through reader, writer and heads; objects are on disk when it resolves. */
export async function commitLongCsv(
  chunks: AsyncIterable<Uint8Array>,
  directory: string,
): Promise<Committed> {
  const folder = await mkdtemp(join(directory, 'segments-'));
  try {
    const archive = new DiskObjects(folder);
    const ports: Ports = { ...memoryPorts(), archive };
    await ports.catalogue.put(receiptKind, receiptKey(EXPERIMENT, UNDER_WAY.id), UNDER_WAY, null);
    const samples = await committedSamples(ports, chunks);
    return { samples, bytes: archive.bytesPut, objects: archive.objectsPut };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Entries are taken only of a downlink that is under way. */
const UNDER_WAY: ReceiptRecord = {
  ...announcedReceipt(
    'd',
    { fileName: 'bench.csv', bytes: 0, sha256: null, source: null, at: 0, by: 'bench', reading: 'bench' },
    { parts: null, expiresAt: 0 },
  ),
  state: 'INGESTING',
  readingRevision: 'bench',
  attempt: 1,
  tries: 1,
};

async function committedSamples(ports: Ports, chunks: AsyncIterable<Uint8Array>): Promise<number> {
  const readings = benchChannels(seedOf()).map(({ name, storage }) => readingOf(name, storage));
  const origin = { experiment: EXPERIMENT, source: 'bench', rank: 1, readingRevision: 'bench' };
  const writer = new SegmentWriter(ports, origin, {
    readingsOf: (kind) => [readings[kind] ?? null],
    daysOf: () => 1,
  });
  const summary = await readCsv(chunks, planOf(readings), {
    batch: (batch) => writer.add(batch),
    reject: ({ line, message }) => {
      throw new Error(`line ${line}: ${message}`);
    },
  });
  const { buckets, promoted } = await writer.finish();
  if (promoted.length > 0) throw new Error(`promoted: ${promoted.join(', ')}`);
  const attempt = { downlink: UNDER_WAY.id, attempt: 1 };
  const isUnderWay = underWay(ports, EXPERIMENT, attempt);
  let accepted = 0;
  for (const { unit, bucket, ...brought } of buckets) {
    const at = { experiment: EXPERIMENT, generation: 1, unit, bucket };
    const { counts } = await commitEntry(
      ports,
      at,
      { ...attempt, readingRevision: 'bench', ...brought },
      isUnderWay,
      null,
    );
    accepted += counts.accepted;
  }
  if (accepted !== summary.samples)
    throw new Error(`${accepted} of ${summary.samples} samples were accepted`);
  return accepted;
}

function readingOf(series: string, storage: string): ColumnReading {
  return {
    unit: BENCH_UNIT,
    series,
    channel: series,
    storage: storageOf(storage),
    origin: 'MEASURED',
    conversion: null,
    missing: [],
    validRange: null,
  };
}

function storageOf(text: string): Storage {
  const [, scale] = /^decimal\((\d+)\)$/.exec(text) ?? [];
  return scale === undefined ? { kind: 'float32' } : { kind: 'decimal', scale: Number(scale) };
}

function planOf(readings: readonly ColumnReading[]): CsvPlan {
  const kinds = new Map(readings.map(({ unit, series }, kind) => [`${unit} ${series}`, kind]));
  return {
    time: { header: 'time', reader: compileTimeFormats(['epoch-ms'], 'UTC', 'REJECT') },
    keys: [{ header: 'unit' }, { header: 'channel' }],
    kindOf: (texts) => kinds.get(texts.join(' ')) ?? -2,
    columns: [{ header: 'value' }],
    event: null,
    ignore: [],
    dialect: { delimiter: ',', decimal: '.', comment: null, headerLine: 1, encoding: 'utf-8' },
  };
}

/** DuckDB on one thread: CSV, types declared, to one Parquet file in the order of unit, channel and time. */
export async function duckdbCopySide(pathIn: (directory: string) => string): Promise<BenchSide> {
  const { DuckDBInstance } = await importDuckDb();
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run('SET threads = 1');
  const columns = "{'time': 'BIGINT', 'unit': 'VARCHAR', 'channel': 'VARCHAR', 'value': 'DOUBLE'}";
  return {
    async run(directory) {
      const path = pathIn(directory).replaceAll("'", "''");
      const folder = await mkdtemp(join(directory, 'duckdb-'));
      try {
        const rows = `SELECT * FROM read_csv('${path}', header = true, auto_detect = false, delim = ',', columns = ${columns})`;
        const reader = await connection.runAndReadAll(
          `COPY (${rows} ORDER BY unit, channel, time) TO '${folder}/x.parquet' (FORMAT parquet, COMPRESSION zstd)`,
        );
        const count = Number(reader.getRows()[0]?.[0]);
        return { millions: count / 1e6, check: count };
      } finally {
        await rm(folder, { recursive: true });
      }
    },
  };
}
