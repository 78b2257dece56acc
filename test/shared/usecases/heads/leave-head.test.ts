import { describe, expect, it } from 'vitest';
import { receiptKey, receiptKind } from '../../../../shared/domain/downlink/receipt.ts';
import { leaveHead } from '../../../../shared/usecases/heads/leave-head.ts';
import { mergedListOf } from '../../../../shared/usecases/heads/merged-list.ts';
import { refreshCounts } from '../../../../shared/usecases/heads/refresh-counts.ts';
import { update } from '../../../../shared/usecases/known/update.ts';
import { answersOf } from '../../../support/end-state.ts';
import { die, hooked } from '../../../support/hooked-ports.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import {
  OVERLAPPING,
  OVERLAPPING_FILES,
  overlappingTaken,
  THEIR_BUCKET,
  theirCounts,
  theirHead,
} from '../../../support/overlapping-files.ts';
import { settleAll } from '../../../support/run-stack.ts';

const never = () => {
  throw new Error('no segment has expired');
};

/** As a withdrawal will do it: the receipt is in force no more, then the entry leaves. */
async function left(memory: MemoryPorts, downlink: string, ports = memory): Promise<void> {
  await update(memory, receiptKind, receiptKey(OVERLAPPING, downlink), (receipt) =>
    receipt === null ? null : { ...receipt, state: 'FAILED' as const, touched: [] },
  );
  await leaveHead(ports, THEIR_BUCKET, { downlink, attempt: 1 }, never);
  await memory.queues.align.send({ experiment: OVERLAPPING, unit: 'FU1', bucket: THEIR_BUCKET.bucket });
  await settleAll(memory);
}

describe('of twenty downlinks, most of them compacted', () => {
  it.each(OVERLAPPING_FILES.keys().toArray())('number %i leaves as if it had never come', async (i) => {
    const { memory, ids } = await overlappingTaken(OVERLAPPING_FILES);
    await left(memory, ids[i]!);
    const others = await overlappingTaken(OVERLAPPING_FILES.filter((_, n) => n !== i));
    expect(await answersOf(memory, OVERLAPPING)).toEqual(await answersOf(others.memory, OVERLAPPING));
    expect(
      await theirCounts(
        memory,
        ids.filter((_, n) => n !== i),
      ),
    ).toEqual(await theirCounts(others.memory, others.ids));
  });

  it('all leave, the first to the last, and nothing is left', async () => {
    const { memory, ids } = await overlappingTaken(OVERLAPPING_FILES);
    for (const [i, id] of ids.entries()) {
      await left(memory, id);
      const others = await overlappingTaken(OVERLAPPING_FILES.slice(i + 1));
      expect((await answersOf(memory, OVERLAPPING)).archive).toEqual(
        (await answersOf(others.memory, OVERLAPPING)).archive,
      );
      expect(await theirCounts(memory, ids.slice(i + 1))).toEqual(
        await theirCounts(others.memory, others.ids),
      );
    }
    expect((await theirHead(memory)).entries).toEqual([]);
    expect(await answersOf(memory, OVERLAPPING)).toEqual(
      await answersOf((await overlappingTaken([])).memory, OVERLAPPING),
    );
  });
});

describe('the list of what was merged', async () => {
  const { memory, ids } = await overlappingTaken(OVERLAPPING_FILES);
  const head = await theirHead(memory);
  const list = await mergedListOf(memory, head);

  it('names every downlink that the head does not, in the order of their commits', () => {
    const names = [...list.entries, ...head.entries].map(({ downlink }) => downlink);
    expect(names.filter((name) => name !== null)).toEqual(ids);
    expect(list.isWhole).toBe(true);
    expect(head.entries.filter(({ downlink }) => downlink === null)).toHaveLength(1);
  });

  it('says under which readings the compacted entry was read', () => {
    const [compacted] = head.entries;
    expect(compacted!.readings).toEqual(list.entries[0]!.readings);
    expect(compacted!.readings).toHaveLength(1);
  });
});

it('tells the receipts of the others, also where the run died after the head was written', async () => {
  const { memory, ids } = await overlappingTaken(OVERLAPPING_FILES);
  const dying = hooked(memory, { on: 'put', when: 'after', kind: 'head' }, die);
  await expect(leaveHead(dying, THEIR_BUCKET, { downlink: ids[3]!, attempt: 1 }, never)).rejects.toThrow(
    'killed',
  );
  expect((await theirHead(memory)).recounted).toEqual([ids[4]]);
  await leaveHead(memory, THEIR_BUCKET, { downlink: ids[3]!, attempt: 1 }, never);
  expect((await theirHead(memory)).recounted).toBeUndefined();
  const without3 = OVERLAPPING_FILES.filter((_, n) => n !== 3);
  const others = await overlappingTaken(without3);
  const told = await theirCounts(memory, [ids[4]!]);
  expect(told).toEqual(await theirCounts(others.memory, [others.ids[3]!]));
  await refreshCounts(memory, OVERLAPPING, ids[4]!);
  expect(await theirCounts(memory, [ids[4]!])).toEqual(told);
});
