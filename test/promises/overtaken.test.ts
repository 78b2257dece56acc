/** Several runs of one work are normal; whichever is overtaken, the archive, the receipts and the answers agree. */
import { describe, expect, it } from 'vitest';
import { headKind, headPrefix } from '../../shared/domain/bucket/head.ts';
import { receiptKind, receiptSchema } from '../../shared/domain/downlink/receipt.ts';
import { queryCompleteness } from '../../shared/usecases/answer/query-completeness.ts';
import { queryDelta } from '../../shared/usecases/answer/query-deltas.ts';
import { queryTelemetry } from '../../shared/usecases/answer/query-telemetry.ts';
import { showReceipt } from '../../shared/usecases/answer/show-receipt.ts';
import { failDownlink, redriveDownlink } from '../../shared/usecases/arrive/fail-downlink.ts';
import { ingestDownlink } from '../../shared/usecases/arrive/ingest-downlink.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { recordEvents } from '../../shared/usecases/define/record-events.ts';
import { alignTwins } from '../../shared/usecases/pages/align-twins.ts';
import { watch } from '../../shared/usecases/watch.ts';
import { die, type Hook, hooked } from '../support/hooked-ports.ts';
import { type MemoryPorts, memoryPorts } from '../support/memory-ports.ts';
import { settleAll, upload } from '../support/run-stack.ts';
import { TWO_UNITS } from '../support/two-units.ts';

const E = 'x';
/** Names a message that comes again while the run that it began before is still alive. */
const AGAIN = 'the same message';
const definition = (column = '') => `
id: x
${TWO_UNITS}
pairs: [{ id: P1, flight: FU1, ground: GU1 }]
channels: [{ id: temperature, unit: Cel, storage: decimal(2), period: PT1M, twin: { margin: 0.5, tolerance: PT10S } }]
sources:
  - { id: flight, match: 'fu1-*.csv', time: { column: t }, columns: { temp: { unit: FU1, channel: temperature${column} } } }
  - { id: ground, match: 'gu1-*.csv', time: { column: t }, columns: { temp: { unit: GU1, channel: temperature } } }
`;

function csv(from: number, to: number): string {
  const lines = ['t,temp'];
  for (let minute = from; minute < to; minute++) {
    const at = new Date(Date.UTC(2026, 2, 1) + minute * 60_000).toISOString();
    lines.push(`${at},${(37 + (minute % 7) / 100).toFixed(2)}`);
  }
  return `${lines.join('\n')}\n`;
}

async function begun(): Promise<MemoryPorts> {
  const memory = memoryPorts();
  await applyExperiment(memory, E, definition());
  return memory;
}

/** Uploads without delivering S3's notification: the test says who runs when. */
async function put(memory: MemoryPorts, fileName: string, content: string) {
  const downlink = await upload(memory, E, fileName, content);
  memory.queues.ingest.hints.length = 0;
  return { experiment: E, downlink };
}

async function heal(memory: MemoryPorts): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await watch(memory);
    await settleAll(memory);
  }
}

const FLIP: Omit<Hook, 'when'> = {
  on: 'put',
  kind: receiptKind.name,
  item: (item) => receiptSchema.parse(item).state === 'INGESTED',
};

/** Every key in the archive was accepted by exactly one receipt, every entry is visible, nothing is owed. */
async function expectAccounted(memory: MemoryPorts, downlinks: readonly string[]): Promise<void> {
  const receipts = await Promise.all(downlinks.map((id) => showReceipt(memory, E, id)));
  const accepted = receipts.reduce((sum, { counts }) => sum + counts.accepted, 0);
  let received = 0;
  for (const unit of ['FU1', 'GU1']) {
    received += (await queryCompleteness(memory, E, { unit, channel: 'temperature' })).received;
  }
  expect(accepted).toBe(received);
  for await (const { item } of memory.catalogue.list(headKind, E, headPrefix(1))) {
    expect(item.entries.filter((entry) => !entry.visible)).toEqual([]);
  }
  const due: string[] = [];
  for await (const { sort } of memory.catalogue.due(E)) due.push(sort);
  expect(due).toEqual([]);
}

