import { beforeEach, describe, expect, it } from 'vitest';
import { showReceipt } from '../../../../shared/usecases/answer/show-receipt.ts';
import { rereadDownlink } from '../../../../shared/usecases/arrive/reread-downlink.ts';
import { withdrawDownlink } from '../../../../shared/usecases/arrive/withdraw-downlink.ts';
import { actOnAlarm } from '../../../../shared/usecases/tell/act-on-alarm.ts';
import { watch } from '../../../../shared/usecases/watch.ts';
import { ALARMED, alarmedUpTo, HEAT, minutes, sent, setMinute } from '../../../support/alarm-experiment.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

let memory: MemoryPorts;
beforeEach(async () => {
  memory = await alarmedUpTo(0);
});

const subjects = () => memory.notifier.notices.map(({ subject }) => subject.replace(`${ALARMED}: `, ''));
const about = (what: string) => subjects().filter((subject) => subject.includes(what));

/** As the schedule of `watch` does, every three minutes. */
async function watched(from: number, to: number): Promise<void> {
  for (let minute = from; minute < to; minute += 3) {
    setMinute(memory, minute);
    await watch(memory);
    await settleAll(memory);
  }
}

const act = (action: 'ACKNOWLEDGE' | 'UNACKNOWLEDGE') =>
  actOnAlarm(memory, { experiment: ALARMED, alarm: HEAT }, { action }, { by: 'nora', comment: null });

describe('a heat of an hour inside a dump of eight', () => {
  it('is one notice, and none when it is read again, withdrawn and sent again', async () => {
    const dump = minutes(0, 400);
    setMinute(memory, 405);
    const downlink = await upload(memory, ALARMED, ...dump);
    await settleAll(memory);
    await watched(410, 700);
    expect(about('temperature')).toEqual(['NOTICE, over: CRITICAL LIMIT FU1 temperature']);
    const heard = subjects();
    await rereadDownlink(memory, { experiment: ALARMED, downlink }, 'test');
    await settleAll(memory);
    await upload(memory, ALARMED, ...dump);
    await settleAll(memory);
    await withdrawDownlink(memory, { experiment: ALARMED, downlink }, { by: 'test', reason: 'a test' });
    await settleAll(memory);
    expect(await showReceipt(memory, ALARMED, downlink)).toMatchObject({ state: 'WITHDRAWN' });
    await upload(memory, ALARMED, ...dump);
    await settleAll(memory);
    await watched(710, 900);
    expect(about('temperature')).toEqual(heard.filter((subject) => subject.includes('temperature')));
  });
});

describe('an alarm that lasts', () => {
  it('is told, repeated until it is acknowledged, told when it worsens, and said to be over', async () => {
    await sent(memory, 0, 145);
    await watched(150, 420);
    expect(about('temperature')).toEqual([
      'WARNING LIMIT FU1 temperature',
      'still WARNING LIMIT FU1 temperature',
    ]);
    await act('ACKNOWLEDGE');
    await watched(420, 700);
    expect(about('temperature')).toHaveLength(2);
    memory.clock.advance(60);
    await upload(memory, ALARMED, ...minutes(145, 160));
    await settleAll(memory);
    expect(about('temperature').slice(2)).toEqual(['CRITICAL LIMIT FU1 temperature']);
    await watched(710, 720);
    await upload(memory, ALARMED, ...minutes(160, 240));
    await settleAll(memory);
    await watched(720, 960);
    expect(about('temperature').slice(3)).toEqual([`over: ${HEAT}`]);
  });
});
