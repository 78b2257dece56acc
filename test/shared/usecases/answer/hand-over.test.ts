import { describe, expect, it } from 'vitest';
import { handoverText } from '../../../../functions/cli/text/handover-text.ts';
import { happenedRows } from '../../../../shared/contract/handover-words.ts';
import type { AskedAction } from '../../../../shared/domain/alarm/decide-action.ts';
import type { Severity } from '../../../../shared/domain/anomaly/anomaly.ts';
import { handOver } from '../../../../shared/usecases/answer/hand-over.ts';
import { listReceipts } from '../../../../shared/usecases/answer/show-receipt.ts';
import { withdrawDownlink } from '../../../../shared/usecases/arrive/withdraw-downlink.ts';
import { applyContacts } from '../../../../shared/usecases/define/apply-contacts.ts';
import { recordEvents } from '../../../../shared/usecases/define/record-events.ts';
import { actOnAlarm } from '../../../../shared/usecases/tell/act-on-alarm.ts';
import { applyRoutes } from '../../../../shared/usecases/tell/apply-routes.ts';
import { writeNote } from '../../../../shared/usecases/tell/write-note.ts';
import { ALARMED, alarmedUpTo, HEAT, sent } from '../../../support/alarm-experiment.ts';
import { settleAll } from '../../../support/run-stack.ts';

const at = (time: string) => Date.parse(`2026-03-01T${time}:00Z`) * 1000;
const CONTACTS = `aos,los,station
2026-03-01T01:30:00Z,2026-03-01T01:40:00Z,KIR
2026-03-01T02:20:00Z,2026-03-01T02:30:00Z,SVB
2026-03-01T09:00:00Z,2026-03-01T09:10:00Z,KIR
`;

/** Too warm from 01:00 to 01:29; a file at 01:35, and none at the contact of 02:20. */
async function onDuty() {
  const memory = await alarmedUpTo(0);
  await applyContacts(memory, ALARMED, CONTACTS, 'ada');
  await sent(memory, 0, 90);
  const known = { by: 'nora', comment: 'fan off' };
  await actOnAlarm(memory, { experiment: ALARMED, alarm: HEAT }, { action: 'ACKNOWLEDGE' }, known);
  const landing = {
    name: 'landing',
    unit: 'FU1',
    at: '2026-03-01T20:00:00Z',
    accuracy: 'PT1S',
    source: 'plan',
  };
  await recordEvents(memory, ALARMED, [landing], 'ada');
  await writeNote(memory, ALARMED, { text: 'door seal looks worn', at: at('00:30'), unit: 'FU1' }, 'nora');
  await settleAll(memory);
  memory.clock.setTo('2026-03-01T03:00:00Z');
  return memory;
}

