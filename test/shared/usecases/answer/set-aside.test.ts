import { expect, it } from 'vitest';
import { setAside } from '../../../../shared/usecases/answer/set-aside.ts';
import { loadExperiment } from '../../../../shared/usecases/known/load-experiment.ts';
import { owedNow } from '../../../../shared/usecases/known/owe.ts';
import { applyRoutes } from '../../../../shared/usecases/tell/apply-routes.ts';
import { watch } from '../../../../shared/usecases/watch.ts';
import { ALARMED, alarmedUpTo, sent } from '../../../support/alarm-experiment.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { settleAll } from '../../../support/run-stack.ts';

const unsentIn = async (memory: MemoryPorts) => {
  const owed = await owedNow(memory, await loadExperiment(memory, ALARMED));
  return (await setAside(memory, ALARMED, owed)).unsent;
};

it('counts a message as unsent as long as no receiver has taken it, and an open one that was taken as sent', async () => {
  const memory = await alarmedUpTo(0);
  const routes = [
    { id: 'chat', via: 'webhook' as const, url: 'https://h.example.org', severities: ['WARNING' as const] },
  ];
  await applyRoutes(memory, ALARMED, routes, { by: 'ada', allowed: [] });
  memory.notifier.receiver = async () => ({ taken: false, why: 'the receiver answered 503' });
  await sent(memory, 0, 70);
  expect(await unsentIn(memory)).toBe(1);
  memory.notifier.receiver = async () => ({ taken: true });
  memory.clock.advance(3600);
  await watch(memory);
  await settleAll(memory);
  expect(await unsentIn(memory)).toBe(0);
});
