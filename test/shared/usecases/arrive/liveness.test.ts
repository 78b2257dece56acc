/** Who works on a file, and what becomes of one whose runs die: the receipt's lease and tries decide, no message does. */
import { describe, expect, it } from 'vitest';
import type { IngestHint } from '../../../../shared/contract/hints.ts';
import { type ReceiptRecord, receiptKey, receiptKind } from '../../../../shared/domain/downlink/receipt.ts';
import { LEASE_SECONDS, MOST_TRIES, WATCH_MINUTES } from '../../../../shared/domain/downlink/run-time.ts';
import { isoOf } from '../../../../shared/domain/time.ts';
import { showReceipt } from '../../../../shared/usecases/answer/show-receipt.ts';
import { failDownlink, redriveDownlink } from '../../../../shared/usecases/arrive/fail-downlink.ts';
import { ingestDownlink } from '../../../../shared/usecases/arrive/ingest-downlink.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { watch } from '../../../../shared/usecases/watch.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { observed } from '../../../support/observed-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const E = 'lives';
const DEFINITION = `
id: lives
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels: [{ id: temperature, unit: Cel, period: PT1H }]
sources: [{ id: s, match: '*.csv', time: { column: t }, columns: { temp: { unit: FU1, channel: temperature } } }]
`;
const FILE = 't,temp\n2026-03-01T00:00:00Z,20\n2026-03-01T01:00:00Z,21\n';

async function begun(): Promise<{ memory: MemoryPorts; hint: IngestHint }> {
  const memory = memoryPorts();
  await applyExperiment(memory, E, DEFINITION);
  const downlink = await upload(memory, E, 'a.csv', FILE);
  memory.queues.ingest.hints.length = 0;
  return { memory, hint: { experiment: E, downlink } };
}

async function receiptOf(memory: MemoryPorts, { downlink }: IngestHint): Promise<ReceiptRecord> {
  const stored = await memory.catalogue.get(receiptKind, receiptKey(E, downlink));
  return stored!.item;
}

/** A run that ends at once and without a word once the file is claimed, as when its process is killed. */
async function dieHard(memory: MemoryPorts, hint: IngestHint, message: string): Promise<void> {
  const hung = Promise.withResolvers<'hung'>();
  const dying = observed(memory, async (call, act) => {
    const result = await act();
    if (call !== 'put receipt') return result;
    hung.resolve('hung');
    return new Promise<never>(() => {});
  });
  const run = ingestDownlink(dying, hint, message).then(() => 'ended' as const);
  expect(await Promise.race([run, hung.promise])).toBe('hung');
}

describe('a file that a run holds', () => {
  it('is left alone by the runs of other messages, and by watch, until the lease is over', async () => {
    const { memory, hint } = await begun();
    await dieHard(memory, hint, 'm1');
    for (let i = 0; i < 30; i++) {
      await ingestDownlink(memory, hint, `rival ${i}`);
      await watch(memory);
    }
    expect(memory.queues.ingest.hints).toEqual([]);
    expect(await receiptOf(memory, hint)).toMatchObject({
      state: 'INGESTING',
      tries: 1,
      lease: { run: 'm1' },
    });
    memory.clock.advance(LEASE_SECONDS);
    await watch(memory);
    expect(memory.queues.ingest.hints).toEqual([{ ...hint, attempt: 1 }]);
    await settleAll(memory);
    expect(await receiptOf(memory, hint)).toMatchObject({ state: 'INGESTED', tries: 2, lease: null });
  });

  it('says on its receipt which try may be at work, and from the end of the lease on that it ended', async () => {
    const { memory, hint } = await begun();
    await dieHard(memory, hint, 'm1');
    const { since, until } = (await receiptOf(memory, hint)).lease!;
    const told = async () => {
      const { reading, verdict } = await showReceipt(memory, E, hint.downlink);
      return { reading, first: verdict[0] };
    };
    const nextBy = isoOf(until + 240e6);
    expect(await told()).toEqual({
      reading: { try: 1, of: 3, mayRun: true, since: isoOf(since), until: isoOf(until), nextBy },
      first: expect.stringContaining('Try 1 of 3 has been reading the file since 00:00:00Z'),
    });
    memory.clock.advance(LEASE_SECONDS);
    expect(await told()).toMatchObject({
      reading: { try: 1, mayRun: false, nextBy },
      first: expect.stringContaining(
        'Try 1 of 3 ended without a result: it has not reported since 00:00:00Z',
      ),
    });
    await watch(memory);
    await settleAll(memory);
    expect(await told()).toEqual({ first: expect.stringMatching(/^In: all 2 samples are new/) });
  });

  it('is taken up at once where its message comes again: SQS gives it to one run at a time', async () => {
    const { memory, hint } = await begun();
    await dieHard(memory, hint, 'm1');
    await ingestDownlink(memory, hint, 'm1');
    expect(await receiptOf(memory, hint)).toMatchObject({ state: 'INGESTED', tries: 2, lease: null });
  });

  it('is given back by a run that fails, with its error', async () => {
    const { memory, hint } = await begun();
    const failing = observed(memory, async (call, act) => {
      if (call === 'archive.put') throw new Error('THROWS_BEFORE');
      return act();
    });
    await expect(ingestDownlink(failing, hint, 'm1')).rejects.toThrow('THROWS_BEFORE');
    expect(await receiptOf(memory, hint)).toMatchObject({ state: 'INGESTING', tries: 1, lease: null });
    await ingestDownlink(memory, hint, 'm2');
    expect((await receiptOf(memory, hint)).state).toBe('INGESTED');
  });

  it('counts as not tried where its object was not there', async () => {
    const { memory, hint } = await begun();
    memory.raw.objects.clear();
    for (let i = 0; i <= MOST_TRIES; i++)
      await ingestDownlink(memory, { ...hint, isUploaded: true }, `m${i}`);
    expect(await receiptOf(memory, hint)).toMatchObject({ state: 'AWAITING_UPLOAD', tries: 0, lease: null });
  });
});

