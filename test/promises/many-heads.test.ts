/** Work on every head ends, however many there are and however slow the table is: no run goes beyond its time. */
import { describe, expect, it, vi } from 'vitest';
import { alignMessageSchema } from '../../shared/contract/hints.ts';
import { headKey, headKind, headPrefix } from '../../shared/domain/bucket/head.ts';
import { type ReceiptRecord, receiptKey, receiptKind } from '../../shared/domain/downlink/receipt.ts';
import { announceDownlink } from '../../shared/usecases/arrive/announce-downlink.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { recompute } from '../../shared/usecases/define/recompute-all.ts';
import { recordEvents } from '../../shared/usecases/define/record-events.ts';
import { loadExperiment } from '../../shared/usecases/known/load-experiment.ts';
import { owedNow } from '../../shared/usecases/known/owe.ts';
import { watch } from '../../shared/usecases/watch.ts';
import { type MemoryPorts, memoryPorts } from '../support/memory-ports.ts';
import { TWIN_DEFINITION } from '../support/twin-experiment.ts';
import { slowPorts, VirtualTime } from '../support/virtual-time.ts';

// Tens of thousands of calls each; what they take of a busy machine is not what is tried.
vi.setConfig({ testTimeout: 60_000 });

const E = 'twins';
const SLOW = { table: 5, object: 20, queue: 8 };
/** Seconds that the function may run. */
const WATCH_TIMEOUT = 60;
const HEADS = 10_000;

async function withHeads(due: boolean): Promise<MemoryPorts> {
  const memory = memoryPorts();
  await applyExperiment(memory, E, TWIN_DEFINITION);
  for (let i = 0; i < HEADS; i++) {
    const bucket = String(i).padStart(5, '0');
    await memory.catalogue.put(
      headKind,
      headKey(E, 1, 'FU1', bucket),
      { unit: 'FU1', bucket, v: 1, entries: [], page: null, unended: [], due },
      null,
    );
  }
  return memory;
}

/** Takes the messages at the queue's head that ask for all heads, and notes which buckets the others name. */
async function runQueue(
  memory: MemoryPorts,
  time: VirtualTime,
  hinted: Set<string>,
  latencies = SLOW,
): Promise<number[]> {
  const slow = slowPorts(memory, time, latencies);
  const { hints } = memory.queues.align;
  const seconds: number[] = [];
  for (let next = hints.shift(); next !== undefined; next = hints.shift()) {
    const hint = alignMessageSchema.parse(next);
    if ('recompute' in hint) seconds.push(await time.run(() => recompute(slow, hint.experiment)));
    else hinted.add(hint.bucket);
  }
  return seconds;
}

const headsOf = async (memory: MemoryPorts) =>
  (await Array.fromAsync(memory.catalogue.list(headKind, E, headPrefix(1)))).map(({ item }) => item);

describe(`of ${HEADS} heads, at 5 ms a call of the table and 8 ms a call of the queue,`, () => {
  const CORRECTED = TWIN_DEFINITION.replace('stuckAfter: PT30M', 'stuckAfter: PT20M');
  const event = {
    ...{ name: 'activation', unit: 'FU1', at: '2026-03-01T07:00:00Z', accuracy: 'PT1S', source: 'log' },
    supersedes: 'definition:FU1:activation',
  };
  it.each([
    ['a definition', (ports: MemoryPorts) => applyExperiment(ports, E, CORRECTED)],
    ['an event', (ports: MemoryPorts) => recordEvents(ports, E, [event], 'test')],
  ])('%s is answered at once, and all are marked and hinted at by runs within their time', async (_, act) => {
    const memory = await withHeads(false);
    const time = new VirtualTime();
    const slow = slowPorts(memory, time, SLOW);
    const answered = await time.run(() => act({ ...memory, ...slow } as MemoryPorts));
    expect(answered).toBeLessThan(1);
    const loaded = await loadExperiment(memory, E);
    expect((await owedNow(memory, loaded)).count).toBeGreaterThan(0);

    const hinted = new Set<string>();
    const runs = await runQueue(memory, time, hinted);
    expect(Math.max(...runs)).toBeLessThan(20);
    expect(runs.length).toBeLessThanOrEqual(3);
    expect(hinted.size).toBe(HEADS);
    const heads = await headsOf(memory);
    expect(heads.every(({ due, v }) => due && v === 2)).toBe(true);
    const { recomputes, upstream } = await owedNow(memory, await loadExperiment(memory, E));
    expect([recomputes, upstream]).toEqual([0, 0]);
  });

  it('a table three times as slow takes as many runs as it needs, each going on where the last ended', async () => {
    const memory = await withHeads(false);
    await applyExperiment(memory, E, CORRECTED);
    const hinted = new Set<string>();
    const runs = await runQueue(memory, new VirtualTime(), hinted, { ...SLOW, table: 15 });
    expect(runs).toHaveLength(3);
    expect(Math.max(...runs)).toBeLessThan(20);
    expect(hinted.size).toBe(HEADS);
    // Each once: no run began at the first head again.
    expect((await headsOf(memory)).every(({ due, v }) => due && v === 2)).toBe(true);
  });

  it('all that are due are hinted at by one run of watch', async () => {
    const memory = await withHeads(true);
    const time = new VirtualTime();
    const seconds = await time.run(() => watch(slowPorts(memory, time, SLOW)));
    expect(seconds).toBeLessThan(5);
    const hinted = new Set<string>();
    await runQueue(memory, time, hinted);
    expect(hinted.size).toBe(HEADS);
  });
});

it('20,000 receipts that are due take watch as many runs as they need: each goes on where the last ended', async () => {
  const memory = memoryPorts();
  await applyExperiment(memory, E, TWIN_DEFINITION);
  const { id } = await announceDownlink(memory, E, { fileName: 'fu1.csv', bytes: 10 }, 'test');
  const stored = await memory.catalogue.get(receiptKind, receiptKey(E, id));
  for (let i = 0; i < 20_000; i++) {
    const received: ReceiptRecord = {
      ...stored!.item,
      id: `r${String(i).padStart(5, '0')}`,
      state: 'RECEIVED',
    };
    await memory.catalogue.put(receiptKind, receiptKey(E, received.id), received, null);
  }
  const time = new VirtualTime();
  // As slow as a table that asks its callers to wait.
  const slow = slowPorts(memory, time, { ...SLOW, table: 30 });
  const named = new Set<unknown>();
  let runs = 0;
  do {
    expect(await time.run(() => watch(slow))).toBeLessThan(WATCH_TIMEOUT);
    for (const hint of memory.queues.ingest.hints.splice(0)) named.add(JSON.stringify(hint));
    time.advance(180);
  } while (++runs < 20 && named.size < 20_000);
  expect(named.size).toBe(20_000);
  expect(runs).toBeGreaterThan(1);
  expect(runs).toBeLessThan(8);
});
