/** docs/promises.md#p7: the alarm history follows data, definition and actions, never the order in which they came. */
import { describe, expect, it } from 'vitest';
import { listReceipts } from '../../shared/usecases/answer/show-receipt.ts';
import { rereadDownlink } from '../../shared/usecases/arrive/reread-downlink.ts';
import { withdrawDownlink } from '../../shared/usecases/arrive/withdraw-downlink.ts';
import { showUpkeep, startUpkeep } from '../../shared/usecases/upkeep/start-upkeep.ts';
import { ALARMED, alarmedUpTo, HEAT, sent } from '../support/alarm-experiment.ts';
import {
  actionsIn,
  alarmsInTheEnd,
  missionInOrder,
  missionShuffled,
  recorded,
} from '../support/alarm-orders.ts';
import { memoryPorts } from '../support/memory-ports.ts';
import { settleAll } from '../support/run-stack.ts';

/** `npm run campaign:arrivals` takes a thousand. */
const ORDERS = 20;

describe('a mission with two alarms and nine actions', async () => {
  const inOrder = await missionInOrder();
  const actions = await actionsIn(inOrder);
  const expected = await alarmsInTheEnd(inOrder);

  it('has alarms that were acknowledged, voided, shelved, latched and reset', () => {
    const told = expected.flatMap(({ history }) => history.map(({ transition }) => transition));
    expect(new Set(told)).toEqual(
      new Set([
        ...['TRIGGERED', 'WORSENED', 'RETURNED', 'LATCHED', 'ACKNOWLEDGED', 'UNACKNOWLEDGED'],
        ...['SHELVED', 'SHELF_ENDED', 'RESET', 'ASSIGNED'],
      ]),
    );
    expect(expected.map(({ id, state }) => [id, state])).toEqual([
      ['LIMIT:FU1:co2:LOW', 'LATCH_UNACK'],
      [HEAT, 'SHELVED'],
    ]);
  });

  it(`has one alarm history in ${ORDERS} orders, splits and repetitions`, { timeout: 120_000 }, async () => {
    for (let seed = 1; seed <= ORDERS; seed++)
      expect(await alarmsInTheEnd(await missionShuffled(seed, actions)), `seed ${seed}`).toEqual(expected);
  });

  it('is as if a withdrawn dump had never been sent, and as before once it is sent again', async () => {
    const without = await alarmedUpTo(0);
    await sent(without, 0, 60);
    await sent(without, 120, 480);
    for (const action of actions) await recorded(without, action);
    const memory = await missionInOrder();
    const { downlinks } = await listReceipts(memory, ALARMED);
    const downlink = downlinks.find(({ fileName }) => fileName === 'fu1-60-120.csv')!.id;
    await withdrawDownlink(memory, { experiment: ALARMED, downlink }, { by: 'test', reason: 'a test' });
    await settleAll(memory);
    expect(await alarmsInTheEnd(memory)).toEqual(await alarmsInTheEnd(without));
    expect(await alarmsInTheEnd(memory)).not.toEqual(expected);
    await sent(memory, 60, 120);
    expect(await alarmsInTheEnd(memory)).toEqual(expected);
  });

  it('is the same after every dump is read again', async () => {
    const memory = await missionInOrder();
    for (const { id } of (await listReceipts(memory, ALARMED)).downlinks) {
      await rereadDownlink(memory, { experiment: ALARMED, downlink: id }, 'test');
      await settleAll(memory);
    }
    expect(await alarmsInTheEnd(memory)).toEqual(expected);
  });

  it('comes back with its actions from the raw bucket alone', async () => {
    const lost = await missionInOrder();
    const memory = { ...memoryPorts(), raw: lost.raw, kept: lost.kept };
    await startUpkeep(memory, ALARMED, 'REBUILD', 'test');
    await settleAll(memory);
    expect(await alarmsInTheEnd(memory)).toEqual(expected);
    await startUpkeep(memory, ALARMED, 'VERIFY', 'test');
    await settleAll(memory);
    expect(await showUpkeep(memory, ALARMED, 'VERIFY')).toMatchObject({
      differing: 0,
      endedAt: expect.any(String),
    });
  });
});
