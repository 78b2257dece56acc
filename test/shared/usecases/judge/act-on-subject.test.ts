import { expect, it } from 'vitest';
import { flagHintSchema } from '../../../../shared/contract/hints.ts';
import { subjectKey, subjectKind } from '../../../../shared/domain/anomaly/subject.ts';
import { triesKey, triesKind } from '../../../../shared/domain/tries/tries.ts';
import { actOnSubject } from '../../../../shared/usecases/judge/act-on-subject.ts';
import { firstComing } from '../../../support/first-coming.ts';
import { observed } from '../../../support/observed-ports.ts';
import { actOnce, upload } from '../../../support/run-stack.ts';
import { twinFiles } from '../../../support/twin-experiment.ts';
import { twinsDefined, twinsIn } from '../../../support/twins-in.ts';

const KEY = subjectKey('twins', 1, 'unit', 'FU1');
const AGAIN = { experiment: 'twins', subject: 'unit', id: 'FU1', again: true } as const;

async function dueUnit() {
  const memory = await twinsDefined();
  await upload(memory, 'twins', 'fu1.csv', twinFiles().flight);
  while (memory.queues.flag.hints.length === 0) await actOnce(memory);
  const hint = flagHintSchema.parse(memory.queues.flag.hints.shift());
  return { memory, hint, tries: async () => (await memory.catalogue.get(triesKind, triesKey(KEY)))?.item };
}

it('judges a unit that is due; nobody came before, so no try is written', async () => {
  const { memory, hint, tries } = await dueUnit();
  const told = await actOnSubject(memory, hint, firstComing(memory, 'm1'));
  expect(told).toEqual({ damaged: null, isStopped: false });
  expect((await memory.catalogue.get(subjectKind, KEY))?.item.due).toBe(false);
  expect(await tries()).toBeUndefined();
});

it('counts who comes again while it works, and forgets it once the run has ended', async () => {
  const { memory, tries } = await dueUnit();
  const seen: unknown[] = [];
  const looking = observed(memory, async (call, act) => {
    if (call === 'archive.read' && seen.length === 0) seen.push(await tries());
    return act();
  });
  await actOnSubject(looking, AGAIN, firstComing(memory, 'm2'));
  expect(seen).toEqual([expect.objectContaining({ tries: 2, stopped: false })]);
  expect(await tries()).toBeUndefined();
});

it('gives its try back with an error, which is told by itself', async () => {
  const { memory, tries } = await dueUnit();
  const away = observed(memory, (call, act) =>
    call.startsWith('archive.') ? Promise.reject(new Error('away')) : act(),
  );
  for (let i = 0; i < 5; i++)
    await expect(actOnSubject(away, AGAIN, firstComing(memory, `m${i}`))).rejects.toThrow('away');
  expect(await tries()).toMatchObject({ tries: 1, lease: null, stopped: false });
});

it('writes nothing about one that is not due', async () => {
  const memory = await twinsIn();
  const before = structuredClone(memory.catalogue.partitions);
  await actOnSubject(memory, AGAIN, firstComing(memory, 'm1'));
  await actOnSubject(memory, { ...AGAIN, id: 'FU9' }, firstComing(memory, 'm2'));
  expect(memory.catalogue.partitions).toEqual(before);
});