describe('a file whose every run dies', () => {
  async function spent() {
    const { memory, hint } = await begun();
    for (let one = 1; one <= MOST_TRIES; one++) {
      await dieHard(memory, hint, `m${one}`);
      memory.clock.advance(LEASE_SECONDS + 60 * WATCH_MINUTES);
    }
    return { memory, hint };
  }

  it('is FAILED by watch once its third lease is over, and what is left is seen to', async () => {
    const { memory, hint } = await spent();
    await watch(memory);
    expect(await receiptOf(memory, hint)).toMatchObject({ state: 'FAILED', tries: 3, due: true });
    await settleAll(memory);
    expect(await receiptOf(memory, hint)).toMatchObject({ state: 'FAILED', due: false, lease: null });
  });

  it('is FAILED by the run that would be the fourth, which tells so once', async () => {
    const { memory, hint } = await spent();
    expect(await ingestDownlink(memory, hint, 'm4')).toBe(true);
    expect(await ingestDownlink(memory, hint, 'm5')).toBe(false);
    expect((await showReceipt(memory, E, hint.downlink)).error).toEqual({
      code: 'downlink.failed',
      message:
        'reading it failed each time on our side; the file is safe and nothing of it was taken in: see the log of ingest-downlink, then redrive it',
    });
  });

  it('may be tried three times again once it is redriven', async () => {
    const { memory, hint } = await spent();
    await ingestDownlink(memory, hint, 'm4');
    await redriveDownlink(memory, hint, 'ada');
    expect(memory.queues.ingest.hints).toEqual([{ ...hint, attempt: 2 }]);
    expect(await receiptOf(memory, hint)).toMatchObject({ state: 'RECEIVED', tries: 0, lease: null });
    for (const message of ['m6', 'm7']) {
      await dieHard(memory, hint, message);
      memory.clock.advance(LEASE_SECONDS);
    }
    await settleAll(memory);
    expect(await receiptOf(memory, hint)).toMatchObject({ state: 'INGESTED', attempt: 2, tries: 3 });
  });
});

describe('a dead letter', () => {
  it('ends the attempt that it names, once nobody works on it', async () => {
    const { memory, hint } = await begun();
    await dieHard(memory, hint, 'm1');
    expect(await failDownlink(memory, { ...hint, attempt: 1 }, 'm2')).toBe(false);
    expect((await receiptOf(memory, hint)).state).toBe('INGESTING');
    memory.clock.advance(LEASE_SECONDS);
    expect(await failDownlink(memory, { ...hint, attempt: 1 }, 'm2')).toBe(true);
    expect(await receiptOf(memory, hint)).toMatchObject({ state: 'FAILED', due: false });
  });

  it('of before a redrive ends nothing after it, whether the redriven run works, is dead or not begun', async () => {
    const { memory, hint } = await begun();
    await dieHard(memory, hint, 'm1');
    expect(await failDownlink(memory, { ...hint, attempt: 1 }, 'm1')).toBe(true);
    await redriveDownlink(memory, hint, 'ada');
    const old = () => failDownlink(memory, { ...hint, attempt: 1 }, 'm1');
    const nameless = () => failDownlink(memory, hint, 'm1');
    for (const state of ['RECEIVED', 'INGESTING', 'INGESTING']) {
      expect([await old(), await nameless()]).toEqual([false, false]);
      expect((await receiptOf(memory, hint)).state).toBe(state);
      if (state === 'RECEIVED') await dieHard(memory, hint, 'm2');
      else memory.clock.advance(LEASE_SECONDS);
    }
    await settleAll(memory);
    await ingestDownlink(memory, hint, 'm3');
    expect([await old(), (await receiptOf(memory, hint)).state]).toEqual([false, 'INGESTED']);
  });
});

describe('the start of a local stack', () => {
  it('releases every run of before it, and takes back its try; one that began since is left', async () => {
    const { memory, hint } = await begun();
    await dieHard(memory, hint, 'm1');
    const start = memory.clock.now();
    await watch(memory, start);
    expect(await receiptOf(memory, hint)).toMatchObject({ state: 'INGESTING', tries: 0, lease: null });
    expect(memory.queues.ingest.hints.splice(0)).toEqual([{ ...hint, attempt: 1 }]);
    await dieHard(memory, hint, 'm2');
    await watch(memory, start);
    expect(await receiptOf(memory, hint)).toMatchObject({ tries: 1, lease: { run: 'm2' } });
    expect(memory.queues.ingest.hints).toEqual([]);
  });
});
