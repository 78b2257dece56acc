/** What the ledger holds after a table of before it, and after runs that died. */
import { beforeEach, describe, expect, it } from 'vitest';
import { flagHintSchema } from '../../../../shared/contract/hints.ts';
import { headKey, headKind, headPrefix } from '../../../../shared/domain/bucket/head.ts';
import { receiptKey, receiptKind } from '../../../../shared/domain/downlink/receipt.ts';
import { experimentKey, experimentKind } from '../../../../shared/domain/experiment/experiment-record.ts';
import type { Key } from '../../../../shared/domain/kind.ts';
import { OWED_PREFIX, owedKey, owedKind } from '../../../../shared/domain/owed/owed.ts';
import type { Ports } from '../../../../shared/ports.ts';
import { listAnomalies } from '../../../../shared/usecases/answer/list-anomalies.ts';
import { showReceipt } from '../../../../shared/usecases/answer/show-receipt.ts';
import { failDownlink, redriveDownlink } from '../../../../shared/usecases/arrive/fail-downlink.ts';
import { ingestDownlink } from '../../../../shared/usecases/arrive/ingest-downlink.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { recompute } from '../../../../shared/usecases/define/recompute-all.ts';
import { flagAnomalies } from '../../../../shared/usecases/judge/flag-anomalies.ts';
import { MOST_COUNTED, owe } from '../../../../shared/usecases/known/owe.ts';
import { update } from '../../../../shared/usecases/known/update.ts';
import { alignTwins } from '../../../../shared/usecases/pages/align-twins.ts';
import { watch } from '../../../../shared/usecases/watch.ts';
import { die, hooked } from '../../../support/hooked-ports.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { actOnce, settleAll, upload } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from '../../../support/twin-experiment.ts';

const E = 'twins';
let memory: MemoryPorts;

beforeEach(async () => {
  memory = memoryPorts();
  await applyExperiment(memory, E, TWIN_DEFINITION);
});

async function entries(): Promise<string[]> {
  const found = await Array.fromAsync(memory.catalogue.list(owedKind, E, OWED_PREFIX));
  return found.map(({ key }) => key.sort);
}

async function counts() {
  const {
    anomalies: _anomalies,
    lookedFor: _lookedFor,
    lookedAt: _lookedAt,
    definition: _definition,
    program: _program,
    ...rest
  } = await listAnomalies(memory, E, {});
  return rest;
}

const NOTHING = { pending: 0, awaiting: 0, failed: 0, unsent: 0 };

/** As `watch` finds it two hours later. */
async function watchLater(): Promise<void> {
  const clock = {
    ...memory.clock,
    newId: () => memory.clock.newId(),
    now: () => memory.clock.now() + 7200e6,
  };
  await watch({ ...memory, clock: { ...clock, pause: async () => {} } });
  await settleAll(memory);
}

