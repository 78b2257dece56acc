/** docs/promises.md#p11: a rebuild that is killed at any call ends as one that is not. HOWSHIP_KILL_STRIDE: 1 kills at every call. */
import { expect, it } from 'vitest';
import { showUpkeep, startUpkeep } from '../../shared/usecases/upkeep/start-upkeep.ts';
import { watch } from '../../shared/usecases/watch.ts';
import { endStateOf } from '../support/end-state.ts';
import { type FaultPlan, FaultyPorts, Injected } from '../support/faulty-ports.ts';
import { firstDifference } from '../support/first-difference.ts';
import { deathsAt } from '../support/kills.ts';
import { type MemoryPorts, memoryPorts } from '../support/memory-ports.ts';
import { ALL, definition, E, Story } from '../support/right-story.ts';
import { actOnce, settleAll } from '../support/run-stack.ts';

/** Files of both twins, of which one is withdrawn, one read again under the definition in force, and one comes twice. */
async function told(): Promise<MemoryPorts> {
  const story = new Story();
  await story.begin(definition({ as: '[degF]' }));
  const ids = await story.send(ALL.slice(0, 4));
  await story.define(definition());
  await story.reread(ids[1]);
  await story.send([ALL[1]!]);
  await story.withdraw(ids[2]);
  return story.ports;
}

/** The raw bucket alone, in another stack. */
function afterTheLoss({ raw, kept }: MemoryPorts): MemoryPorts {
  const memory = memoryPorts();
  for (const [key, bytes] of raw.objects) memory.raw.objects.set(key, bytes);
  for (const [key, text] of raw.declared) memory.raw.declared.set(key, text);
  for (const [name, bytes] of kept.objects) memory.kept.objects.set(name, bytes);
  return memory;
}

/** Null where it died. */
async function unlessDead<T>(act: () => Promise<T>): Promise<T | null> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Injected)) throw error;
    return null;
  }
}

/** Rebuilds with one death; then the stack goes on as it does when it starts anew. */
async function rebuilt(lost: MemoryPorts, plan: FaultPlan) {
  const memory = afterTheLoss(lost);
  const faulty = new FaultyPorts(memory, plan);
  const { ingest, align, flag, notify } = memory.queues;
  for (let isAsked = false; !isAsked; )
    isAsked = (await unlessDead(() => startUpkeep(faulty, E, 'REBUILD', 'ada'))) !== null;
  for (let isLeft: boolean | null = true; isLeft !== false; ) {
    const queue = [ingest, align, flag, notify].find(({ hints }) => hints.length > 0);
    const [message] = queue?.hints ?? [];
    isLeft = await unlessDead(() => actOnce(memory, faulty));
    // As SQS does it.
    if (isLeft === null) queue?.hints.push(message);
  }
  await watch(memory, memory.clock.now());
  await settleAll(memory);
  expect(await showUpkeep(memory, E, 'REBUILD')).toMatchObject({ endedAt: expect.any(String), differs: [] });
  memory.clock.setTo('2026-03-21T00:00:00Z');
  const { receipts, journal, ...state } = await endStateOf(memory, E);
  return { sites: faulty.sites, end: { ...state, receipts: receipts.map(({ id, state }) => [id, state]) } };
}

it('a rebuild that is killed at any call ends as it does without', { timeout: 1_800_000 }, async () => {
  const lost = await told();
  const clean = await rebuilt(lost, { site: null, fault: 'THROWS_BEFORE' });
  lost.clock.setTo('2026-03-21T00:00:00Z');
  const { archive, deltas } = await endStateOf(lost, E);
  expect(clean.end).toMatchObject({ archive: { hash: archive.hash }, deltas, due: [], owed: [] });
  expect(clean.sites.length).toBeGreaterThan(100);
  const differing: string[] = [];
  for (const death of deathsAt(clean.sites)) {
    const difference = firstDifference(clean.end, (await rebuilt(lost, death)).end);
    if (difference !== null) differing.push(`${death.name}: ${difference}`);
  }
  expect(differing).toEqual([]);
});
