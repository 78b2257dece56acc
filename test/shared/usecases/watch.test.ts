import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Kind } from '../../../shared/domain/kind.ts';
import { showReceipt } from '../../../shared/usecases/answer/show-receipt.ts';
import { announceDownlink } from '../../../shared/usecases/arrive/announce-downlink.ts';
import { applyExperiment } from '../../../shared/usecases/define/apply-experiment.ts';
import { watch } from '../../../shared/usecases/watch.ts';
import { type MemoryPorts, memoryPorts, SteppingClock } from '../../support/memory-ports.ts';
import { observed } from '../../support/observed-ports.ts';
import { actOnce, upload } from '../../support/run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from '../../support/twin-experiment.ts';
import { twinsDefined } from '../../support/twins-in.ts';

const ALARMING = TWIN_DEFINITION.replace(
  'stuckAfter: PT30M',
  'stuckAfter: PT30M\n    limits: [{ critical: [0, 36] }]',
);

/** Every message is lost as soon as the work has come to this queue. */
async function lostAt(queue: 'ingest' | 'align' | 'flag' | 'notify'): Promise<MemoryPorts> {
  const memory = await twinsDefined(ALARMING);
  await upload(memory, 'twins', 'fu1.csv', twinFiles().flight);
  while (memory.queues[queue].hints.length === 0) await actOnce(memory);
  for (const { hints } of Object.values(memory.queues)) hints.length = 0;
  return memory;
}

const messagesOf = ({ queues }: MemoryPorts) =>
  Object.fromEntries(Object.entries(queues).map(([name, { hints }]) => [name, hints]));

describe('watch', () => {
  it('finds nothing where there is no experiment, and nothing due where nothing is', async () => {
    expect(await watch(memoryPorts())).toEqual({});
    const memory = await twinsDefined();
    expect(await watch(memory)).toEqual({});
    const { drop, ...others } = messagesOf(memory);
    expect(drop).toEqual([{ sweep: null }]);
    expect(Object.values(others).flat()).toEqual([]);
  });

  it('has the drop looked through once an hour, with another experiment, and when a local stack starts', async () => {
    const memory = await twinsDefined();
    const sweeps = async (start: number | null = null) => {
      await watch(memory, start);
      return memory.queues.drop.hints.splice(0);
    };
    expect(await sweeps()).toEqual([{ sweep: null }]);
    memory.clock.advance(3500);
    expect(await sweeps()).toEqual([]);
    memory.clock.advance(101);
    expect(await sweeps()).toEqual([{ sweep: null }]);
    await applyExperiment(memory, 'more', ALARMING.replace('id: twins', 'id: more'));
    expect(await sweeps()).toEqual([{ sweep: null }]);
    expect(await sweeps()).toEqual([]);
    expect(await sweeps(memory.clock.now())).toEqual([{ sweep: null }]);
  });

  it.each([
    ['ingest', { DOWNLINK: 1 }, { experiment: 'twins', downlink: 'd000001', attempt: 1 }],
    ['align', { HEAD: 1 }, { experiment: 'twins', unit: 'FU1', bucket: '2026-02-06', again: true }],
    ['flag', { SUBJECT: 1 }, { experiment: 'twins', subject: 'unit', id: 'FU1', again: true }],
  ] as const)(
    'hints again at what a message lost on its way to %s leaves due',
    async (queue, found, hint) => {
      const memory = await lostAt(queue);
      expect(await watch(memory)).toMatchObject(found);
      expect(messagesOf(memory)[queue]).toContainEqual(hint);
    },
  );

  it('hints again at each journal entry that was not sent', async () => {
    const memory = await lostAt('notify');
    const found = await watch(memory);
    expect(found.JOURNAL).toBeGreaterThan(0);
    expect(memory.queues.notify.hints).toHaveLength(found.JOURNAL!);
  });

  it('comes to every experiment, also behind many in which nothing is due, in runs that end in time', async () => {
    const memory = memoryPorts();
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f'])
      await applyExperiment(memory, id, TWIN_DEFINITION.replace('id: twins', `id: ${id}`));
    await upload(memory, 'f', 'fu1.csv', twinFiles().flight);
    memory.queues.ingest.hints.length = 0;
    const slow = observed(memory, (call, act) => {
      if (call === 'due') memory.clock.advance(15);
      return act();
    });
    const seconds: number[] = [];
    for (let run = 1; run <= 2; run++) {
      const begun = memory.clock.now();
      await watch(slow);
      seconds.push(Math.floor((memory.clock.now() - begun) / 1e6));
    }
    expect(seconds).toEqual([45, 45]);
    expect(memory.queues.ingest.hints).toMatchObject([{ experiment: 'f' }]);
  });

  it('lets an announcement wait for its file, and lets it expire an hour after its link', async () => {
    const memory = await twinsDefined();
    const { id } = await announceDownlink(memory, 'twins', { fileName: 'fu1.csv', bytes: 10 }, 'ada');
    await watch(memory);
    expect((await showReceipt(memory, 'twins', id)).state).toBe('AWAITING_UPLOAD');
    await watch({ ...memory, clock: new SteppingClock('2026-03-21T00:00:00Z') });
    expect((await showReceipt(memory, 'twins', id)).state).toBe('EXPIRED');
    expect(memory.queues.ingest.hints).toEqual([]);
  });

  it('tells at the end of an item that nothing can act on, and hints at the others all the same', async () => {
    const memory = await lostAt('ingest');
    const strange: Kind<object> = { name: 'strange', schema: z.object({}), isDue: () => true };
    await memory.catalogue.put(strange, { partition: 'twins', sort: 'AAA#1' }, {}, null);
    await expect(watch(memory)).rejects.toThrow('1 due items could not be looked at');
    expect(memory.queues.ingest.hints).toEqual([{ experiment: 'twins', downlink: 'd000001', attempt: 1 }]);
  });
});
