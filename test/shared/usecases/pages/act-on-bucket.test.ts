import { describe, expect, it } from 'vitest';
import { alignMessageSchema } from '../../../../shared/contract/hints.ts';
import { headKind, headPrefix } from '../../../../shared/domain/bucket/head.ts';
import { recordEvents } from '../../../../shared/usecases/define/record-events.ts';
import { actOnBucket } from '../../../../shared/usecases/pages/act-on-bucket.ts';
import { firstComing } from '../../../support/first-coming.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { twinsIn } from '../../../support/twins-in.ts';

async function dueHeads(memory: MemoryPorts): Promise<string[]> {
  const due: string[] = [];
  for await (const { key, item } of memory.catalogue.list(headKind, 'twins', headPrefix(1)))
    if (item.due) due.push(key.sort);
  return due;
}

describe('a message of the align queue', () => {
  it('has all heads marked, then each of them computed', async () => {
    const memory = await twinsIn();
    const event = {
      name: 'lamp-on',
      unit: 'FU1',
      at: '2026-02-06T12:00:00Z',
      accuracy: 'PT1S',
      source: 'log',
    };
    await recordEvents(memory, 'twins', [event], 'a');
    const [message] = memory.queues.align.hints.splice(0);
    expect(message).toEqual({ experiment: 'twins', recompute: true });
    await actOnBucket(memory, alignMessageSchema.parse(message), firstComing(memory, 'm'));
    const marked = await dueHeads(memory);
    const buckets = memory.queues.align.hints.splice(0);
    expect(marked.length).toBeGreaterThan(1);
    expect(buckets).toHaveLength(marked.length);
    for (const bucket of buckets)
      await actOnBucket(memory, alignMessageSchema.parse(bucket), firstComing(memory, 'm'));
    expect(await dueHeads(memory)).toEqual([]);
  });
});
