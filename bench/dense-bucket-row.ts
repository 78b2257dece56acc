/** A day of a pair at a high rate: its pages, its delta page and what is wrong with it, in the memory of a small function. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RememberedObjects } from '../shared/aws/remembered-objects.ts';
import { segmentKey } from '../shared/domain/archive/keys.ts';
import { type HeadEntry, headKey, headKind } from '../shared/domain/bucket/head.ts';
import { sha256 } from '../shared/formats/digest.ts';
import { applyExperiment } from '../shared/usecases/define/apply-experiment.ts';
import { flagAnomalies } from '../shared/usecases/judge/flag-anomalies.ts';
import { alignTwins } from '../shared/usecases/pages/align-twins.ts';
import { memoryPorts } from '../test/support/memory-ports.ts';
import type { BenchRow } from './bench-row.ts';
import { DiskObjects } from './disk-objects.ts';
import { peakMb } from './peak-memory.ts';
import {
  DENSE_DAY,
  DENSE_UNITS,
  type DenseBucket,
  denseDefinition,
  denseSegments,
} from './sets/dense-bucket.ts';
import { samplesOf } from './settings.ts';

/** More than a head keeps apart: they are merged before the page is built. */
const DOWNLINKS = 12;
const SECONDS_PER_DAY = 86_400;
/** Of the heads, beside the objects. */
const HEADS = 'heads.json';

export function denseBucketRow(set: Omit<DenseBucket, 'rows'>): BenchRow {
  const rows = Math.floor(samplesOf(SECONDS_PER_DAY * set.hertz * set.channels * 2) / set.channels / 2);
  const dense = { ...set, rows };
  const folderIn = (directory: string) => join(directory, `${set.experiment}-${rows}`);
  return {
    row: set.experiment,
    unit: 's',
    better: 'less',
    goal: { rssMb: 512, value: 120 },
    isOnce: true,
    isLong: true,
    isBundled: true,
    note: 'seconds of the processor that the dearest run takes; the use cases as their functions run them, bundled; objects on disk, the table in memory: without the clients of AWS',
    prepare: (directory) => prepare(folderIn(directory), dense),
    clear: (directory) => rm(folderIn(directory), { recursive: true, force: true }),
    sides: {
      async ours() {
        return { run: async (directory) => ({ value: await dearestRun(folderIn(directory), dense) }) };
      },
    },
  };
}

async function prepare(folder: string, set: DenseBucket): Promise<void> {
  if (existsSync(join(folder, HEADS))) return;
  await mkdir(folder, { recursive: true });
  const objects = new DiskObjects(folder);
  const heads: Record<string, HeadEntry[]> = {};
  for (const unit of DENSE_UNITS) {
    const segments: HeadEntry['segments'] = [];
    for (const { bytes, ...segment } of denseSegments(set, unit)) {
      const key = segmentKey(set.experiment, unit, DENSE_DAY, sha256(bytes).slice(0, 32));
      await objects.put(key, bytes);
      segments.push({ key, rank: 0, source: unit, ...segment });
    }
    heads[unit] = entriesOf(segments);
  }
  const draft = join(folder, `${HEADS}.draft`);
  await writeFile(draft, JSON.stringify(heads));
  await rename(draft, join(folder, HEADS));
}

function entriesOf(segments: HeadEntry['segments']): HeadEntry[] {
  const each = Math.ceil(segments.length / DOWNLINKS);
  const entries: HeadEntry[] = [];
  for (let at = 0; at < segments.length; at += each) {
    const own = segments.slice(at, at + each);
    const accepted = own.reduce((sum, { samples = 0 }) => sum + samples, 0);
    entries.push({
      downlink: `d${entries.length}`,
      attempt: 1,
      segments: own,
      counts: { accepted, duplicates: 0, conflicts: 0 },
      repeated: 0,
      visible: true,
    });
  }
  return entries;
}

/** Seconds of the processor. */
async function dearestRun(folder: string, set: DenseBucket): Promise<number> {
  const memory = memoryPorts();
  memory.clock.setTo('2026-03-03T00:00:00Z');
  const ports = { ...memory, archive: new RememberedObjects(new DiskObjects(folder)) };
  const { experiment } = set;
  await applyExperiment(ports, experiment, denseDefinition(set));
  const heads: Record<string, HeadEntry[]> = JSON.parse(await readFile(join(folder, HEADS), 'utf8'));
  let dearest = 0;
  const timed = async (what: string, act: () => Promise<unknown>) => {
    const begin = process.cpuUsage();
    await act();
    const { user, system } = process.cpuUsage(begin);
    const seconds = (user + system) / 1e6;
    console.error(`${experiment}: ${what} ${seconds.toFixed(1)} s, peak ${peakMb().toFixed(0)} MB`);
    dearest = Math.max(dearest, seconds);
  };
  for (const unit of DENSE_UNITS) {
    const key = headKey(experiment, 1, unit, DENSE_DAY);
    const head = {
      unit,
      bucket: DENSE_DAY,
      v: 1,
      entries: heads[unit] ?? [],
      page: null,
      unended: [],
      due: true,
    };
    await memory.catalogue.put(headKind, key, head, null);
    await timed(`pages of ${unit}`, () => alignTwins(ports, { experiment, unit, bucket: DENSE_DAY }));
  }
  await timed('anomalies of FU1', () => flagAnomalies(ports, { experiment, subject: 'unit', id: 'FU1' }));
  await timed('anomalies of P1', () => flagAnomalies(ports, { experiment, subject: 'pair', id: 'P1' }));
  return dearest;
}
