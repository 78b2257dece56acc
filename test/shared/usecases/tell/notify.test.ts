import { describe, expect, it } from 'vitest';
import { type NotifyHint, notifyHintSchema } from '../../../../shared/contract/hints.ts';
import { journalKey, journalKind } from '../../../../shared/domain/journal/journal-record.ts';
import type { Notice } from '../../../../shared/ports.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { notify } from '../../../../shared/usecases/tell/notify.ts';
import { die } from '../../../support/hooked-ports.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { actOnce, settleAll, upload } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from '../../../support/twin-experiment.ts';
import { twinsDefined } from '../../../support/twins-in.ts';

const ALARMING = TWIN_DEFINITION.replace(
  'stuckAfter: PT30M',
  'stuckAfter: PT30M\n    limits: [{ critical: [0, 36] }]',
);

type EntryHint = Extract<NotifyHint, { entry: string }>;

/** An entry of the journal that somebody must hear of, not sent yet. */
async function withEntry(): Promise<{ memory: MemoryPorts; hint: EntryHint }> {
  const memory = await twinsDefined(ALARMING);
  await upload(memory, 'twins', 'fu1.csv', twinFiles({ isFrozen: false }).flight);
  while (memory.queues.notify.hints.length === 0) await actOnce(memory);
  const [hint] = memory.queues.notify.hints.splice(0);
  const parsed = notifyHintSchema.parse(hint);
  if (!('entry' in parsed)) throw new Error('expected a hint at an entry');
  return { memory, hint: parsed };
}

const entryOf = async (memory: MemoryPorts, { experiment, entry }: EntryHint) =>
  (await memory.catalogue.get(journalKind, journalKey(experiment, entry)))?.item;

describe('notify', () => {
  it('publishes an entry once, under a key of its own, however often it is hinted at', async () => {
    const { memory, hint } = await withEntry();
    await notify(memory, hint);
    await notify(memory, hint);
    expect(memory.notifier.notices).toHaveLength(1);
    expect(memory.notifier.notices[0]).toMatchObject({
      idempotencyKey: 'twins/unit:FU1:temperature/1/topic',
      subject: expect.stringContaining('CRITICAL LIMIT FU1 temperature'),
    });
    expect(await entryOf(memory, hint)).toMatchObject({ sentAt: expect.any(Number), supersededAt: null });
  });

  it('publishes it again, under the same key, where a run died before it took note', async () => {
    const { memory, hint } = await withEntry();
    const { notifier } = memory;
    const publish = (one: Notice) => notifier.publish(one).then(die);
    const dies = { ...memory, notifier: { publish, post: notifier.post } };
    await expect(notify(dies, hint)).rejects.toThrow('killed');
    const again = { experiment: 'twins', group: 'unit:FU1:temperature' };
    await notify(memory, again);
    expect(memory.notifier.notices).toHaveLength(1);
    memory.clock.advance(60);
    await notify(memory, again);
    const keys = memory.notifier.notices.map(({ idempotencyKey }) => idempotencyKey);
    expect(keys).toEqual(Array(2).fill('twins/unit:FU1:temperature/1/topic'));
  });

  it('tells nobody of what is not found any more, and takes note that it was superseded', async () => {
    const { memory, hint } = await withEntry();
    await applyExperiment(memory, 'twins', TWIN_DEFINITION);
    await settleAll(memory);
    await notify(memory, hint);
    expect(memory.notifier.notices).toEqual([]);
    expect(await entryOf(memory, hint)).toMatchObject({ sentAt: null, supersededAt: expect.any(Number) });
  });

  it('does nothing for an entry that there is not', async () => {
    const { memory } = await withEntry();
    await notify(memory, { experiment: 'twins', entry: 'none' });
    expect(memory.notifier.notices).toEqual([]);
  });
});
