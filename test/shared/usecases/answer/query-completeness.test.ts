import { beforeAll, describe, expect, it } from 'vitest';
import { queryCompleteness } from '../../../../shared/usecases/answer/query-completeness.ts';
import { withGap } from '../../../support/gap-experiment.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { actOnce, settleAll, upload } from '../../../support/run-stack.ts';
import { twinFiles } from '../../../support/twin-experiment.ts';
import { twinsDefined } from '../../../support/twins-in.ts';

describe('a gap without a contact plan', () => {
  let memory: MemoryPorts;
  beforeAll(async () => {
    memory = await withGap(120, 140);
  });

  it('is told once for all channels, and that no plan is known', async () => {
    const { gaps, series, contacts, received, expected } = await queryCompleteness(memory, 'twins', {});
    expect(gaps).toMatchObject([{ unit: 'FU1', cause: 'UNKNOWN', expected: 20 }]);
    expect(gaps[0]!.channels.toSorted()).toEqual(['humidity', 'temperature']);
    expect(series).toHaveLength(4);
    expect(contacts).toMatchObject({ isPlanned: false });
    expect(contacts.sentence).toMatch(/no contact plan is known/);
    expect([received, expected]).toEqual([1160, 1200]);
  });

  it('is counted for what was asked: one unit, one channel, both', async () => {
    const counts = async (query: object) => {
      const { received, series, gaps } = await queryCompleteness(memory, 'twins', query);
      return [received, series.length, gaps.length];
    };
    expect(await counts({ unit: 'FU1' })).toEqual([560, 2, 1]);
    expect(await counts({ unit: 'GU1' })).toEqual([600, 2, 0]);
    expect(await counts({ channel: 'humidity' })).toEqual([580, 2, 1]);
    expect(await counts({ unit: 'FU1', channel: 'humidity' })).toEqual([280, 1, 1]);
  });
});

it('samples that are stored and not counted yet are said to be, and not that nothing came', async () => {
  const memory = await twinsDefined();
  await upload(memory, 'twins', 'fu1.csv', twinFiles().flight);
  const uncounted = async () =>
    (await queryCompleteness(memory, 'twins', {})).series.map((one) => [one.unit, one.uncounted ?? false]);
  const [none, some] = [false, true].map((flight) => [
    ...[
      ['FU1', flight],
      ['FU1', flight],
    ],
    ...[
      ['GU1', false],
      ['GU1', false],
    ],
  ]);
  expect(await uncounted()).toEqual(none);
  while (memory.queues.ingest.hints.length > 0) await actOnce(memory);
  expect(await uncounted()).toEqual(some);
  await settleAll(memory);
  expect(await uncounted()).toEqual(none);
});
