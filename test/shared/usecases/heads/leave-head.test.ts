import { describe, expect, it } from 'vitest';
import { bucketAt } from '../../../../shared/domain/bucket/bucket.ts';
import { headKey, headKind } from '../../../../shared/domain/bucket/head.ts';
import { receiptKey, receiptKind } from '../../../../shared/domain/downlink/receipt.ts';
import { showReceipt } from '../../../../shared/usecases/answer/show-receipt.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { leaveHead } from '../../../../shared/usecases/heads/leave-head.ts';
import { mergedListOf } from '../../../../shared/usecases/heads/merged-list.ts';
import { refreshCounts } from '../../../../shared/usecases/heads/refresh-counts.ts';
import { update } from '../../../../shared/usecases/known/update.ts';
import { answersOf } from '../../../support/end-state.ts';
import { die, hooked } from '../../../support/hooked-ports.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const E = 'left';
const DEFINITION = `
id: left
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels: [{ id: temperature, unit: Cel, period: PT1H, storage: decimal(1) }, { id: co2, unit: '[ppm]', period: PT1H }]
sources:
  - { id: first, match: 'a-*.csv', rank: 1, time: { column: t }, columns: { temp: { unit: FU1, channel: temperature }, co2: { unit: FU1, channel: co2 } } }
  - { id: second, match: 'b-*.csv', rank: 2, time: { column: t }, columns: { temp: { unit: FU1, channel: temperature } } }
`;
const at = (hour: number) => new Date(Date.UTC(2026, 2, 3) + hour * 3_600_000).toISOString();
const AT = {
  experiment: E,
  generation: 1,
  unit: 'FU1',
  bucket: bucketAt(Date.UTC(2026, 2, 3) * 1000, 30).name,
};

type File = readonly [name: string, text: string];
/** Twenty downlinks, each of which overlaps its neighbours: copies, conflicts, a second source, rows without an end. */
const FILES: readonly File[] = Array.from({ length: 20 }, (_, i): File => {
  if (i % 5 === 4) return [`b-${i}.csv`, `t,temp\n${at(i)},99\n${at(i + 1)},${20 + (i % 3)}\n`];
  const end = i % 4 === 3 ? '' : '\n';
  const conflict = i % 3 === 0 ? 0.5 : 0;
  return [
    `a-${i}.csv`,
    `t,co2,temp\n${at(i)},${400 + i},${20 + (i % 3) + conflict}\n${at(i + 1)},${401 + i},${20 + ((i + 1) % 3)}${end}`,
  ];
});

async function taken(files: readonly File[]): Promise<{ memory: MemoryPorts; ids: string[] }> {
  const memory = memoryPorts();
  await applyExperiment(memory, E, DEFINITION);
  const ids: string[] = [];
  for (const [name, text] of files) {
    ids.push(await upload(memory, E, name, text));
    await settleAll(memory);
  }
  return { memory, ids };
}

const never = () => {
  throw new Error('no segment has expired');
};

/** As a withdrawal will do it: the receipt is in force no more, then the entry leaves. */
async function left(memory: MemoryPorts, downlink: string, ports = memory): Promise<void> {
  await update(memory, receiptKind, receiptKey(E, downlink), (receipt) =>
    receipt === null ? null : { ...receipt, state: 'FAILED' as const, touched: [] },
  );
  await leaveHead(ports, AT, { downlink, attempt: 1 }, never);
  await memory.queues.align.send({ experiment: E, unit: 'FU1', bucket: AT.bucket });
  await settleAll(memory);
}

async function countsOf(memory: MemoryPorts, ids: readonly string[]) {
  const counts = [];
  for (const id of ids) {
    const { accepted, duplicates, conflicts } = (await showReceipt(memory, E, id)).counts;
    counts.push([accepted, duplicates, conflicts]);
  }
  return counts;
}

const headOf = async (memory: MemoryPorts) =>
  (await memory.catalogue.get(headKind, headKey(E, 1, 'FU1', AT.bucket)))!.item;

describe('of twenty downlinks, most of them compacted', () => {
  it.each(FILES.keys().toArray())('number %i leaves as if it had never come', async (i) => {
    const { memory, ids } = await taken(FILES);
    await left(memory, ids[i]!);
    const others = await taken(FILES.filter((_, n) => n !== i));
    expect(await answersOf(memory, E)).toEqual(await answersOf(others.memory, E));
    expect(
      await countsOf(
        memory,
        ids.filter((_, n) => n !== i),
      ),
    ).toEqual(await countsOf(others.memory, others.ids));
  });

  it('all leave, the first to the last, and nothing is left', async () => {
    const { memory, ids } = await taken(FILES);
    for (const [i, id] of ids.entries()) {
      await left(memory, id);
      const others = await taken(FILES.slice(i + 1));
      expect((await answersOf(memory, E)).archive).toEqual((await answersOf(others.memory, E)).archive);
      expect(await countsOf(memory, ids.slice(i + 1))).toEqual(await countsOf(others.memory, others.ids));
    }
    expect((await headOf(memory)).entries).toEqual([]);
    expect(await answersOf(memory, E)).toEqual(await answersOf((await taken([])).memory, E));
  });
});

describe('the list of what was merged', async () => {
  const { memory, ids } = await taken(FILES);
  const head = await headOf(memory);
  const list = await mergedListOf(memory, head);

  it('names every downlink that the head does not, in the order of their commits', () => {
    const names = [...list.entries, ...head.entries].map(({ downlink }) => downlink);
    expect(names.filter((name) => name !== null)).toEqual(ids);
    expect(list.isWhole).toBe(true);
    expect(head.entries.filter(({ downlink }) => downlink === null)).toHaveLength(1);
  });

  it('says under which readings the compacted entry was read', () => {
    const [compacted] = head.entries;
    expect(compacted!.readings).toEqual(list.entries[0]!.readings);
    expect(compacted!.readings).toHaveLength(1);
  });
});

it('tells the receipts of the others, also where the run died after the head was written', async () => {
  const { memory, ids } = await taken(FILES);
  const dying = hooked(memory, { on: 'put', when: 'after', kind: 'head' }, die);
  await expect(leaveHead(dying, AT, { downlink: ids[3]!, attempt: 1 }, never)).rejects.toThrow('killed');
  expect((await headOf(memory)).recounted).toEqual([ids[4]]);
  await leaveHead(memory, AT, { downlink: ids[3]!, attempt: 1 }, never);
  expect((await headOf(memory)).recounted).toBeUndefined();
  const without3 = FILES.filter((_, n) => n !== 3);
  const others = await taken(without3);
  const told = await countsOf(memory, [ids[4]!]);
  expect(told).toEqual(await countsOf(others.memory, [others.ids[3]!]));
  await refreshCounts(memory, E, ids[4]!);
  expect(await countsOf(memory, [ids[4]!])).toEqual(told);
});
