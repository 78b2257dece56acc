/** Twenty small downlinks of one bucket that overlap, so that most of them are compacted. */
import { bucketAt } from '../../shared/domain/bucket/bucket.ts';
import { type HeadRecord, headKey, headKind } from '../../shared/domain/bucket/head.ts';
import { showReceipt } from '../../shared/usecases/answer/show-receipt.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { type MemoryPorts, memoryPorts } from './memory-ports.ts';
import { settleAll, upload } from './run-stack.ts';

export const OVERLAPPING = 'left';
export const OVERLAPPING_DEFINITION = `
id: left
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels: [{ id: temperature, unit: Cel, period: PT1H, storage: decimal(1) }, { id: co2, unit: '[ppm]', period: PT1H }]
sources:
  - { id: first, match: 'a-*.csv', rank: 1, time: { column: t }, columns: { temp: { unit: FU1, channel: temperature }, co2: { unit: FU1, channel: co2 } } }
  - { id: second, match: 'b-*.csv', rank: 2, time: { column: t }, columns: { temp: { unit: FU1, channel: temperature } } }
`;
const at = (hour: number) => new Date(Date.UTC(2026, 2, 3) + hour * 3_600_000).toISOString();
export const THEIR_BUCKET = {
  experiment: OVERLAPPING,
  generation: 1,
  unit: 'FU1',
  bucket: bucketAt(Date.UTC(2026, 2, 3) * 1000, 30).name,
};

export type NamedFile = readonly [name: string, text: string];
/** Each overlaps its neighbours: copies, conflicts, a second source, rows without an end. */
export const OVERLAPPING_FILES: readonly NamedFile[] = Array.from({ length: 20 }, (_, i): NamedFile => {
  if (i % 5 === 4) return [`b-${i}.csv`, `t,temp\n${at(i)},99\n${at(i + 1)},${20 + (i % 3)}\n`];
  const end = i % 4 === 3 ? '' : '\n';
  const conflict = i % 3 === 0 ? 0.5 : 0;
  return [
    `a-${i}.csv`,
    `t,co2,temp\n${at(i)},${400 + i},${20 + (i % 3) + conflict}\n${at(i + 1)},${401 + i},${20 + ((i + 1) % 3)}${end}`,
  ];
});

/** The files taken in one by one. */
export async function overlappingTaken(
  files: readonly NamedFile[],
): Promise<{ memory: MemoryPorts; ids: string[] }> {
  const memory = memoryPorts();
  await applyExperiment(memory, OVERLAPPING, OVERLAPPING_DEFINITION);
  const ids: string[] = [];
  for (const [name, text] of files) {
    ids.push(await upload(memory, OVERLAPPING, name, text));
    await settleAll(memory);
  }
  return { memory, ids };
}

/** Accepted, duplicates and conflicts of each. */
export async function theirCounts(memory: MemoryPorts, ids: readonly string[]): Promise<number[][]> {
  const counts = [];
  for (const id of ids) {
    const { accepted, duplicates, conflicts } = (await showReceipt(memory, OVERLAPPING, id)).counts;
    counts.push([accepted, duplicates, conflicts]);
  }
  return counts;
}

export async function theirHead(memory: MemoryPorts): Promise<HeadRecord> {
  const { generation, unit, bucket } = THEIR_BUCKET;
  return (await memory.catalogue.get(headKind, headKey(OVERLAPPING, generation, unit, bucket)))!.item;
}
