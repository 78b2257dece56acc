/** One bucket of a unit as Parquet: its samples, each once, and what lost a conflict. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { BroughtOnWire, ExportOnWire, ExportSegmentOnWire } from '../../../shared/contract/export.ts';
import { answerRulesOf } from '../../../shared/domain/experiment/answer-rules.ts';
import type { DefinitionIndex } from '../../../shared/domain/experiment/definition-index.ts';
import { parseInstant } from '../../../shared/domain/instant.ts';
import { isoOf } from '../../../shared/domain/time.ts';
import { encodeTable } from '../../../shared/formats/parquet/table.ts';
import { readMerged } from '../../../shared/usecases/heads/read-samples.ts';
import type { WantedSamples } from '../../../shared/usecases/heads/read-segments.ts';
import { bucketTables, type Table } from './bucket-tables.ts';
import type { TableFile } from './manifest.ts';
import { segmentBytes, someAtATime } from './segment-bytes.ts';
import { sha256Of, writeWhole } from './write-whole.ts';

export interface BucketToExport {
  readonly unit: string;
  readonly bucket: string;
  readonly segments: readonly ExportSegmentOnWire[];
  readonly brought: readonly BroughtOnWire[];
  /** Of the unit. */
  readonly stuck: ExportOnWire['stuck'];
  readonly basis: string;
}

export interface ExportRules {
  readonly index: DefinitionIndex;
  readonly wanted: WantedSamples;
  /** Pairs for the footer of each file. */
  readonly facts: Readonly<Record<string, string>>;
  /** See `Listed`. */
  readonly listedAt: number;
}

/** Samples that are held at once, about: what they are encoded from takes as much again. */
const MOST_HELD = 4_000_000;

/**
 * Downloads the segments of the bucket, merges them and writes the tables into the folder; the segments are kept only until
 * then. Gives the files, none where the query leaves nothing. Fails with `StaleLinks`.
 */
export async function exportBucket(
  folder: string,
  bucket: BucketToExport,
  { index, wanted, facts, listedAt }: ExportRules,
): Promise<TableFile[]> {
  const spool = await mkdtemp(join(tmpdir(), 'howship-export-'));
  const at = (key: string) => join(spool, basename(key));
  try {
    await someAtATime(bucket.segments, async (link) =>
      writeFile(at(link.key), await segmentBytes(link, listedAt)),
    );
    const rules = answerRulesOf(index, bucket.unit);
    const segments = bucket.segments.map(localSegment);
    const spans = readMerged(
      { archive: { read: (name) => readFile(at(typeof name === 'string' ? name : name.key)) } },
      { segments, changesOf: ({ changes }) => changes, ...rules, wanted, most: MOST_HELD },
    );
    const files: TableFile[] = [];
    let part = 0;
    for await (const span of spans) {
      part++;
      const name = part === 1 ? `${bucket.bucket}.parquet` : `${bucket.bucket}-${part}.parquet`;
      const tables = bucketTables(span, { ...bucket, units: rules.units });
      for (const what of ['samples', 'conflicts'] as const)
        if (tables[what].n > 0)
          files.push(await writeTable(folder, bucket, { what, name, facts }, tables[what]));
    }
    return files;
  } finally {
    await rm(spool, { recursive: true, force: true });
  }
}

function localSegment({ from, to, readIn = [], ...segment }: ExportSegmentOnWire) {
  const changes = new Map(readIn.map(({ series, line: _line, ...change }) => [series, change]));
  return { ...segment, from: parseInstant(from), to: parseInstant(to), changes };
}

async function writeTable(
  folder: string,
  { unit, bucket, basis }: BucketToExport,
  { what, name, facts }: { what: TableFile['what']; name: string; facts: ExportRules['facts'] },
  { groups, n, from, to }: Table,
): Promise<TableFile> {
  const metadata = { ...facts, 'howship.table': what, 'howship.unit': unit, 'howship.bucket': bucket };
  const bytes = encodeTable(groups, metadata);
  const path = `${what}/${unit}/${name}`;
  await writeWhole(join(folder, path), bytes);
  const range = { from: isoOf(from), to: isoOf(to) };
  return { path, what, unit, bucket, n, bytes: bytes.length, sha256: sha256Of(bytes), ...range, basis };
}
