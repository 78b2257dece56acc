import { describe, expect, it } from 'vitest';
import { experimentKey, experimentKind } from '../../../../shared/domain/experiment/experiment-record.ts';
import { MESSAGE, messageKind } from '../../../../shared/domain/notify/message-record.ts';
import { begunUpkeep, upkeepKey, upkeepKind } from '../../../../shared/domain/upkeep/upkeep-record.ts';
import { failDownlink, redriveDownlink } from '../../../../shared/usecases/arrive/fail-downlink.ts';
import { ingestDownlink } from '../../../../shared/usecases/arrive/ingest-downlink.ts';
import { rereadDownlink } from '../../../../shared/usecases/arrive/reread-downlink.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { update } from '../../../../shared/usecases/known/update.ts';
import { applyRoutes } from '../../../../shared/usecases/tell/apply-routes.ts';
import { watch } from '../../../../shared/usecases/watch.ts';
import { ALARMED, alarmedUpTo, DEFINITION, minutes } from '../../../support/alarm-experiment.ts';
import { FaultyPorts } from '../../../support/faulty-ports.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { actOnce, settleAll, upload } from '../../../support/run-stack.ts';

const subjects = ({ notifier }: MemoryPorts) => notifier.notices.map(({ subject }) => subject);
const messagesIn = async ({ catalogue }: MemoryPorts) =>
  (await Array.fromAsync(catalogue.list(messageKind, ALARMED, `${MESSAGE}#downlink`))).map(
    ({ item }) => item,
  );
const MISNAMED = DEFINITION.replace('column: t,', 'column: time,');

/** A file that the definition cannot read. */
async function refused(): Promise<{ memory: MemoryPorts; id: string }> {
  const memory = await alarmedUpTo(0);
  await applyExperiment(memory, ALARMED, MISNAMED);
  const id = await upload(memory, ALARMED, ...minutes(0, 30));
  await settleAll(memory);
  return { memory, id };
}

describe('a downlink that is refused', () => {
  it('is told once, whatever comes after, and put right by a reading that takes it in', async () => {
    const { memory, id } = await refused();
    expect(subjects(memory)).toEqual(['alarmed: WARNING downlink REFUSED: "fu1-0-30.csv"']);
    await rereadDownlink(memory, { experiment: ALARMED, downlink: id }, 'ada');
    await settleAll(memory);
    await watch(memory);
    await settleAll(memory);
    expect(subjects(memory)).toHaveLength(1);
    await applyExperiment(memory, ALARMED, DEFINITION);
    await rereadDownlink(memory, { experiment: ALARMED, downlink: id }, 'ada');
    await settleAll(memory);
    expect(subjects(memory).slice(1)).toEqual(['alarmed: over: downlink "fu1-0-30.csv"']);
  });

  it('is told where only another reading of it is, and the earlier one stays, once', async () => {
    const memory = await alarmedUpTo(0);
    const downlink = await upload(memory, ALARMED, ...minutes(0, 30));
    await settleAll(memory);
    expect(subjects(memory)).toEqual([]);
    await applyExperiment(memory, ALARMED, MISNAMED);
    const again = async () => {
      await rereadDownlink(memory, { experiment: ALARMED, downlink }, 'ada');
      await settleAll(memory);
    };
    await again();
    expect(subjects(memory)).toEqual(['alarmed: WARNING downlink reread REFUSED: "fu1-0-30.csv"']);
    await again();
    await watch(memory);
    await settleAll(memory);
    expect(subjects(memory)).toHaveLength(1);
    await applyExperiment(memory, ALARMED, DEFINITION);
    await again();
    expect(subjects(memory).slice(1)).toEqual(['alarmed: over: downlink "fu1-0-30.csv"']);
  });

  it('is told though the hint at its message was lost', async () => {
    const memory = await alarmedUpTo(0);
    await applyExperiment(memory, ALARMED, MISNAMED);
    await upload(memory, ALARMED, ...minutes(0, 30));
    while (memory.queues.notify.hints.length === 0) await actOnce(memory);
    memory.queues.notify.hints.splice(0);
    await settleAll(memory);
    expect(subjects(memory)).toEqual([]);
    await watch(memory);
    await settleAll(memory);
    expect(subjects(memory)).toHaveLength(1);
  });

  it('is not told while a rebuild reads it again, unless it was announced since that began', async () => {
    const memory = await alarmedUpTo(0);
    await applyExperiment(memory, ALARMED, MISNAMED);
    await update(memory, experimentKind, experimentKey(ALARMED), (current) =>
      current === null ? null : { ...current, rebuilding: true },
    );
    await upload(memory, ALARMED, 'fu1-old.csv', minutes(0, 30)[1]);
    memory.clock.advance(60);
    const begun = begunUpkeep('REBUILD', 'ada', memory.clock.now());
    await memory.catalogue.put(upkeepKind, upkeepKey(ALARMED, 'REBUILD'), { ...begun, due: false }, null);
    memory.clock.advance(60);
    await upload(memory, ALARMED, 'fu1-new.csv', minutes(0, 31)[1]);
    await settleAll(memory);
    expect(subjects(memory)).toEqual(['alarmed: WARNING downlink REFUSED: "fu1-new.csv"']);
  });

  it('stands among the messages as unsent where no route takes it', async () => {
    const memory = await alarmedUpTo(0);
    const routes = [{ id: 'phone', via: 'sns' as const, severities: ['CRITICAL' as const] }];
    await applyRoutes(memory, ALARMED, routes, { by: 'ada', allowed: [] });
    await applyExperiment(memory, ALARMED, MISNAMED);
    await upload(memory, ALARMED, ...minutes(0, 30));
    await settleAll(memory);
    expect(subjects(memory)).toEqual([]);
    expect(await messagesIn(memory)).toMatchObject([
      { route: '-', sentAt: null, failedAt: expect.any(Number), error: 'no route takes WARNING' },
    ]);
  });
});

