import { describe, expect, it } from 'vitest';
import { MOST_ACTIONS } from '../../../../shared/domain/alarm/bounds.ts';
import type { AskedAction } from '../../../../shared/domain/alarm/decide-action.ts';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import type { Ports } from '../../../../shared/ports.ts';
import { withdrawDownlink } from '../../../../shared/usecases/arrive/withdraw-downlink.ts';
import { actOnAlarm } from '../../../../shared/usecases/tell/act-on-alarm.ts';
import {
  ALARMED,
  alarmedUpTo,
  alarmNamed,
  GAS,
  HEAT,
  sent,
  setMinute,
} from '../../../support/alarm-experiment.ts';
import { hooked } from '../../../support/hooked-ports.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { settleAll } from '../../../support/run-stack.ts';

const act = (ports: Ports, alarm: string, action: AskedAction, by = 'nora', comment: string | null = null) =>
  actOnAlarm(ports, { experiment: ALARMED, alarm }, action, { by, comment });

const ack = (ports: Ports, alarm = HEAT, by = 'nora') => act(ports, alarm, { action: 'ACKNOWLEDGE' }, by);

const until = (minute: number) => Date.parse('2026-03-01T00:00:00Z') * 1000 + minute * 60_000_000;

async function refusalOf(asking: Promise<unknown>): Promise<Refusal> {
  const error = await asking.then(
    () => null,
    (one: unknown) => one,
  );
  if (!(error instanceof Refusal)) throw new Error(`expected a refusal, got ${error}`);
  return error;
}

const kept = (memory: MemoryPorts) =>
  [...memory.kept.objects.keys()].filter((name) => name.includes('/ALARM/'));

describe('an action on an alarm', () => {
  it('answers the alarm after it, with who did it when and why', async () => {
    const memory = await alarmedUpTo(80);
    expect(await alarmNamed(memory, HEAT)).toMatchObject({
      state: 'UNACK_ALARM',
      severity: 'WARNING',
      onset: '2026-03-01T01:00:00Z',
      ...{ triggerValue: 38.04, mostSevereValue: 38.06, currentValue: 38.02 },
    });
    const after = await act(memory, HEAT, { action: 'ACKNOWLEDGE' }, 'nora', 'fan is being replaced');
    expect(after.state).toBe('ACK_ALARM');
    expect(after.history.at(-1)).toMatchObject({
      ...{ transition: 'ACKNOWLEDGED', by: 'nora', comment: 'fan is being replaced' },
      at: expect.stringMatching(/^2026-03-01T01:25:/),
    });
    expect(after).toEqual({ ...(await alarmNamed(memory, HEAT)), changed: true });
    expect(kept(memory)).toEqual([`${ALARMED}/ALARM/${HEAT}/0001`]);
  });

  it('names one alarm, and leaves the others of its unit as they are', async () => {
    const memory = await alarmedUpTo(120);
    await ack(memory, GAS);
    expect((await alarmNamed(memory, GAS)).state).toBe('ACK_ALARM');
    expect((await alarmNamed(memory, HEAT)).state).toBe('RTN_UNACK');
  });

  it('is void once later data show that the alarm became worse, and can be done again', async () => {
    const memory = await alarmedUpTo(148);
    await ack(memory);
    await sent(memory, 148, 180);
    const worse = await alarmNamed(memory, HEAT);
    expect(worse.state).toBe('UNACK_ALARM');
    expect(worse.history.map(({ transition }) => transition).slice(-3)).toEqual([
      ...['TRIGGERED', 'WORSENED', 'ACKNOWLEDGED'],
    ]);
    expect(worse.history.at(-1)).toMatchObject({ void: 'WORSE' });
    expect((await ack(memory)).state).toBe('ACK_ALARM');
  });

  it('is void once the condition begins again', async () => {
    const memory = await alarmedUpTo(80);
    await ack(memory);
    await sent(memory, 80, 130);
    expect((await alarmNamed(memory, HEAT)).state).toBe('NORMAL');
    await sent(memory, 130, 146);
    expect((await alarmNamed(memory, HEAT)).state).toBe('UNACK_ALARM');
  });

  it('taken back names who took it back', async () => {
    const memory = await alarmedUpTo(80);
    await ack(memory);
    const after = await act(memory, HEAT, { action: 'UNACKNOWLEDGE' }, 'ben');
    expect(after.state).toBe('UNACK_ALARM');
    expect(after.history.slice(-2)).toMatchObject([
      { by: 'nora' },
      { transition: 'UNACKNOWLEDGED', by: 'ben' },
    ]);
  });

  it('that finds nothing left to do answers what stands, and leaves no record', async () => {
    const memory = await alarmedUpTo(80);
    const first = await ack(memory);
    const unchanged = { ...first, changed: false };
    expect(await ack(memory, HEAT, 'ben')).toEqual(unchanged);
    expect(await act(memory, HEAT, { action: 'UNSHELVE' })).toEqual(unchanged);
    expect(kept(memory)).toHaveLength(1);
  });
});

describe('a latched alarm', () => {
  it('waits for its acknowledgement and its reset after readings are within again', async () => {
    const memory = await alarmedUpTo(120);
    expect((await refusalOf(act(memory, GAS, { action: 'RESET' }))).code).toBe('alarm.not-latched');
    await sent(memory, 120, 160);
    expect((await alarmNamed(memory, GAS)).state).toBe('LATCH_UNACK');
    expect((await ack(memory, GAS)).state).toBe('LATCH_ACK');
    expect((await act(memory, GAS, { action: 'RESET' })).state).toBe('NORMAL');
  });

  it('that was reset is an alarm again when a reading is beyond again', async () => {
    const memory = await alarmedUpTo(160);
    await ack(memory, GAS);
    await act(memory, GAS, { action: 'RESET' });
    await sent(memory, 160, 306);
    expect((await alarmNamed(memory, GAS)).state).toBe('UNACK_ALARM');
    await sent(memory, 306, 330);
    expect((await alarmNamed(memory, GAS)).state).toBe('LATCH_UNACK');
  });
});