async function points(memory: MemoryPorts): Promise<number[]> {
  const answer = await queryTelemetry(memory, E, { unit: 'FU1', channel: 'temperature' });
  return answer.points.map(({ mean }) => mean);
}

describe('a run that is overtaken', () => {
  it('cannot take out what a redrive brought in while the failure was being settled', async () => {
    const memory = await begun();
    const file = await put(memory, 'fu1-a.csv', csv(0, 30));
    await expect(ingestDownlink(hooked(memory, { ...FLIP, when: 'before' }, die), file)).rejects.toThrow(
      'killed',
    );
    const slowFailure = hooked(memory, { on: 'get', when: 'before', kind: headKind.name }, async () => {
      await redriveDownlink(memory, file, 'ada');
      const dying = hooked(memory, { ...FLIP, when: 'after' }, die);
      await expect(ingestDownlink(dying, file)).rejects.toThrow('killed');
    });
    await failDownlink(slowFailure, file);
    await heal(memory);
    expect(await showReceipt(memory, E, file.downlink)).toMatchObject({
      state: 'INGESTED',
      counts: { accepted: 30 },
    });
    expect(await points(memory)).toHaveLength(30);
    await expectAccounted(memory, [file.downlink]);
  });

  it('cannot put an older reading in the place of the one that was settled', async () => {
    const memory = await begun();
    const file = await put(memory, 'fu1-a.csv', csv(0, 30));
    const slow = hooked(memory, { on: 'get', when: 'before', kind: headKind.name }, async () => {
      await applyExperiment(memory, E, definition(', missing: [{ value: 37.00 }]'));
      await ingestDownlink(memory, file, AGAIN);
      await settleAll(memory);
    });
    await ingestDownlink(slow, file, AGAIN);
    await heal(memory);
    expect((await points(memory)).filter((value) => value === 37)).toEqual([]);
    await expectAccounted(memory, [file.downlink]);
  });

  it('leaves no entry behind when it died and its object is gone, and takes it in where it comes again', async () => {
    const memory = await begun();
    const file = await put(memory, 'fu1-a.csv', csv(0, 30));
    await expect(ingestDownlink(hooked(memory, { ...FLIP, when: 'before' }, die), file)).rejects.toThrow(
      'killed',
    );
    const objects = [...memory.raw.objects];
    memory.raw.objects.clear();
    await heal(memory);
    expect((await showReceipt(memory, E, file.downlink)).state).toBe('AWAITING_UPLOAD');
    for await (const { item } of memory.catalogue.list(headKind, E, headPrefix(1))) {
      expect(item.entries).toEqual([]);
    }
    for (const [key, bytes] of objects) memory.raw.objects.set(key, bytes);
    await heal(memory);
    expect(await points(memory)).toHaveLength(30);
    await expectAccounted(memory, [file.downlink]);
  });

  it('leaves no entry behind when its file came again and finished first', async () => {
    const memory = await begun();
    const first = await put(memory, 'fu1-a.csv', csv(0, 30));
    const again = await put(memory, 'fu1-a.csv', csv(0, 30));
    await expect(ingestDownlink(hooked(memory, { ...FLIP, when: 'before' }, die), first)).rejects.toThrow(
      'killed',
    );
    await ingestDownlink(memory, again);
    await ingestDownlink(memory, first);
    await heal(memory);
    expect(await points(memory)).toHaveLength(30);
    await expectAccounted(memory, [first.downlink, again.downlink]);
  });

  it('does not leave its mark on the counts of others when it failed while they finished', async () => {
    const memory = await begun();
    const failing = await put(memory, 'fu1-a.csv', csv(0, 30));
    const other = await put(memory, 'fu1-b.csv', csv(0, 20));
    await expect(ingestDownlink(hooked(memory, { ...FLIP, when: 'before' }, die), failing)).rejects.toThrow(
      'killed',
    );
    const slow = hooked(memory, { ...FLIP, when: 'before' }, async () => {
      await failDownlink(memory, failing);
    });
    await ingestDownlink(slow, other);
    await heal(memory);
    expect((await showReceipt(memory, E, other.downlink)).counts).toMatchObject({
      accepted: 20,
      duplicates: 0,
    });
    await expectAccounted(memory, [failing.downlink, other.downlink]);
  });

  it('cannot lay the twins by events that were corrected meanwhile', async () => {
    const memory = await begun();
    for (const name of ['fu1-a.csv', 'gu1-a.csv'])
      await ingestDownlink(memory, await put(memory, name, csv(0, 60)));
    const { hints } = memory.queues.align;
    const [hint] = hints.splice(0) as { experiment: string; unit: string; bucket: string }[];
    const correction = {
      name: 'activation',
      unit: 'GU1',
      at: '2026-03-01T00:05:00Z',
      accuracy: 'PT1S',
      source: 'log',
      supersedes: 'definition:GU1:activation',
    };
    for (const when of ['before', 'after'] as const) {
      const slow = hooked(memory, { on: 'list', when, kind: 'delta' }, async () => {
        await recordEvents(memory, E, [correction], 'test');
        await settleAll(memory);
      });
      await alignTwins(slow, hint!);
    }
    await heal(memory);
    const { alignment, summaryAll } = await queryDelta(memory, E, { pair: 'P1', channel: 'temperature' });
    expect(alignment.lagSeconds).toBe(300);
    expect(summaryAll.pairedSamples).toBe(55);
  });
});

