/** Events that files brought: four times the downlinks read again cost four times as much. */
import { describe, expect, it } from 'vitest';
import { eventKind } from '../../../../shared/domain/timeline/event-record.ts';
import { rereadDownlink } from '../../../../shared/usecases/arrive/reread-downlink.ts';
import { withdrawDownlink } from '../../../../shared/usecases/arrive/withdraw-downlink.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { listEvents } from '../../../../shared/usecases/define/record-events.ts';
import { countedPorts } from '../../../support/counted-ports.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { actOnce, settleAll, upload } from '../../../support/run-stack.ts';

const definition = ({ zone = 'UTC', as = 'Cel' }) => `
id: k
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels: [{ id: temperature, unit: Cel, period: PT1H }]
sources:
  - { id: w, match: '*.csv', time: { column: t, zone: ${zone} },
      columns: { v: { unit: FU1, channel: temperature, as: '${as}' } },
      events: { column: mark, names: { M: media-change }, use: READ } }
`;

/** Each with a label of its own; they lie in one head. */
async function taken(files: number): Promise<{ memory: MemoryPorts; ids: string[] }> {
  const memory = memoryPorts();
  await applyExperiment(memory, 'k', definition({}));
  const ids: string[] = [];
  for (let i = 0; i < files; i++) {
    const at = new Date(Date.UTC(2026, 2, 3, i)).toISOString().slice(0, 19);
    ids.push(await upload(memory, 'k', `f${i}.csv`, `t,v,mark\n${at},20,M\n`));
  }
  await settleAll(memory);
  return { memory, ids };
}

/** Items that lists of this kind give to the runs that read all again, one after another. */
async function listedPerDownlink(files: number, now: string, kind: string): Promise<number> {
  const { memory, ids } = await taken(files);
  await applyExperiment(memory, 'k', now, { newReading: true });
  await settleAll(memory);
  let items = 0;
  // The answer to the request looks for gaps, whatever is read again.
  let isCounting = false;
  const { catalogue } = memory;
  const list = catalogue.list.bind(catalogue);
  catalogue.list = async function* (of, partition, prefix, page) {
    for await (const item of list(of, partition, prefix, page)) {
      if (isCounting && of.name === kind) items++;
      yield item;
    }
  };
  for (const downlink of ids) {
    await rereadDownlink(memory, { experiment: 'k', downlink }, 'test');
    isCounting = true;
    await settleAll(memory);
    isCounting = false;
  }
  return items / files;
}

describe('events of files that are read again', () => {
  it.each([
    ['stay where they are', definition({ as: '[degF]' })],
    ['are at other times', definition({ zone: 'Asia/Tokyo' })],
  ])('and %s: no receipt of another is looked through', async (_, now) => {
    for (const files of [4, 16]) expect(await listedPerDownlink(files, now, 'receipt')).toBe(0);
    expect(await listedPerDownlink(16, now, 'brought')).toBeLessThanOrEqual(4);
  });

  it('have nothing computed anew where they stay', async () => {
    const { memory, ids } = await taken(4);
    await applyExperiment(memory, 'k', definition({ as: '[degF]' }), { newReading: true });
    await settleAll(memory);
    const { ports, calls } = countedPorts(memory);
    await rereadDownlink(ports, { experiment: 'k', downlink: ids[0]! }, 'test');
    while (await actOnce(memory, ports));
    expect(calls.filter((call) => call === 'align.sendAll')).toEqual([]);
  });
});

it('an event that an older version recorded stands as long as any file in force brings it', async () => {
  const { memory } = await taken(0);
  const text = 't,v,mark\n2026-03-03T00:00:00,20,M\n';
  const ids = [
    await upload(memory, 'k', 'a.csv', text),
    await upload(memory, 'k', 'b.csv', `${text}2026-03-03T01:00:00,21,\n`),
  ];
  await settleAll(memory);
  const rows = memory.catalogue.partitions.get('k')!;
  for (const sort of [...rows.keys()]) if (sort.startsWith('BROUGHT#')) rows.delete(sort);
  const [event] = await Array.fromAsync(memory.catalogue.list(eventKind, 'k', 'EVENT#'));
  const { isListed: _, ...older } = event!.item;
  await memory.catalogue.put(eventKind, event!.key, older, event!.version);
  const standing: number[] = [];
  for (const downlink of ids) {
    await withdrawDownlink(memory, { experiment: 'k', downlink }, { by: 'test', reason: 'wrong' });
    await settleAll(memory);
    standing.push((await listEvents(memory, 'k')).events.length);
  }
  expect(standing).toEqual([1, 0]);
});
