import { describe, expect, it } from 'vitest';
import { subjectKey, subjectKind } from '../../../../shared/domain/anomaly/subject.ts';
import { JOURNAL, journalKey, journalKind } from '../../../../shared/domain/journal/journal-record.ts';
import { ingestDownlink } from '../../../../shared/usecases/arrive/ingest-downlink.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { journalAnomalies } from '../../../../shared/usecases/judge/journal-anomalies.ts';
import { watch } from '../../../../shared/usecases/watch.ts';
import { die, hooked } from '../../../support/hooked-ports.ts';
import { OVER, ongoing } from '../../../support/journal-cases.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { actOnce, settleAll, upload } from '../../../support/run-stack.ts';

const definition = (warning: string) => `
id: alarms
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels:
  - { id: temperature, unit: Cel, period: PT1H, stuckAfter: none, limits: [{ warning: ${warning}, critical: [30, 40], minViolations: 2 }] }
sources: [{ id: s, match: '*.csv', time: { column: t }, columns: { temp: { unit: FU1, channel: temperature } } }]
`;
const hours = (from: number, values: readonly number[]) =>
  `t,temp\n${values.map((value, i) => `2026-03-01T${String(from + i).padStart(2, '0')}:00:00Z,${value}`).join('\n')}\n`;

const entriesOf = (memory: MemoryPorts) =>
  Array.fromAsync(memory.catalogue.list(journalKind, 'alarms', `${JOURNAL}#`));

async function journalOf(memory: MemoryPorts): Promise<string[]> {
  return (await entriesOf(memory))
    .map(({ item }) => `${item.id.split('Z:')[1]} ${item.route} ${item.sentAt === null ? 'kept' : 'sent'}`)
    .sort();
}

async function started(): Promise<MemoryPorts> {
  const memory = memoryPorts();
  await applyExperiment(memory, 'alarms', definition('[36, 38]'));
  await upload(memory, 'alarms', 'a.csv', hours(0, [37, 39, 39, 39]));
  await settleAll(memory);
  return memory;
}