describe('what is handed over', () => {
  it('says after when no contact is known, once the plan ends', async () => {
    const memory = await onDuty();
    memory.clock.setTo('2026-03-01T10:00:00Z');
    const told = await handOver(memory, ALARMED, { since: at('09:30') });
    expect(told.next).toMatchObject({ contacts: [], noContactAfter: '2026-03-01T09:10:00Z' });
    expect(handoverText(told, ALARMED, page(80))).toContain('no contact is known after 2026-03-01T09:10');
  });

  it('is what happened, is open, was missed and comes next, since an instant', async () => {
    const told = await handOver(await onDuty(), ALARMED, { since: at('01:00') });
    expect(told.happened.downlinks.all).toMatchObject([{ state: 'INGESTED', rejected: 0 }]);
    expect(told.happened.learnt.all).toMatchObject([
      { transition: 'OPENED', kind: 'LIMIT', unit: 'FU1', channels: ['temperature'], severity: 'WARNING' },
    ]);
    expect(told.happened.actions.all).toMatchObject([
      { alarm: HEAT, action: 'ACKNOWLEDGE', by: 'nora', comment: 'fan off' },
    ]);
    // Of before, and written down since.
    expect(told.happened.notes.all).toMatchObject([{ text: 'door seal looks worn' }]);
    expect(told.happened.events.all).toEqual([]);
    expect(told.open.alarms).toMatchObject([{ id: HEAT, state: 'ACK_ALARM' }]);
    expect(told.missed).toMatchObject({ contacts: [{ station: 'SVB', brought: 'NOTHING' }], failed: [] });
    expect(told.next).toMatchObject({
      contacts: [{ station: 'KIR', aos: '2026-03-01T09:00:00Z' }],
      events: [{ name: 'landing', unit: 'FU1', by: 'ada' }],
    });
    expect(told.lookedAt).toMatchObject([{ unit: 'FU1', to: '2026-03-01T01:29:00Z' }]);
    expect(told.pending).toBe(0);
  });

  it('says of each action its object: whom the alarm was given to, until when it is shelved', async () => {
    const memory = await onDuty();
    const act = (asked: AskedAction, comment: string | null) =>
      actOnAlarm(memory, { experiment: ALARMED, alarm: HEAT }, asked, { by: 'nora', comment });
    await act({ action: 'ASSIGN', owner: 'ben' }, 'knows heaters');
    await act({ action: 'SHELVE', until: at('05:00') }, null);
    memory.clock.setTo('2026-03-01T03:05:00Z');
    const told = await handOver(memory, ALARMED, { since: at('02:50') });
    const text = handoverText(told, ALARMED, page(120));
    expect(text).toMatch(/alarm: assign +LIMIT:FU1:temperature:HIGH to ben by nora: knows heaters/);
    expect(text).toMatch(/alarm: shelve +LIMIT:FU1:temperature:HIGH until 2026-03-01T05:00Z by nora\n/);
  });

  it('names first what people did: files withdrawn, plans and definitions put in force, with who and why', async () => {
    const memory = await onDuty();
    const [file] = (await listReceipts(memory, ALARMED)).downlinks;
    const hint = { experiment: ALARMED, downlink: file!.id };
    await withdrawDownlink(memory, hint, { by: 'ben', reason: 'clock wrong' });
    await applyContacts(memory, ALARMED, CONTACTS.replace('09:10', '09:12'), 'ben');
    await settleAll(memory);
    memory.clock.setTo('2026-03-01T03:05:00Z');
    const { happened } = await handOver(memory, ALARMED, { since: at('01:00') });
    expect(happened.changes.all).toContainEqual(
      expect.objectContaining({
        ...{ change: 'WITHDRAWN', by: 'ben', reason: 'clock wrong' },
        file: { id: file!.id, fileName: file!.fileName },
      }),
    );
    expect(happened.changes.all).toContainEqual(
      expect.objectContaining({ change: 'CONTACTS', revision: 2, by: 'ben' }),
    );
    const whats = happenedRows(happened).map(([, what]) => what);
    expect(whats.indexOf('file withdrawn')).toBeLessThan(whats.indexOf('file WITHDRAWN'));
    const since = await handOver(memory, ALARMED, { since: at('03:04') });
    expect(since.happened.changes.all).toEqual([]);
  });

  it('tells a gap of earlier data that was found in the shift among what was missed', async () => {
    const memory = await alarmedUpTo(30);
    await sent(memory, 90, 120);
    memory.clock.setTo('2026-03-01T05:00:00Z');
    const { happened } = await handOver(memory, ALARMED, { since: at('00:00') });
    const found = happened.learnt.all.find(({ kind }) => kind === 'GAP');
    expect(Date.parse(found?.to ?? '')).toBeLessThan(Date.parse(found?.at ?? ''));
    const before = await handOver(memory, ALARMED, { since: Date.parse(found?.at ?? '') * 1000 - 1000 });
    expect(before.missed.gaps.all).toMatchObject([{ unit: 'FU1', from: found?.from }]);
    // Found before, and of earlier data: the shift before was told.
    const after = await handOver(memory, ALARMED, { since: at('04:00') });
    expect(after.missed.gaps.all).toEqual([]);
  });

  it('leaves out what is older, and refuses an instant that is still to come', async () => {
    const memory = await onDuty();
    const told = await handOver(memory, ALARMED, { since: at('02:50') });
    expect(told.happened.learnt.all).toEqual([]);
    expect(told.happened.downlinks.all).toEqual([]);
    // What is open stays open however old it is.
    expect(told.open.alarms).toHaveLength(1);
    await expect(handOver(memory, ALARMED, { since: at('03:10') })).rejects.toMatchObject({
      code: 'handover.range-empty',
    });
  });

  it('says that without a plan no contact can be missed', async () => {
    const memory = await alarmedUpTo(90);
    memory.clock.setTo('2026-03-01T03:00:00Z');
    const told = await handOver(memory, ALARMED, { since: at('01:00') });
    expect(told.missed).not.toHaveProperty('contacts');
    expect(handoverText(told, ALARMED, page(80))).toContain('contacts: there is no plan');
  });

  it('says first what nobody was told: what no route takes, and what no receiver took', async () => {
    const memory = await alarmedUpTo(0);
    const put = (id: string, severities: readonly Severity[]) =>
      applyRoutes(
        memory,
        ALARMED,
        [{ id, via: 'webhook', url: 'https://h.example.org', severities: [...severities] }],
        {
          by: 'ada',
          allowed: [],
        },
      );
    await put('phone', ['SEVERE']);
    await sent(memory, 0, 70);
    await put('chat', ['CRITICAL']);
    memory.notifier.receiver = async () => ({ taken: false, why: 'the receiver answered 503' });
    await sent(memory, 70, 120);
    const told = await handOver(memory, ALARMED, { since: at('00:10') });
    const { findings, messages } = told.missed.untold;
    expect(findings.all).toMatchObject([
      { state: 'UNROUTED', kind: 'LIMIT', severity: 'WARNING', channels: ['temperature'] },
    ]);
    expect(messages.all).toMatchObject([
      { route: 'chat', state: 'WAITING', error: 'the receiver answered 503' },
    ]);
    const co2 = told.happened.learnt.all.filter(({ channels }) => channels.includes('co2'));
    expect(co2.map(({ toldAt }) => toldAt)).toEqual([undefined]);
    const text = handoverText(told, ALARMED, page(200));
    expect(text).toContain('nobody was told of WARNING LIMIT FU1 temperature, found');
    expect(text).toContain(': no route takes WARNING\n');
    expect(text).toContain(' by route chat not taken yet: alarmed: CRITICAL LIMIT FU1 co2');
  });

  it('fits into 80 columns', async () => {
    const told = await handOver(await onDuty(), ALARMED, { since: at('01:00') });
    const text = handoverText(told, ALARMED, page(80));
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
    for (const said of [
      'what happened',
      'acknowledged',
      'contact 2026-03-01T02:20Z to 2026-03-01T02:30Z over SVB: no file came',
      'event landing of FU1 2026-03-01T20:00Z',
      'looked at:',
    ])
      expect(text).toContain(said);
  });
});

function page(width: number) {
  return { width, isColoured: false };
}
