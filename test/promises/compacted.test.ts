/** Heads are compacted often: what a slow or dying run still means to do must not meet entries that are gone. */
import { describe, expect, it } from 'vitest';
import { showReceipt } from '../../shared/usecases/answer/show-receipt.ts';
import { failDownlink } from '../../shared/usecases/arrive/fail-downlink.ts';
import { ingestDownlink } from '../../shared/usecases/arrive/ingest-downlink.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { refreshCounts } from '../../shared/usecases/heads/refresh-counts.ts';
import { watch } from '../../shared/usecases/watch.ts';
import { die, hooked } from '../support/hooked-ports.ts';
import { type MemoryPorts, memoryPorts } from '../support/memory-ports.ts';
import { actOnce, settleAll, upload } from '../support/run-stack.ts';

const DEFINITION = `
id: k
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels: [{ id: temperature, unit: Cel, period: PT1M }]
sources: [{ id: w, match: '*.csv', time: { column: t }, columns: { v: { unit: FU1, channel: temperature } } }]
`;
const line = (i: number) => `${new Date(Date.UTC(2026, 2, 3) + i * 60_000).toISOString()},${20 + i}\n`;
const countsOf = async (memory: MemoryPorts, id: string) => {
  const { accepted, duplicates } = (await showReceipt(memory, 'k', id)).counts;
  return { accepted, duplicates };
};

async function started(): Promise<MemoryPorts> {
  const memory = memoryPorts();
  await applyExperiment(memory, 'k', DEFINITION);
  return memory;
}

describe('a compacted entry', () => {
  it('is not entered again by a second run that was slow', async () => {
    const memory = await started();
    for (let i = 0; i < 8; i++) {
      await upload(memory, 'k', `b${i}.csv`, `t,v\n${line(10 + i)}`);
      await settleAll(memory);
    }
    const downlink = await upload(memory, 'k', 'x.csv', `t,v\n${line(0)}${line(1)}`);
    memory.queues.ingest.hints.length = 0;
    const hint = { experiment: 'k', downlink };
    const slow = hooked(memory, { on: 'get', when: 'before', kind: 'head' }, async () => {
      await ingestDownlink(memory, hint, 'came again');
      await settleAll(memory);
    });
    await ingestDownlink(slow, hint, 'came again');
    await settleAll(memory);
    await refreshCounts(memory, 'k', downlink);
    expect(await countsOf(memory, downlink)).toEqual({ accepted: 2, duplicates: 0 });
  });

  it.each([false, true])(
    'has told its receipt what another that was withdrawn left to it (killed between: %s)',
    async (isKilled) => {
      const memory = await started();
      const dying = await upload(memory, 'k', 'a.csv', `t,v\n${line(0)}${line(1)}`);
      memory.queues.ingest.hints.length = 0;
      const isFlip = (item: unknown) => JSON.stringify(item).includes('"state":"INGESTED"');
      const unflipped = hooked(memory, { on: 'put', when: 'before', kind: 'receipt', item: isFlip }, die);
      await expect(ingestDownlink(unflipped, { experiment: 'k', downlink: dying })).rejects.toThrow('killed');
      const kept = await upload(memory, 'k', 'b.csv', `t,v\n${line(0)}${line(1)}\n`);
      for (let i = 1; i < 9; i++) await upload(memory, 'k', `b${i}.csv`, `t,v\n${line(10 + i)}`);
      while (memory.queues.ingest.hints.length > 0) await actOnce(memory);

      const withdrawing = isKilled ? hooked(memory, { on: 'put', when: 'after', kind: 'head' }, die) : memory;
      const failing = failDownlink(withdrawing, { experiment: 'k', downlink: dying });
      if (isKilled) await expect(failing).rejects.toThrow('killed');
      else await failing;
      await settleAll(memory);
      await watch(memory);
      await settleAll(memory);
      expect((await showReceipt(memory, 'k', dying)).state).toBe('FAILED');
      expect(await countsOf(memory, kept)).toEqual({ accepted: 2, duplicates: 0 });
    },
  );
});
