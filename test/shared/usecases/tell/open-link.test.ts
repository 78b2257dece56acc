import { expect, it } from 'vitest';
import { MESSAGE, messageKind } from '../../../../shared/domain/notify/message-record.ts';
import { withdrawDownlink } from '../../../../shared/usecases/arrive/withdraw-downlink.ts';
import { actByLink, openLink } from '../../../../shared/usecases/tell/open-link.ts';
import { ALARMED, alarmedUpTo, sent } from '../../../support/alarm-experiment.ts';
import { settleAll } from '../../../support/run-stack.ts';

it('of what was taken back shows that, and acknowledges nothing', async () => {
  const memory = await alarmedUpTo(0);
  memory.notifier.publicUrl = 'https://api.example.org';
  const downlink = await sent(memory, 0, 70);
  const [message] = await Array.fromAsync(memory.catalogue.list(messageKind, ALARMED, `${MESSAGE}#unit`));
  const { group, number, token = '' } = message!.item;
  const link = { experiment: ALARMED, group, number, token };
  expect((await openLink(memory, link)).alarms[0]?.alarm?.state.state).toBe('UNACK_ALARM');
  await withdrawDownlink(memory, { experiment: ALARMED, downlink }, { by: 'ada', reason: 'another unit' });
  await settleAll(memory);
  expect((await openLink(memory, link)).alarms).toEqual([{ id: 'LIMIT:FU1:temperature:HIGH', alarm: null }]);
  const sighted = [{ alarm: 'LIMIT:FU1:temperature:HIGH', onset: 0, severity: 'WARNING' as const }];
  expect(await actByLink(memory, link, 'ACKNOWLEDGE', sighted)).toBe(true);
});
