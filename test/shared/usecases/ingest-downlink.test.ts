import { expect, it } from 'vitest';
import { applyExperiment } from '../../../shared/usecases/apply-experiment.ts';
import { showReceipt } from '../../../shared/usecases/show-receipt.ts';
import { memoryPorts } from '../../support/memory-ports.ts';
import { settleAll, upload } from '../../support/run-stack.ts';

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