describe('what is told of an alarm', () => {
  it('is one mail for a warning that holds, however often its data is looked at', async () => {
    const memory = await started();
    await upload(memory, 'alarms', 'b.csv', hours(4, [39]));
    await settleAll(memory);
    expect(await journalOf(memory)).toEqual(['OPENED:1 MAIL sent']);
    expect(memory.notifier.notices).toHaveLength(1);
    expect(memory.notifier.notices[0]).toMatchObject({
      route: 'MAIL',
      subject: 'alarms: WARNING LIMIT FU1 temperature',
    });
  });

  it('is a page once it becomes critical', async () => {
    const memory = await started();
    await upload(memory, 'alarms', 'b.csv', hours(4, [41, 42]));
    await settleAll(memory);
    expect(await journalOf(memory)).toEqual(['OPENED:1 MAIL sent', 'RAISED:1:CRITICAL:PAGE PAGE sent']);
    expect(memory.notifier.notices.map(({ route }) => route)).toEqual(['MAIL', 'PAGE']);
  });

  it('is told again when it was withdrawn and returns', async () => {
    const memory = await started();
    await applyExperiment(memory, 'alarms', definition('[36, 39.5]'));
    await settleAll(memory);
    await applyExperiment(memory, 'alarms', definition('[36, 38]'));
    await settleAll(memory);
    // Within five minutes of the first message of the group.
    expect(memory.notifier.notices).toHaveLength(1);
    memory.clock.advance(300);
    await watch(memory);
    await settleAll(memory);
    expect(await journalOf(memory)).toEqual([
      'OPENED:1 MAIL sent',
      'OPENED:2 MAIL sent',
      'WITHDRAWN:1 SHOW kept',
    ]);
    expect(memory.notifier.notices.map(({ route }) => route)).toEqual(['MAIL', 'MAIL']);
  });

  it('is nothing for a past that is over, and one mail where that was critical', async () => {
    for (const [value, entered, sent] of [
      [39, 'OPENED:1 SHOW kept', []],
      [41, 'OPENED:1 MAIL sent', ['alarms: NOTICE, over: CRITICAL LIMIT FU1 temperature']],
    ] as const) {
      const memory = memoryPorts();
      await applyExperiment(memory, 'alarms', definition('[36, 38]'));
      await upload(memory, 'alarms', 'a.csv', hours(0, [37, value, value, value, 37, 37, 37, 37]));
      await settleAll(memory);
      expect(await journalOf(memory)).toEqual([entered]);
      expect(memory.notifier.notices.map(({ subject }) => subject)).toEqual(sent);
    }
  });

  it('is told once its phase becomes armed, though it opened before', async () => {
    const memory = memoryPorts();
    const armedLater = `${definition('[36, 38]')}
reference: activation
phases: [{ id: stowage, to: activation, armed: false }, { id: culture, from: activation, armed: true }]
`.replace(
      'units: [{ id: FU1, arm: flight }]',
      'units: [{ id: FU1, arm: flight, events: [{ name: activation, at: 2026-03-01T05:00:00Z }] }]',
    );
    await applyExperiment(memory, 'alarms', armedLater);
    await upload(memory, 'alarms', 'a.csv', hours(0, [37, 41, 41, 41]));
    await settleAll(memory);
    expect(await journalOf(memory)).toEqual(['OPENED:1 SHOW kept']);
    await upload(memory, 'alarms', 'b.csv', hours(4, [41, 41, 41]));
    await settleAll(memory);
    expect(await journalOf(memory)).toEqual(['OPENED:1 SHOW kept', 'RAISED:1:CRITICAL:PAGE PAGE sent']);
  });

  it('is nothing when it has ended before the message went out', async () => {
    const memory = memoryPorts();
    await applyExperiment(memory, 'alarms', definition('[36, 38]'));
    await upload(memory, 'alarms', 'a.csv', hours(0, [37, 39, 39]));
    while (memory.queues.notify.hints.length === 0) await actOnce(memory);
    const [waiting] = memory.queues.notify.hints.splice(0);
    const downlink = await upload(memory, 'alarms', 'b.csv', hours(3, [37, 37, 37, 37]));
    await ingestDownlink(memory, { experiment: 'alarms', downlink });
    await settleAll(memory);
    await memory.queues.notify.send(waiting);
    await settleAll(memory);
    expect(memory.notifier.notices).toEqual([]);
    expect(await journalOf(memory)).toEqual(['OPENED:1 MAIL kept']);
  });

  it('is nothing again in a journal from before its entries held their opening, and a page once it is worse', async () => {
    const memory = await started();
    await upload(memory, 'alarms', 'b.csv', hours(4, [41, 42]));
    await settleAll(memory);
    for (const { item } of await entriesOf(memory)) {
      const { opening, reason, untold, ...old } = item;
      expect({ opening, reason, untold }).toMatchObject({ opening: 1, reason: expect.any(String) });
      const key = journalKey('alarms', item.id);
      const stored = await memory.catalogue.get(journalKind, key);
      await memory.catalogue.put(journalKind, key, old, stored!.version);
    }
    await upload(memory, 'alarms', 'c.csv', hours(6, [42]));
    await settleAll(memory);
    expect(memory.notifier.notices.map(({ route }) => route)).toEqual(['MAIL', 'PAGE']);
    await applyExperiment(
      memory,
      'alarms',
      definition('[36, 38]').replace('critical: [30, 40]', 'severe: [30, 40]'),
    );
    await settleAll(memory);
    expect(await journalOf(memory)).toEqual([
      'OPENED:1 MAIL sent',
      'RAISED:1:CRITICAL:PAGE PAGE sent',
      'RAISED:1:SEVERE:PAGE PAGE sent',
    ]);
  });

  it('is told of what became worse after a run that died had entered it', async () => {
    const memory = await started();
    const key = subjectKey('alarms', 1, 'unit', 'FU1');
    const subject = await memory.catalogue.get(subjectKind, key);
    await memory.catalogue.put(subjectKind, key, { ...subject!.item, journaled: null }, subject!.version);
    await upload(memory, 'alarms', 'b.csv', hours(4, [41, 42]));
    await settleAll(memory);
    expect(await journalOf(memory)).toEqual(['OPENED:1 MAIL sent', 'RAISED:1:CRITICAL:PAGE PAGE sent']);
  });
});

it('what somebody must hear is entered before what nobody hears of', async () => {
  const memory = memoryPorts();
  const over = [1, 2, 3].map((i) => ({ ...OVER, id: `${OVER.id}:${i}`, severity: 'WARNING' as const }));
  const lists = { before: [], after: [...over, ongoing('CRITICAL')] };
  const armed = [{ from: -Infinity, to: Infinity }];
  const dies = hooked(memory, { on: 'put', when: 'after', kind: 'journal' }, die);
  const context = { experiment: 'alarms', subject: { kind: 'unit', id: 'FU1' }, armed } as const;
  await expect(journalAnomalies(dies, lists, context)).rejects.toThrow('killed');
  expect(await journalOf(memory)).toEqual(['OPENED:1 PAGE kept']);
  await journalAnomalies(memory, lists, context);
  expect(await entriesOf(memory)).toHaveLength(4);
});
