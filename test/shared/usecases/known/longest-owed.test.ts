import { describe, expect, it } from 'vitest';
import { headKey } from '../../../../shared/domain/bucket/head.ts';
import { LEASE_SECONDS, MOST_TRIES, WATCH_MINUTES } from '../../../../shared/domain/downlink/run-time.ts';
import { stoppedBy } from '../../../../shared/domain/tries/tries.ts';
import { OWED_TOO_LONG_SECONDS } from '../../../../shared/runtime/environment-names.ts';
import { longestOwed } from '../../../../shared/usecases/known/longest-owed.ts';
import { owe } from '../../../../shared/usecases/known/owe.ts';
import { watch } from '../../../../shared/usecases/watch.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { actOnce, settleAll, upload } from '../../../support/run-stack.ts';
import { twinFiles } from '../../../support/twin-experiment.ts';
import { twinsDefined } from '../../../support/twins-in.ts';

const NOTHING = { ingestSeconds: 0, workSeconds: 0 };

describe('what is owed longest', () => {
  it('is nothing where there is no experiment, and where all is done', async () => {
    expect(await longestOwed(memoryPorts())).toEqual(NOTHING);
    const memory = await twinsDefined();
    await upload(memory, 'twins', 'fu1.csv', twinFiles().flight);
    await settleAll(memory);
    memory.clock.advance(86_400);
    expect(await longestOwed(memory)).toEqual(NOTHING);
  });

  it('counts a bucket from when a file came for it that nobody worked on', async () => {
    const memory = await twinsDefined();
    await upload(memory, 'twins', 'fu1.csv', twinFiles().flight);
    while (memory.queues.align.hints.length === 0) await actOnce(memory);
    memory.queues.align.hints.length = 0;
    memory.clock.advance(9000);
    const { ingestSeconds, workSeconds } = await longestOwed(memory);
    expect(workSeconds).toBeGreaterThanOrEqual(9000);
    expect(workSeconds).toBeLessThan(9100);
    expect(ingestSeconds).toBe(0);
    // Watch hints at it again, and it is done.
    await watch(memory);
    await settleAll(memory);
    expect(await longestOwed(memory)).toEqual(NOTHING);
  });

  it('counts a downlink from its claim, and takes the oldest of all experiments', async () => {
    const memory = await twinsDefined();
    const receipt = { partition: 'twins', sort: 'DOWNLINK#d1' };
    await owe(memory, receipt, '1');
    memory.clock.advance(100);
    await owe(memory, { ...receipt, sort: 'DOWNLINK#d0' }, '2');
    await owe(memory, { partition: 'twins', sort: 'EVENT#e1' }, 'recorded');
    memory.clock.advance(50);
    const { ingestSeconds, workSeconds } = await longestOwed(memory);
    expect(Math.abs(ingestSeconds - 150)).toBeLessThan(5);
    expect(Math.abs(workSeconds - 50)).toBeLessThan(5);
  });

  it('leaves out what is stopped, whose entries stay, and nothing beside it', async () => {
    const memory = await twinsDefined();
    const head = headKey('twins', 1, 'FU1', '2026-02-06');
    await owe(memory, head, 'd1');
    await owe(memory, head, stoppedBy(3));
    memory.clock.advance(5000);
    expect(await longestOwed(memory)).toEqual(NOTHING);
    await owe(memory, headKey('twins', 1, 'FU1', '2026-02-07'), 'd2');
    memory.clock.advance(70);
    expect(Math.abs((await longestOwed(memory)).workSeconds - 70)).toBeLessThan(5);
  });
});

it('is too long only after all that mends itself is over: three runs that die, and what watch clears after an hour', () => {
  const failed = MOST_TRIES * (LEASE_SECONDS + WATCH_MINUTES * 60);
  const cleared = 3600 + WATCH_MINUTES * 60;
  expect(OWED_TOO_LONG_SECONDS).toBeGreaterThan(1.5 * Math.max(failed, cleared));
});