describe('a shelf', () => {
  it('ends by time unacknowledged, by hand acknowledged', async () => {
    const memory = await alarmedUpTo(80);
    const shelved = await act(memory, HEAT, { action: 'SHELVE', until: until(100) });
    expect(shelved).toMatchObject({ state: 'SHELVED', shelvedUntil: '2026-03-01T01:40:00Z' });
    setMinute(memory, 100);
    expect((await alarmNamed(memory, HEAT)).state).toBe('UNACK_ALARM');
    await act(memory, HEAT, { action: 'SHELVE', until: until(120) });
    expect((await act(memory, HEAT, { action: 'UNSHELVE' })).state).toBe('ACK_ALARM');
  });

  it('needs an end between now and seven days from now', async () => {
    const memory = await alarmedUpTo(80);
    for (const end of [until(80), until(85), until(86 + 7 * 1440)]) {
      const refusal = await refusalOf(act(memory, HEAT, { action: 'SHELVE', until: end }));
      expect(refusal).toMatchObject({ code: 'alarm.shelf-end', kind: 'invalid', place: { field: 'until' } });
    }
    expect((await act(memory, HEAT, { action: 'SHELVE', until: until(85 + 7 * 1440) })).state).toBe(
      'SHELVED',
    );
  });

  it('is to be taken away before the alarm is acknowledged', async () => {
    const memory = await alarmedUpTo(80);
    await act(memory, HEAT, { action: 'SHELVE', until: until(200) });
    expect(await refusalOf(ack(memory))).toMatchObject({ code: 'alarm.shelved', kind: 'conflict' });
  });
});

describe('an owner', () => {
  it('is named, and named again only where it is another', async () => {
    const memory = await alarmedUpTo(80);
    for (const owner of ['ada', 'ada', 'ben']) await act(memory, HEAT, { action: 'ASSIGN', owner });
    expect(await alarmNamed(memory, HEAT)).toMatchObject({ state: 'UNACK_ALARM', owner: 'ben' });
    expect(kept(memory)).toHaveLength(2);
  });
});

describe('two actions at once', () => {
  /** The rival acts just before the first write of an action. */
  async function raced(memory: MemoryPorts, rival: () => Promise<unknown>, mine: AskedAction) {
    const racing = hooked(memory, { on: 'put', when: 'before', kind: 'alarmAction' }, async () => {
      await rival();
    });
    return act(racing, HEAT, mine, 'ben');
  }

  it('of the same kind: the second is answered with what the first left', async () => {
    const memory = await alarmedUpTo(80);
    const answer = await raced(memory, () => ack(memory), { action: 'ACKNOWLEDGE' });
    expect(answer.history.filter(({ by }) => by !== undefined)).toMatchObject([{ by: 'nora' }]);
    expect(kept(memory)).toHaveLength(1);
    const [object] = [...memory.kept.objects].filter(([name]) => name.includes('/ALARM/'));
    expect(Buffer.from(object![1]).toString()).toContain('nora');
  });

  it('of two kinds: the second is decided anew on what the first left', async () => {
    const memory = await alarmedUpTo(80);
    const shelve = () => act(memory, HEAT, { action: 'SHELVE', until: until(200) });
    const refused = await refusalOf(raced(memory, shelve, { action: 'ACKNOWLEDGE' }));
    expect(refused.code).toBe('alarm.shelved');
    const other = await alarmedUpTo(80);
    const answer = await raced(other, () => ack(other), { action: 'ASSIGN', owner: 'ben' });
    expect(answer).toMatchObject({ state: 'ACK_ALARM', owner: 'ben' });
    expect(kept(other)).toHaveLength(2);
  });
});

describe('what an action is refused of', () => {
  it('an alarm of which nothing is found, also once its data are withdrawn', async () => {
    const memory = await alarmedUpTo(0);
    const downlink = await sent(memory, 0, 80);
    expect(await refusalOf(ack(memory, 'LIMIT:FU1:temperature:LOW'))).toMatchObject({
      ...{ code: 'alarm.unknown', kind: 'not-found' },
    });
    expect((await refusalOf(ack(memory, 'LIMIT:FU9:temperature:HIGH'))).code).toBe('alarm.unknown');
    await ack(memory);
    await withdrawDownlink(memory, { experiment: ALARMED, downlink }, { by: 'test', reason: 'wrong unit' });
    await settleAll(memory);
    expect((await refusalOf(ack(memory))).code).toBe('alarm.unknown');
    await sent(memory, 0, 80);
    expect((await alarmNamed(memory, HEAT)).state).toBe('ACK_ALARM');
  });

  it(`more than ${MOST_ACTIONS} on one alarm`, async () => {
    const memory = await alarmedUpTo(80);
    for (let i = 0; i < MOST_ACTIONS; i++) await act(memory, HEAT, { action: 'ASSIGN', owner: `owner ${i}` });
    const more = await refusalOf(act(memory, HEAT, { action: 'ASSIGN', owner: 'one more' }));
    expect(more.code).toBe('alarm.too-many-actions');
  });
});
