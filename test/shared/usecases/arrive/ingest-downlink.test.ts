import { expect, it } from 'vitest';
import { showReceipt } from '../../../../shared/usecases/answer/show-receipt.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { watch } from '../../../../shared/usecases/watch.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { actOnce, settleAll, upload } from '../../../support/run-stack.ts';

const DEFINITION = `
id: fast
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels: [{ id: g, unit: 'm/s2', period: PT0.5S }]
sources: [{ id: s, match: '*.csv', time: { column: t }, columns: { g: { unit: FU1, channel: g } } }]
`;

function daily(days: number): string {
  const rows = Array.from({ length: days }, (_, day) => `${new Date(day * 86_400_000).toISOString()},9.8`);
  return `t,g\n${rows.join('\n')}\n`;
}

it('a file that touches more buckets than a receipt can name is refused, with nothing left behind', async () => {
  const memory = memoryPorts();
  await applyExperiment(memory, 'fast', DEFINITION);
  const wide = await upload(memory, 'fast', 'wide.csv', daily(2001));
  await settleAll(memory);
  const receipt = await showReceipt(memory, 'fast', wide);
  expect(receipt).toMatchObject({ state: 'REFUSED', error: { code: 'downlink.too-many-buckets' } });
  expect(
    [...memory.catalogue.partitions.get('fast')!.keys()].filter((key) => key.startsWith('HEAD')),
  ).toEqual([]);
});

it.each([
  ['is fetched once where it is small, and S3, which told of it, is not asked whether it is there', 20, 1],
  ['is fetched twice where it is too large to be held', 500_000, 2],
])('the file of a downlink %s', async (_, rows, fetched) => {
  const memory = memoryPorts();
  await applyExperiment(memory, 'fast', DEFINITION);
  const at = (row: number) => new Date(Date.UTC(2026, 2, 1) + row * 500).toISOString();
  const lines = Array.from({ length: rows }, (__, row) => `${at(row)},9.8`);
  const id = await upload(memory, 'fast', 'one.csv', `t,g\n${lines.join('\n')}\n`);
  let opened = 0;
  const raw = {
    open: (key: string) => {
      opened++;
      return memory.raw.open(key);
    },
    size: () => expect.fail('S3 was asked what it had said'),
  };
  const ports = { ...memory, raw: Object.assign(Object.create(memory.raw), raw) };
  while (await actOnce(memory, ports));
  const { counts } = await showReceipt(memory, 'fast', id);
  expect(counts).toMatchObject({ samples: rows, accepted: rows });
  expect(opened).toBe(fetched);
});

it('a message that tells of an object which is not there leaves the downlink waiting for it, and it may still come', async () => {
  const memory = memoryPorts();
  await applyExperiment(memory, 'fast', DEFINITION);
  const id = await upload(memory, 'fast', 'one.csv', daily(3));
  const objects = [...memory.raw.objects];
  memory.raw.objects.clear();
  await settleAll(memory);
  expect((await showReceipt(memory, 'fast', id)).state).toBe('AWAITING_UPLOAD');
  for (const [key, object] of objects) memory.raw.objects.set(key, object);
  await watch(memory);
  await settleAll(memory);
  expect(await showReceipt(memory, 'fast', id)).toMatchObject({ state: 'INGESTED', counts: { accepted: 3 } });
});
