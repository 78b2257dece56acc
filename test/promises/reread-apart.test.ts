/** A downlink that is merged with others and is read into other series or buckets: the others stay what they are. */
import { expect, it } from 'vitest';
import { hashArchive } from '../../shared/usecases/answer/hash-archive.ts';
import { showReceipt } from '../../shared/usecases/answer/show-receipt.ts';
import { rereadDownlink } from '../../shared/usecases/arrive/reread-downlink.ts';
import { withdrawDownlink } from '../../shared/usecases/arrive/withdraw-downlink.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { runUpkeep } from '../../shared/usecases/upkeep/run-upkeep.ts';
import { showUpkeep, startUpkeep } from '../../shared/usecases/upkeep/start-upkeep.ts';
import type { MemoryPorts } from '../support/memory-ports.ts';
import {
  type NamedFile,
  OVERLAPPING,
  OVERLAPPING_DEFINITION,
  overlappingTaken,
  theirCounts,
} from '../support/overlapping-files.ts';
import { settleAll, upload } from '../support/run-stack.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 2, 3) + hour * 3_600_000).toISOString();
const named = (i: number, hours: readonly number[], co2: (hour: number) => string): NamedFile => [
  `a-${i}.csv`,
  `t,co2,temp\n${hours.map((hour) => `${at(hour)},${co2(hour)},20`).join('\n')}\n`,
];
const some = (hour: number) => String(400 + hour);

async function reread(memory: MemoryPorts, downlink: string): Promise<void> {
  await rereadDownlink(memory, { experiment: OVERLAPPING, downlink }, 'ada');
  await settleAll(memory);
}

it('counts those behind it once where it leaves the bucket', async () => {
  const between = Array.from({ length: 8 }, (_, i) => named(i + 1, [10 + 2 * i], some));
  const files = [named(0, [0, 1], some), ...between, named(9, [0, 1, 2], some), named(10, [1, 2, 3], some)];
  const { memory, ids } = await overlappingTaken(files);
  const three = [ids[0]!, ids[9]!, ids[10]!];
  expect(await theirCounts(memory, three)).toEqual([
    [4, 0, 0],
    [2, 4, 0],
    [2, 4, 0],
  ]);
  const elsewhere = OVERLAPPING_DEFINITION.replace(
    'units: [{ id: FU1, arm: flight }]',
    'units: [{ id: FU1, arm: flight }, { id: FU2, arm: flight }]',
  )
    .replace("match: 'a-*.csv'", "match: 'a-[1-9]*.csv'")
    .replace(
      'sources:\n',
      "sources:\n  - { id: zero, match: 'a-0.csv', time: { column: t }, columns: { temp: { unit: FU2, channel: temperature }, co2: { unit: FU2, channel: co2 } } }\n",
    );
  await applyExperiment(memory, OVERLAPPING, elsewhere, { newReading: true });
  await settleAll(memory);
  await reread(memory, ids[0]!);
  expect(await theirCounts(memory, three)).toEqual([
    [4, 0, 0],
    [6, 0, 0],
    [2, 4, 0],
  ]);
});

it('leaves no series behind that it alone had', async () => {
  const files = [
    named(0, [5, 6], some),
    ...Array.from({ length: 10 }, (_, i) => named(i + 1, [4, 5, 6, 10 + i], () => '')),
  ];
  const { memory, ids } = await overlappingTaken(files);
  const hint = { experiment: OVERLAPPING, downlink: ids[0]! };
  await withdrawDownlink(memory, hint, { by: 'ada', reason: 'another sensor' });
  await settleAll(memory);
  const never = await overlappingTaken(files.slice(1));
  expect(await hashArchive(memory, OVERLAPPING)).toEqual(await hashArchive(never.memory, OVERLAPPING));
});

it('lists its rejects beside those of before, and verify looks at those in force', async () => {
  const { memory } = await overlappingTaken([]);
  const id = await upload(memory, OVERLAPPING, 'a-0.csv', `t,co2,temp\n${at(0)},bad,20\n${at(1)},400,bad\n`);
  await settleAll(memory);
  const without = OVERLAPPING_DEFINITION.replace(', co2: { unit: FU1, channel: co2 }', '');
  expect(without).not.toBe(OVERLAPPING_DEFINITION);
  await applyExperiment(memory, OVERLAPPING, without, { newReading: true });
  await settleAll(memory);
  await reread(memory, id);
  expect((await showReceipt(memory, OVERLAPPING, id)).counts).toMatchObject({ accepted: 1, rejected: 1 });
  await startUpkeep(memory, OVERLAPPING, 'VERIFY', 'ada');
  await runUpkeep(memory, { experiment: OVERLAPPING, upkeep: 'VERIFY' });
  const { differs, looked } = await showUpkeep(memory, OVERLAPPING, 'VERIFY');
  expect(differs).toEqual([]);
  expect(looked).toMatchObject({ rejects: 1 });
});
