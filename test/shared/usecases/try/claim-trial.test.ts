/** Of a dry run too one run works at a time, and one whose every run dies ends. */
import { describe, expect, it } from 'vitest';
import type { IngestHint } from '../../../../shared/contract/hints.ts';
import { trialRawKey } from '../../../../shared/domain/archive/keys.ts';
import { LEASE_SECONDS, MOST_TRIES } from '../../../../shared/domain/downlink/run-time.ts';
import { trialKey, trialKind } from '../../../../shared/domain/trial/trial.ts';
import { showDownlink } from '../../../../shared/usecases/answer/show-downlink.ts';
import { announceDownlink } from '../../../../shared/usecases/arrive/announce-downlink.ts';
import { claimTrial, failTrial } from '../../../../shared/usecases/try/claim-trial.ts';
import { tryDownlink } from '../../../../shared/usecases/try/try-downlink.ts';
import { watch } from '../../../../shared/usecases/watch.ts';
import { FaultyPorts } from '../../../support/faulty-ports.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { settleAll } from '../../../support/run-stack.ts';
import { twinFiles } from '../../../support/twin-experiment.ts';
import { twinsDefined } from '../../../support/twins-in.ts';

const E = 'twins';

async function announced(): Promise<{ memory: MemoryPorts; hint: IngestHint }> {
  const memory = await twinsDefined();
  const bytes = Buffer.from(twinFiles().flight);
  const request = { fileName: 'fu1.csv', bytes: bytes.length, dryRun: true };
  const { id } = await announceDownlink(memory, E, request, 'test');
  memory.raw.objects.set(trialRawKey(E, id), bytes);
  return { memory, hint: { experiment: E, downlink: id, dryRun: true } };
}

async function receiptOf(memory: MemoryPorts, { downlink }: IngestHint) {
  return (await memory.catalogue.get(trialKind, trialKey(E, downlink)))!.item.receipt;
}

/** Claims it and is never heard of again. */
async function dieHard(memory: MemoryPorts, hint: IngestHint, name: string): Promise<void> {
  expect(await claimTrial(memory, hint, { name, since: memory.clock.now() })).not.toBeNull();
}

describe('a dry run', () => {
  it('is left to the run that holds it, also by watch, until the lease is over', async () => {
    const { memory, hint } = await announced();
    await dieHard(memory, hint, 'm1');
    await tryDownlink(memory, hint, 'm2');
    await failTrial(memory, hint, 'm2');
    await watch(memory);
    expect(memory.queues.ingest.hints).toEqual([]);
    expect(await receiptOf(memory, hint)).toMatchObject({ state: 'AWAITING_UPLOAD', tries: 1 });
    memory.clock.advance(LEASE_SECONDS);
    await watch(memory);
    await settleAll(memory);
    expect(await receiptOf(memory, hint)).toMatchObject({ state: 'INGESTED', lease: null });
  });

  it('is given back by a run that fails, and taken up where its message comes again', async () => {
    const { memory, hint } = await announced();
    const probe = await announced();
    const counting = new FaultyPorts(probe.memory, { site: null, fault: 'THROWS_BEFORE' });
    await tryDownlink(counting, probe.hint, 'm1');
    const site = counting.sites.indexOf('raw.open');
    const failing = new FaultyPorts(memory, { site, fault: 'THROWS_BEFORE' });
    await expect(tryDownlink(failing, hint, 'm1')).rejects.toThrow('THROWS_BEFORE');
    expect(await receiptOf(memory, hint)).toMatchObject({ tries: 1, lease: null });
    await dieHard(memory, hint, 'm2');
    await tryDownlink(memory, hint, 'm2');
    expect((await receiptOf(memory, hint)).state).toBe('INGESTED');
  });

  it('is FAILED once three runs have died, by watch or by the run that would be the fourth', async () => {
    for (const last of ['watch', 'run']) {
      const { memory, hint } = await announced();
      for (let one = 1; one <= MOST_TRIES; one++) {
        await dieHard(memory, hint, `m${one}`);
        memory.clock.advance(LEASE_SECONDS);
      }
      await (last === 'watch' ? watch(memory) : tryDownlink(memory, hint, 'm4'));
      expect(await showDownlink(memory, E, hint.downlink)).toMatchObject({
        state: 'FAILED',
        error: { code: 'downlink.failed' },
      });
      expect(await watch(memory)).toEqual({});
    }
  });

  it('is FAILED by a dead letter where nobody works on it', async () => {
    const { memory, hint } = await announced();
    await failTrial(memory, hint);
    expect((await receiptOf(memory, hint)).state).toBe('FAILED');
  });

  it('is freed at the start of a local stack, with its try', async () => {
    const { memory, hint } = await announced();
    await dieHard(memory, hint, 'm1');
    await watch(memory, memory.clock.now());
    expect(memory.queues.ingest.hints).toEqual([hint]);
    expect(await receiptOf(memory, hint)).toMatchObject({ tries: 0, lease: null });
  });
});
