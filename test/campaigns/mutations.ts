/**
 * Harms files of CSV and NDJSON, of every layout and dialect, and reads them: each value, reject and event must be what the naive
 * reading says and every sample accounted for (docs/promises.md#p12), nothing may crash, and memory must stay flat. One
 * in four is also packed as gzip or zstd, the packed bytes harmed too, and what can still be unpacked is read.
 *
 *   node test/campaigns/mutations.ts [--files 100000] [--seed 1]
 */

import { parseArgs } from 'node:util';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import * as z from 'zod';
import { Refusal } from '../../shared/domain/refusal.ts';
import { unpack } from '../../shared/formats/compression/unpack.ts';
import { readCsv } from '../../shared/formats/csv/read-csv.ts';
import { readNdjson } from '../../shared/formats/ndjson/read-ndjson.ts';
import type { ReadSink, ReadSummary } from '../../shared/formats/reading/reading.ts';
import { agreesWithNaive, type Outcome, planFor } from '../shared/formats/csv/agrees-with-naive.ts';
import { inPieces } from '../shared/formats/csv/collect.ts';
import { editWith, mutantOf, SUBJECTS as TABLES } from '../shared/formats/csv/mutants.ts';
import { agreesWithNaive as linesAgree } from '../shared/formats/ndjson/agrees-with-naive.ts';
import { SUBJECTS as LINES } from '../shared/formats/ndjson/subjects.ts';

const MOST_GROWTH = 1.2;
const LIMITS = [90, 150, 400, 1_048_576] as const;
const BATCH = 500;

const optionsSchema = z.object({
  files: z.coerce.number().int().positive().default(100_000),
  seed: z.coerce.number().int().default(1),
});
const { values } = parseArgs({ options: { files: { type: 'string' }, seed: { type: 'string' } } });
const { files, seed } = optionsSchema.parse(values);

const totals = { files: 0, read: 0, refused: 0, packed: 0, samples: 0, rejected: 0, failing: 0 };
/** Largest resident memory, MB, in each quarter of the run. */
const quarters = [0, 0, 0, 0];

interface Subject {
  readonly name: string;
  readonly file: Uint8Array;
  agrees(file: Uint8Array, size: number, limit: number): Promise<Outcome>;
  read(
    chunks: AsyncIterable<Uint8Array>,
    sink: ReadSink,
    cutOff: () => boolean,
    limit: number,
  ): Promise<ReadSummary>;
}

const SUBJECTS: readonly Subject[] = [
  ...TABLES.map(({ name, file, parts }) => ({
    name: `CSV ${name}`,
    file,
    agrees: (mutant: Uint8Array, size: number, limit: number) => agreesWithNaive(mutant, size, limit, parts),
    read: (chunks: AsyncIterable<Uint8Array>, sink: ReadSink, cutOff: () => boolean, limit: number) =>
      readCsv(chunks, planFor(parts, limit), sink, cutOff),
  })),
  ...LINES.map(({ name, file, plan }) => ({
    name: `NDJSON ${name}`,
    file,
    agrees: (mutant: Uint8Array, size: number, limit: number) => linesAgree(mutant, size, plan, limit),
    read: (chunks: AsyncIterable<Uint8Array>, sink: ReadSink, cutOff: () => boolean, limit: number) =>
      readNdjson(chunks, { ...plan, maxLineBytes: limit }, sink, cutOff),
  })),
];

const edit = editWith('",;\n\r\t -+.eE0159/:NaIf#AB\u0000{}[]\\trulsfu');

const harm = fc.record({
  edits: fc.array(edit, { minLength: 1, maxLength: 6 }),
  packedEdits: fc.array(edit, { maxLength: 2 }),
  size: fc.integer({ min: 1, max: 300 }),
});
type Harm = typeof harm extends fc.Arbitrary<infer T> ? T : never;

async function tryPlain({ file, agrees }: Subject, { edits, size }: Harm, limit: number): Promise<void> {
  const outcome = await agrees(mutantOf(file, edits), size, limit);
  if (outcome.wasRead) totals.read++;
  else totals.refused++;
  totals.samples += outcome.samples;
  totals.rejected += outcome.rejected;
}

/** Damaged or not, what comes out of the packed file is counted whole. */
async function tryPacked({ file, read }: Subject, { edits, packedEdits, size }: Harm, limit: number) {
  const packing = size % 2 === 0 ? 'gzip' : 'zstd';
  const mutant = mutantOf(file, edits);
  const packed = mutantOf(packing === 'gzip' ? gzipSync(mutant) : zstdCompressSync(mutant), packedEdits);
  const { chunks, outcome } = unpack(packing, inPieces(packed, size));
  let [readings, rejected] = [0, 0];
  totals.packed++;
  try {
    const cutOff = () => outcome().endedEarly !== null;
    const sink = {
      batch: (batch: { readings: number }) => {
        readings += batch.readings;
      },
      reject: (reject: { samples: number }) => {
        rejected += reject.samples;
      },
    };
    const summary = await read(chunks, sink, cutOff, limit);
    if (summary.samples !== readings + rejected || summary.rejected !== rejected)
      throw new Error(`${summary.samples} samples, but ${readings} readings and ${rejected} rejects`);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

async function tryFile(index: number, how: Harm): Promise<void> {
  const subject = SUBJECTS[index % SUBJECTS.length]!;
  const limit = LIMITS[Math.floor(index / SUBJECTS.length) % LIMITS.length]!;
  try {
    await tryPlain(subject, how, limit);
    if (index % 4 === 0) await tryPacked(subject, how, limit);
  } catch (error) {
    totals.failing++;
    console.error(`file ${index} (${subject.name}):`, error);
  }
}

while (totals.files < files) {
  for (const how of fc.sample(harm, { seed: seed * 1_000_003 + totals.files, numRuns: BATCH })) {
    if (totals.files === files) break;
    await tryFile(totals.files, how);
    const quarter = Math.floor((4 * totals.files++) / files);
    if (totals.files % 100 === 0)
      quarters[quarter] = Math.max(quarters[quarter]!, process.memoryUsage.rss() / 1e6);
  }
}

const [, second = 0, , last = 0] = quarters;
const growth = second === 0 ? 1 : last / second;
console.log(
  Object.entries(totals)
    .map(([name, count]) => `${name} ${count}`)
    .join(', '),
);
console.log(`resident memory by quarter, MB: ${quarters.map((mb) => mb.toFixed(0)).join(', ')}`);
if (totals.failing > 0 || totals.read === 0) process.exitCode = 1;
if (growth > MOST_GROWTH) {
  console.error(`memory grew ${growth.toFixed(2)} times from the second quarter to the last`);
  process.exitCode = 1;
}
