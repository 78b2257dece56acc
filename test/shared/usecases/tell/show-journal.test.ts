import { expect, it } from 'vitest';
import { journalQuerySchema, journalSchema } from '../../../../shared/contract/journal.ts';
import { showJournal } from '../../../../shared/usecases/tell/show-journal.ts';
import { testRoute } from '../../../../shared/usecases/tell/test-route.ts';
import { ALARMED, alarmedUpTo, sent } from '../../../support/alarm-experiment.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll } from '../../../support/run-stack.ts';

const shown = async (memory: Awaited<ReturnType<typeof alarmedUpTo>>, query: object = {}) =>
  journalSchema.parse(await showJournal(memory, ALARMED, journalQuerySchema.parse(query)));

it('says what was learnt and what was sent, the newest first, and what became of each', async () => {
  const memory = await alarmedUpTo(0);
  await sent(memory, 0, 145);
  memory.notifier.publish = async () => {
    throw new Error('the topic is gone');
  };
  await testRoute(memory, { experiment: ALARMED, route: 'topic' }, 'ada');
  await expect(settleAll(memory)).rejects.toThrow('the topic is gone');
  const { messages, entries } = await shown(memory);
  expect(messages.map(({ about, state, error }) => [about, state, error])).toEqual([
    ['TEST', 'WAITING', 'the topic is gone'],
    ['ALARM', 'SENT', undefined],
    ['ALARM', 'SENT', undefined],
  ]);
  expect(messages[0]).toMatchObject({ tries: 1, nextTryAt: expect.any(String) });
  expect(messages.find(({ severity }) => severity === 'WARNING')).toMatchObject({
    ...{ id: 'alarmed/unit:FU1:temperature/1/topic', subject: 'alarmed: WARNING LIMIT FU1 temperature' },
    alarms: [{ alarm: 'LIMIT:FU1:temperature:HIGH', severity: 'WARNING' }],
  });
  const states = entries.map(({ kind, severity, state, untold }) => [kind, severity, state, untold]);
  expect(states).toContainEqual(['LIMIT', 'WARNING', 'TOLD', undefined]);
  expect(states).toContainEqual(['LIMIT', 'WARNING', 'SHOWN', 'ENDED']);
});

it('hands nobody the token by which the link of a message acknowledges', async () => {
  const memory = memoryPorts();
  memory.notifier.publicUrl = 'https://api.example.org';
  await alarmedUpTo(0, memory);
  await sent(memory, 0, 145);
  const tokens = memory.notifier.notices.flatMap(
    ({ text }) => /\/link\/\S+\/(\w{32})$/m.exec(text)?.[1] ?? [],
  );
  expect(tokens.length).toBeGreaterThan(0);
  const told = await shown(memory);
  expect(told.messages[0]?.text).toMatch(/^Look, and acknowledge there: https:\S+\/…$/m);
  for (const token of tokens) expect(JSON.stringify(told)).not.toContain(token);
});

it('shows only what was asked for, and says how much is left', async () => {
  const memory = await alarmedUpTo(0);
  await sent(memory, 0, 145);
  expect((await shown(memory, { only: 'messages' })).entries).toEqual([]);
  expect((await shown(memory, { only: 'entries' })).messages).toEqual([]);
  const one = await shown(memory, { limit: '1' });
  expect([one.messages.length, one.left?.messages]).toEqual([1, 1]);
  expect(await shown(memory, { since: '2026-03-02T00:00:00Z' })).toEqual({
    ...{ messages: [], entries: [], waiting: 0 },
    known: { messages: 2, entries: expect.any(Number) },
  });
});
