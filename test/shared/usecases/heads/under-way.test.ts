import { expect, it } from 'vitest';
import { receiptKey, receiptKind } from '../../../../shared/domain/downlink/receipt.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { underWay } from '../../../../shared/usecases/heads/under-way.ts';
import { update } from '../../../../shared/usecases/known/update.ts';
import { countedPorts } from '../../../support/counted-ports.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { upload } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from '../../../support/twin-experiment.ts';

const E = 'twins';
const memory = memoryPorts();
await applyExperiment(memory, E, TWIN_DEFINITION);

const change = (downlink: string, changes: object) =>
  update(memory, receiptKind, receiptKey(E, downlink), (current) => ({ ...current!, ...changes }));

it('reads a receipt again only where somebody wrote it, and then says what it says', async () => {
  const downlink = await upload(memory, E, 'fu1.csv', twinFiles().flight);
  const { ports, calls } = countedPorts(memory);
  const isUnderWay = underWay(ports, E, { downlink, attempt: 2 });
  const reads = () => calls.filter((call) => call === 'catalogue.get').length;
  await change(downlink, { state: 'INGESTING', attempt: 2 });
  for (let i = 0; i < 5; i++) expect(await isUnderWay()).toBe(true);
  expect(reads()).toBe(1);
  await change(downlink, { bytes: 1 });
  expect(await isUnderWay()).toBe(true);
  expect(reads()).toBe(2);
  await change(downlink, { attempt: 3 });
  expect(await isUnderWay()).toBe(false);
  await change(downlink, { attempt: 2, state: 'INGESTED' });
  expect(await isUnderWay()).toBe(false);
});

it('does not hold for a downlink that is not there, whatever stands after it', async () => {
  const first = await upload(memory, E, 'fu1-b.csv', twinFiles().flight);
  await change(first, { state: 'INGESTING', attempt: 1 });
  const isUnderWay = underWay(memory, E, { downlink: first.slice(0, -1), attempt: 1 });
  expect(await isUnderWay()).toBe(false);
  expect(await isUnderWay()).toBe(false);
});
