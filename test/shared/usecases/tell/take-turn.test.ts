import { expect, it } from 'vitest';
import { journalQuerySchema } from '../../../../shared/contract/journal.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { showJournal } from '../../../../shared/usecases/tell/show-journal.ts';
import { watch } from '../../../../shared/usecases/watch.ts';
import { ALARMED, alarmedUpTo, DEFINITION, minutes } from '../../../support/alarm-experiment.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

it('of twenty files refused within an hour twelve are told at once, and the rest in one message at its end', async () => {
  const memory = await alarmedUpTo(0);
  memory.clock.setTo('2026-03-01T08:02:00Z');
  await applyExperiment(memory, ALARMED, DEFINITION.replace('column: t,', 'column: time,'));
  for (let i = 0; i < 20; i++) {
    await upload(memory, ALARMED, `fu1-${i}.csv`, minutes(i, i + 10)[1]);
    await settleAll(memory);
  }
  const subjects = () => memory.notifier.notices.map(({ subject }) => subject);
  expect(subjects()).toHaveLength(12);
  const states = async () => {
    const { messages } = await showJournal(memory, ALARMED, journalQuerySchema.parse({}));
    return Map.groupBy(messages, ({ state }) => state);
  };
  expect((await states()).get('HELD')).toHaveLength(8);
  memory.clock.setTo('2026-03-01T09:01:00Z');
  await watch(memory);
  await settleAll(memory);
  expect(subjects().slice(12)).toEqual(['alarmed: 8 more messages of 1 Mar 08:00 to 09:00 UTC']);
  expect(memory.notifier.notices.at(-1)!.text).toContain('- alarmed: WARNING downlink REFUSED: "fu1-12.csv"');
  await watch(memory);
  await settleAll(memory);
  expect(subjects()).toHaveLength(13);
  expect((await states()).get('WAITING')).toBe(undefined);
});