describe('an answer', () => {
  it('is the same to the last digit where nothing came in between, and has another snapshot once its samples are others', async () => {
    const memory = await begun();
    for (const name of ['fu1-a.csv', 'gu1-a.csv'])
      await ingestDownlink(memory, await put(memory, name, csv(0, 30)));
    await settleAll(memory);
    const ask = () =>
      queryDelta(memory, E, { pair: 'P1', channel: 'temperature', from: Date.UTC(2026, 2, 1, 0, 5) * 1000 });
    const before = await ask();
    expect(await ask()).toEqual(before);
    for (const name of ['fu1-b.csv', 'gu1-b.csv'])
      await ingestDownlink(memory, await put(memory, name, csv(30, 60)));
    const after = await ask();
    expect(after.summaryAll.pairedSamples).toBeGreaterThan(before.summaryAll.pairedSamples);
    expect(after.snapshot).not.toBe(before.snapshot);
  });
});

describe('the watch', () => {
  it('goes on past an item that cannot be read, and tells at the end', async () => {
    const memory = await begun();
    const file = await put(memory, 'fu1-a.csv', csv(0, 30));
    await applyExperiment(memory, 'a', definition().replace('id: x', 'id: a'));
    memory.catalogue.partitions
      .get('a')!
      .set('DOWNLINK#broken', { kind: 'receipt', body: '{}', version: 1, due: true });
    await expect(watch(memory)).rejects.toThrow('1 due items could not be looked at');
    expect(memory.queues.ingest.hints).toEqual([{ ...file, attempt: 1 }]);
  });

  it('computes anew once for many events', async () => {
    const memory = await begun();
    await ingestDownlink(memory, await put(memory, 'fu1-a.csv', csv(0, 30)));
    await settleAll(memory);
    const events = Array.from({ length: 20 }, (_, i) => ({
      name: 'feeding',
      unit: 'FU1',
      at: `2026-03-01T00:${String(i).padStart(2, '0')}:00Z`,
      accuracy: 'PT1S',
      source: 'log',
    }));
    const deaf = { ...memory, queues: { ...memory.queues, align: { send: die, sendAll: die } } };
    await expect(recordEvents(deaf, E, events, 'test')).rejects.toThrow('killed');
    await watch(memory);
    // That they are owed stands in the table: one message for all of them.
    expect(memory.queues.align.hints).toHaveLength(1);
    await settleAll(memory);
    expect(await watch(memory)).toEqual({});
  });
});
