import { expect, it } from 'vitest';
import { receiptKind } from '../../../../shared/domain/downlink/receipt.ts';
import type { Catalogue, Ports } from '../../../../shared/ports.ts';
import { showReceipt } from '../../../../shared/usecases/answer/show-receipt.ts';
import { failDownlink } from '../../../../shared/usecases/arrive/fail-downlink.ts';
import { ingestDownlink } from '../../../../shared/usecases/arrive/ingest-downlink.ts';
import { rereadDownlink } from '../../../../shared/usecases/arrive/reread-downlink.ts';
import { withdrawDownlink } from '../../../../shared/usecases/arrive/withdraw-downlink.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from '../../../support/twin-experiment.ts';

const E = 'twins';
const { flight } = twinFiles();

/** Ports of an invocation that dies when a receipt comes to this state: before that is written, or after. */
function dyingAt(memory: MemoryPorts, state: string, moment: 'before' | 'after'): Ports {
  const put: Catalogue['put'] = async (kind, key, item, expected) => {
    const isIt = kind.name === receiptKind.name && receiptKind.schema.parse(item).state === state;
    if (isIt && moment === 'before') throw new Error('died');
    const written = await memory.catalogue.put(kind, key, item, expected);
    if (isIt) throw new Error('died');
    return written;
  };
  const { catalogue } = memory;
  return {
    ...memory,
    catalogue: {
      put,
      get: (kind, key) => catalogue.get(kind, key),
      remove: (kind, key, expected) => catalogue.remove(kind, key, expected),
      list: (kind, partition, prefix, page) => catalogue.list(kind, partition, prefix, page),
      versions: (kind, partition, prefix, page) => catalogue.versions(kind, partition, prefix, page),
      due: (partition, page) => catalogue.due(partition, page),
    },
  };
}

async function arrive(memory: MemoryPorts, ports: Ports = memory): Promise<string> {
  const downlink = await upload(memory, E, 'fu1.csv', flight);
  memory.queues.ingest.hints.length = 0;
  await ingestDownlink(ports, { experiment: E, downlink });
  return downlink;
}

async function begin(): Promise<MemoryPorts> {
  const memory = memoryPorts();
  await applyExperiment(memory, E, TWIN_DEFINITION);
  return memory;
}

it('a file that comes again names the first as soon as that reads INGESTED', async () => {
  const memory = await begin();
  const first = await upload(memory, E, 'fu1.csv', flight);
  const dying = dyingAt(memory, 'INGESTED', 'after');
  await expect(ingestDownlink(dying, { experiment: E, downlink: first })).rejects.toThrow('died');
  expect((await showReceipt(memory, E, first)).state).toBe('INGESTED');
  const second = await arrive(memory);
  expect(await showReceipt(memory, E, second)).toMatchObject({
    duplicateOf: first,
    counts: { accepted: 0, duplicates: 600 },
  });
});

it('a file whose first downlink failed is taken in, and is the first for those after it', async () => {
  const memory = await begin();
  const failed = await upload(memory, E, 'fu1.csv', flight);
  const hint = { experiment: E, downlink: failed };
  await expect(ingestDownlink(dyingAt(memory, 'INGESTED', 'before'), hint)).rejects.toThrow('died');
  await failDownlink(memory, hint);
  expect((await showReceipt(memory, E, failed)).state).toBe('FAILED');
  const second = await arrive(memory);
  const receipt = await showReceipt(memory, E, second);
  expect(receipt).toMatchObject({ state: 'INGESTED', counts: { accepted: 600, duplicates: 0 } });
  expect(receipt.duplicateOf).toBeUndefined();
  expect(await showReceipt(memory, E, await arrive(memory))).toMatchObject({ duplicateOf: second });
});

it('bytes that were withdrawn and come again are taken in, with who withdrew them, when and why', async () => {
  const memory = await begin();
  memory.clock.setTo('2026-03-20T08:00:00Z');
  const first = await arrive(memory);
  const asked = { by: 'ada', reason: 'the clock was wrong' };
  await withdrawDownlink(memory, { experiment: E, downlink: first }, asked);
  await settleAll(memory);
  const second = await arrive(memory);
  await settleAll(memory);
  const warning = {
    code: 'file.withdrawn-before',
    message:
      'the same bytes came before as fu1.csv and were withdrawn by ada on 20 Mar 08:00 UTC: "the clock was wrong". They count again now; withdraw this file too if that still holds',
  };
  const receipt = await showReceipt(memory, E, second);
  expect(receipt).toMatchObject({ state: 'INGESTED', counts: { accepted: 600 }, warnings: [warning] });
  expect(receipt.verdict[4]).toContain('read the warnings (1)');
  // The word stays where the file is read again, and a file of other bytes gets none.
  await rereadDownlink(memory, { experiment: E, downlink: second }, 'ada');
  await settleAll(memory);
  expect((await showReceipt(memory, E, second)).warnings).toEqual([warning]);
  const other = await upload(memory, E, 'fu1-b.csv', flight.split('\n').slice(0, 50).join('\n'));
  await settleAll(memory);
  expect((await showReceipt(memory, E, other)).warnings.map(({ code }) => code)).not.toContain(warning.code);
});
