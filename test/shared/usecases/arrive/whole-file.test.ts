import { expect, it } from 'vitest';
import { isoOf } from '../../../../shared/domain/time.ts';
import { hashArchive } from '../../../../shared/usecases/answer/hash-archive.ts';
import { showReceipt } from '../../../../shared/usecases/answer/show-receipt.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const DEFINITION = `
id: whole
arms: [{ id: bench, kind: GROUND_CONTROL_ASYNCHRONOUS }]
units: [{ id: INC1, arm: bench }]
channels: [{ id: temperature, unit: Cel, storage: float64, period: PT1M }]
sources:
  - { id: s, match: "*.csv", time: { column: time }, columns: { temp: { unit: INC1, channel: temperature } } }
`;

const START = Date.UTC(2026, 2, 1) * 1000;
const rows = (from: number, to: number, value: number) =>
  Array.from({ length: to - from }, (_, i) => `${isoOf(START + (from + i) * 60e6)},${value}\n`).join('');

async function takenIn(text: string) {
  const ports = memoryPorts();
  await applyExperiment(ports, 'whole', DEFINITION);
  const downlink = await upload(ports, 'whole', 'file.csv', `time,temp\n${text}`);
  await settleAll(ports);
  const { hash } = await hashArchive(ports, 'whole');
  return { hash, receipt: await showReceipt(ports, 'whole', downlink) };
}

it('makes the archive of the rows of the right clock alone, and rejects the others by line', async () => {
  const right = [rows(0, 100, 36), rows(130, 200, 36)];
  const clean = await takenIn(right.join(''));
  const reset = await takenIn(right.join(rows(50, 70, 20)));
  expect(clean.receipt).toMatchObject({ state: 'INGESTED', warnings: [] });
  expect(reset.hash).toBe(clean.hash);
  expect(reset.receipt).toMatchObject({
    state: 'INGESTED_WITH_REJECTS',
    counts: { rows: 190, samples: 190, accepted: 170, rejected: 20 },
    byReason: { 'time.reset': 20 },
  });
});

it('takes nothing in of a file whose format is proven wrong', async () => {
  const { receipt } = await takenIn('2026-13-01T00:00Z,36\n2026-03-01T00:00Z,36\n');
  expect(receipt).toMatchObject({
    state: 'REFUSED',
    counts: { accepted: 0 },
    error: { code: 'time.format-wrong' },
  });
});