it('a downlink that failed on our side is told, and put right by a redrive', async () => {
  const waiting = async () => {
    const memory = await alarmedUpTo(0);
    const downlink = await upload(memory, ALARMED, ...minutes(0, 30));
    memory.queues.ingest.hints.splice(0);
    return { memory, hint: { experiment: ALARMED, downlink } };
  };
  const probe = await waiting();
  const counting = new FaultyPorts(probe.memory, { site: null, fault: 'THROWS_BEFORE' });
  await ingestDownlink(counting, probe.hint);
  const { memory, hint } = await waiting();
  const site = counting.sites.indexOf('catalogue.put head');
  const dying = new FaultyPorts(memory, { site, fault: 'THROWS_BEFORE' });
  await expect(ingestDownlink(dying, hint)).rejects.toThrow('THROWS_BEFORE');
  expect(await failDownlink(memory, hint)).toBe(true);
  await settleAll(memory);
  expect(subjects(memory)).toEqual(['alarmed: WARNING downlink FAILED: "fu1-0-30.csv"']);
  await redriveDownlink(memory, hint, 'ada');
  await settleAll(memory);
  expect(subjects(memory).slice(1)).toEqual(['alarmed: over: downlink "fu1-0-30.csv"']);
});

it('a file of which more than one sample in a hundred is rejected is told, one with fewer is not', async () => {
  const memory = await alarmedUpTo(0);
  const [name, text] = minutes(0, 60);
  const spoilt = (rows: number) => text.replace(/,37\.0\d,/g, (cell) => (rows-- > 0 ? ',?!,' : cell));
  await upload(memory, ALARMED, name, spoilt(1));
  await settleAll(memory);
  expect(subjects(memory)).toEqual([]);
  await upload(memory, ALARMED, 'fu1-second.csv', spoilt(2));
  await settleAll(memory);
  expect(subjects(memory)).toEqual(['alarmed: WARNING downlink with rejects: "fu1-second.csv"']);
});
