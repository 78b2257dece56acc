import { expect, it } from 'vitest';
import { downlinkHistory } from '../../../../shared/usecases/answer/downlink-history.ts';
import { listReceipts } from '../../../../shared/usecases/answer/show-receipt.ts';
import { rereadDownlink } from '../../../../shared/usecases/arrive/reread-downlink.ts';
import { withdrawDownlink } from '../../../../shared/usecases/arrive/withdraw-downlink.ts';
import { settleAll } from '../../../support/run-stack.ts';
import { twinsIn } from '../../../support/twins-in.ts';

it('tells who withdrew a downlink and why, also once it was read again, and nothing of others', async () => {
  const memory = await twinsIn();
  const [first, second] = (await listReceipts(memory, 'twins')).downlinks;
  const hint = { experiment: 'twins', downlink: first!.id };
  await withdrawDownlink(memory, hint, { by: 'ada', reason: 'the wrong zone' });
  await settleAll(memory);
  await rereadDownlink(memory, hint, 'bob');
  await settleAll(memory);
  const { actions } = await downlinkHistory(memory, 'twins', first!.id);
  expect(actions).toMatchObject([
    { action: 'WITHDRAWN', by: 'ada', reason: 'the wrong zone' },
    { action: 'REREAD', by: 'bob' },
  ]);
  expect(actions[1]).not.toHaveProperty('reason');
  expect(await downlinkHistory(memory, 'twins', second!.id)).toEqual({ actions: [] });
  await expect(downlinkHistory(memory, 'twins', 'd9')).rejects.toMatchObject({ code: 'downlink.unknown' });
});