/** As a version without the ledger left it. */
async function forget(): Promise<void> {
  const rows = memory.catalogue.partitions.get(E)!;
  for (const sort of rows.keys()) if (/^(OWED|FAILED)#/.test(sort)) rows.delete(sort);
  await update(memory, experimentKind, experimentKey(E), (current) => ({ ...current!, ledger: false }));
}

describe('a table of before the ledger', () => {
  it('owes something until watch has begun it, and nothing afterwards', async () => {
    await upload(memory, E, 'fu1.csv', twinFiles().flight);
    await settleAll(memory);
    await forget();
    expect(await counts()).toEqual({ ...NOTHING, pending: 1, atLeast: true });
    await watch(memory);
    expect(await counts()).toEqual(NOTHING);
  });

  it('gets an entry for each claimed file, each due head and each file that FAILED', async () => {
    const failed = await upload(memory, E, 'gu1.csv', twinFiles().ground);
    await update(memory, receiptKind, receiptKey(E, failed), (one) => ({
      ...one!,
      state: 'RECEIVED' as const,
    }));
    memory.queues.ingest.hints.length = 0;
    await failDownlink(memory, { experiment: E, downlink: failed });
    await upload(memory, E, 'fu1.csv', twinFiles().flight);
    await actOnce(memory);
    const [head] = await Array.fromAsync(memory.catalogue.list(headKind, E, headPrefix(1)));
    await forget();
    await watch(memory);
    expect(await entries()).toEqual([`OWED#${head!.key.sort}#found`]);
    expect(await counts()).toEqual({ ...NOTHING, pending: 1, failed: 1, unsent: 1 });
    await settleAll(memory);
    expect(await counts()).toEqual({ ...NOTHING, failed: 1 });
  });
});

describe('an entry that outlived its work', () => {
  const unitHead = headKey(E, 1, 'FU1', 'none');
  it.each<[string, Key]>([
    ['of a head that is not there', owedKey(unitHead, 'd0')],
    ['of a downlink that is not there', owedKey(receiptKey(E, 'd0'), '1')],
    ['of an event that is not there', owedKey({ partition: E, sort: 'EVENT#none' }, 'recorded')],
  ])('%s is removed by watch an hour later, not before', async (_, key) => {
    await memory.catalogue.put(owedKind, key, { since: memory.clock.now() }, null);
    await watch(memory);
    expect(await entries()).toEqual([key.sort]);
    await watchLater();
    expect(await entries()).toEqual([]);
  });

  it('of a head that is up to date is removed as soon as watch has had the head looked at', async () => {
    await upload(memory, E, 'fu1.csv', twinFiles().flight);
    await settleAll(memory);
    const [head] = await Array.fromAsync(memory.catalogue.list(headKind, E, headPrefix(1)));
    await owe(memory, head!.key, 'late');
    expect((await counts()).pending).toBe(1);
    await watch(memory);
    await settleAll(memory);
    expect(await counts()).toEqual(NOTHING);
  });

  it('of a head is no second hint where the head is due: its mark is one', async () => {
    await upload(memory, E, 'fu1.csv', twinFiles().flight);
    await actOnce(memory);
    memory.queues.align.hints.length = 0;
    await watch(memory);
    const [head] = await Array.fromAsync(memory.catalogue.list(headKind, E, headPrefix(1)));
    expect(await entries()).toEqual([expect.stringContaining(head!.key.sort)]);
    expect(memory.queues.align.hints).toEqual([
      { experiment: E, unit: 'FU1', bucket: head!.item.bucket, again: true },
    ]);
  });

  it('of a downlink that is in is removed', async () => {
    const id = await upload(memory, E, 'fu1.csv', twinFiles().flight);
    await settleAll(memory);
    await owe(memory, receiptKey(E, id), '1');
    await watchLater();
    expect(await counts()).toEqual(NOTHING);
  });
});

describe('what waits for somebody else', () => {
  it('is a file that was announced, then one that FAILED, and is pending again once it is redriven', async () => {
    const downlink = await upload(memory, E, 'fu1.csv', twinFiles().flight);
    expect(await counts()).toEqual({ ...NOTHING, awaiting: 1 });
    const dies = hooked(memory, { on: 'put', when: 'after', kind: 'receipt' }, die);
    await expect(actOnce(memory, dies)).rejects.toThrow('killed');
    expect(await counts()).toEqual({ ...NOTHING, pending: 1 });
    await failDownlink(memory, { experiment: E, downlink });
    expect(await counts()).toEqual({ ...NOTHING, failed: 1, unsent: 1 });
    await redriveDownlink(memory, { experiment: E, downlink }, 'ada');
    expect(await counts()).toEqual({ ...NOTHING, pending: 1, unsent: 1 });
    await settleAll(memory);
    expect(await counts()).toEqual(NOTHING);
  });

  it('is one that was redriven and failed before it was claimed', async () => {
    const downlink = await upload(memory, E, 'fu1.csv', twinFiles().flight);
    const dies = hooked(memory, { on: 'put', when: 'after', kind: 'receipt' }, die);
    await expect(actOnce(memory, dies)).rejects.toThrow('killed');
    await failDownlink(memory, { experiment: E, downlink });
    await redriveDownlink(memory, { experiment: E, downlink }, 'ada');
    await failDownlink(memory, { experiment: E, downlink, attempt: 2 });
    expect(await counts()).toEqual({ ...NOTHING, failed: 1, unsent: 1 });
  });

  it('is a message that is still to be sent', async () => {
    const hot = TWIN_DEFINITION.replace(
      'stuckAfter: PT30M',
      'stuckAfter: PT30M\n    limits: [{ warning: [0, 36] }]',
    );
    await applyExperiment(memory, E, hot);
    await upload(memory, E, 'fu1.csv', twinFiles().flight);
    while (memory.queues.notify.hints.length === 0) await actOnce(memory);
    expect((await counts()).unsent).toBe(1);
    await settleAll(memory);
    expect(await counts()).toEqual(NOTHING);
  });
});

it('more than 200 entries are counted as at least 200, and a receipt asks its own heads', async () => {
  const id = await upload(memory, E, 'fu1.csv', twinFiles().flight);
  await settleAll(memory);
  for (let i = 0; i < MOST_COUNTED; i++) await owe(memory, headKey(E, 1, 'AU1', `${10_000 + i}`), 'd0');
  expect(await counts()).toEqual({ ...NOTHING, pending: 200 });
  await owe(memory, headKey(E, 1, 'AU1', '20000'), 'd0');
  expect(await counts()).toEqual({ ...NOTHING, pending: 200, atLeast: true });
  const verdict = async () => (await showReceipt(memory, E, id)).verdict.join(' ');
  expect(await verdict()).not.toContain('still being');
  expect((await showReceipt(memory, E, id)).unsettled).toBeUndefined();
  const [head] = await Array.fromAsync(memory.catalogue.list(headKind, E, headPrefix(1)));
  await update(memory, headKind, head!.key, (current) => ({ ...current!, due: true }));
  expect(await verdict()).toContain('still being');
  expect((await showReceipt(memory, E, id)).unsettled).toBe(true);
});

describe('a run that claims a file which another has finished meanwhile', () => {
  it('keeps its entry until the heads have theirs', async () => {
    const downlink = await upload(memory, E, 'fu1.csv', twinFiles().flight);
    const hint = { experiment: E, downlink };
    const isFlip = (item: unknown) => receiptKind.schema.parse(item).state === 'INGESTED';
    const dying = hooked(memory, { on: 'put', when: 'after', kind: 'receipt', item: isFlip }, die);
    const late = hooked<Ports>(memory, { on: 'put', when: 'before', kind: 'owed' }, () =>
      expect(ingestDownlink(dying, hint)).rejects.toThrow('killed'),
    );
    const left: number[] = [];
    const remove: Ports['catalogue']['remove'] = async (...entry) => {
      const isRemoved = await late.catalogue.remove(...entry);
      left.push((await counts()).pending);
      return isRemoved;
    };
    await ingestDownlink({ ...late, catalogue: { ...late.catalogue, remove } }, hint);
    expect(left.length).toBeGreaterThan(0);
    expect(left).not.toContain(0);
    await settleAll(memory);
    expect(await counts()).toEqual(NOTHING);
  });
});

describe('a head that moves on while its page is computed', () => {
  it('is owed until there is a page of what it holds now', async () => {
    await upload(memory, E, 'fu1.csv', twinFiles().flight);
    await settleAll(memory);
    const [head] = await Array.fromAsync(memory.catalogue.list(headKind, E, headPrefix(1)));
    // Noted, and not marked yet.
    const dying = hooked(memory, { on: 'put', when: 'before', kind: 'head' }, die);
    const corrected = TWIN_DEFINITION.replace('stuckAfter: PT30M', 'stuckAfter: PT20M');
    await applyExperiment(memory, E, corrected);
    memory.queues.align.hints.length = 0;
    await expect(recompute(dying, E)).rejects.toThrow('killed');
    const overtaken = hooked(memory, { on: 'put', when: 'before', kind: 'hours' }, () =>
      recompute(memory, E),
    );
    await alignTwins(overtaken, { experiment: E, unit: 'FU1', bucket: head!.item.bucket });
    memory.queues.flag.hints.push({ experiment: E, subject: 'unit', id: 'FU1' });
    while (memory.queues.flag.hints.length > 0)
      await flagAnomalies(memory, flagHintSchema.parse(memory.queues.flag.hints.shift()));
    expect(await counts()).toMatchObject({ pending: 1 });
    await settleAll(memory);
    expect(await counts()).toEqual(NOTHING);
    expect(await entries()).toEqual([]);
  });
});
