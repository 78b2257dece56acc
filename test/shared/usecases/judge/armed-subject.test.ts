/** Routes, limits and summaries follow the phases, whenever their events are learnt. */
import { describe, expect, it } from 'vitest';
import { JOURNAL, journalKind } from '../../../../shared/domain/journal/journal-record.ts';
import { listAnomalies } from '../../../../shared/usecases/answer/list-anomalies.ts';
import { queryDelta } from '../../../../shared/usecases/answer/query-deltas.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { recordEvents } from '../../../../shared/usecases/define/record-events.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { actOnce, settleAll, upload } from '../../../support/run-stack.ts';

const T0 = Date.parse('2026-03-01T00:00:00Z');
const instant = (hour: number) => new Date(T0 + hour * 3_600_000).toISOString().replace('.000', '');

interface Hours {
  readonly activation?: number;
  readonly fixation?: number;
}

function unit(id: string, arm: string, hours: Hours): string {
  const events = Object.entries(hours).map(([name, hour]) => `{ name: ${name}, at: ${instant(hour)} }`);
  return `  - { id: ${id}, arm: ${arm}, events: [${events.join(', ')}] }`;
}

const definition = (flight: Hours, ground: Hours, limits = '{ critical: [30, 40] }', rest = '') => `
id: phases
reference: activation
arms: [{ id: flight, kind: SPACEFLIGHT }, { id: ground, kind: GROUND_CONTROL_SYNCHRONOUS }]
phases:
  - { id: stowage, to: activation, armed: false }
  - { id: culture, from: activation, to: fixation, armed: true }
  - { id: preserved, from: fixation, armed: false }
units:
${unit('FU1', 'flight', flight)}
${unit('GU1', 'ground', ground)}
pairs: [{ id: P1, flight: FU1, ground: GU1 }]
channels:
  - { id: temperature, unit: Cel, period: PT1H, stuckAfter: PT6H, limits: [${limits}], twin: { margin: 0.5 }${rest} }
sources:
  - { id: f, match: 'fu*.csv', time: { column: t }, columns: { temp: { unit: FU1, channel: temperature } } }
  - { id: g, match: 'gu*.csv', time: { column: t }, columns: { temp: { unit: GU1, channel: temperature } } }
`;

/** Hourly readings from an hour on; null where nothing was received. */
function csv(from: number, values: readonly (number | null)[]): string {
  const rows = values.flatMap((value, i) => (value === null ? [] : [`${instant(from + i)},${value}`]));
  return `t,temp\n${rows.join('\n')}\n`;
}
const lively = (count: number, around = 37) =>
  Array.from({ length: count }, (_, i) => around + (i % 2 === 0 ? 0 : 0.1));

async function campaign(text: string): Promise<MemoryPorts> {
  const memory = memoryPorts();
  await applyExperiment(memory, 'phases', text);
  return memory;
}

async function take(memory: MemoryPorts, name: string, content: string): Promise<void> {
  await upload(memory, 'phases', name, content);
  await settleAll(memory);
}

async function journalOf(memory: MemoryPorts): Promise<string[]> {
  const found: string[] = [];
  for await (const { item } of memory.catalogue.list(journalKind, 'phases', `${JOURNAL}#`)) {
    const fate = item.sentAt !== null ? 'sent' : item.supersededAt !== null ? 'superseded' : 'kept';
    found.push(`${item.anomaly.kind} ${item.id.split('Z:')[1]} ${item.route} ${fate}`);
  }
  return found.sort();
}

const event = (name: string, unitId: string, hour: number) => ({
  ...{ name, unit: unitId, at: instant(hour), accuracy: 'PT1S', source: 'log' },
});

describe('an anomaly in a phase that is not armed', () => {
  it('is shown and told to nobody, whether it is beyond limits, stuck or a gap', async () => {
    const memory = await campaign(definition({ activation: 100 }, {}));
    const gap = [null, null, null, null];
    await take(
      memory,
      'fu.csv',
      csv(0, [...lively(5), ...gap, ...lively(3), 41, 42, 41.5, ...new Array(8).fill(42)]),
    );
    expect(await journalOf(memory)).toEqual([
      'GAP OPENED:1 SHOW kept',
      'LIMIT OPENED:1 SHOW kept',
      'STUCK OPENED:1 SHOW kept',
    ]);
    expect(memory.notifier.notices).toEqual([]);
  });

  it('is told once it lasts into one that is', async () => {
    const memory = await campaign(definition({ activation: 20 }, {}));
    await take(memory, 'fu1.csv', csv(0, [...lively(10), ...new Array(9).fill(36)]));
    expect(await journalOf(memory)).toEqual(['STUCK OPENED:1 SHOW kept']);
    await take(memory, 'fu2.csv', csv(19, [36, 36]));
    expect(await journalOf(memory)).toEqual([
      'STUCK OPENED:1 SHOW kept',
      'STUCK RAISED:1:CRITICAL:PAGE PAGE sent',
    ]);
    expect(memory.notifier.notices[0]?.text).toMatch(/^As of 1 Mar 20:00 UTC, /);
  });
});

describe('an event that is recorded late', () => {
  it('ends the phase where it says: what came after it is told to nobody any more', async () => {
    const memory = await campaign(definition({ activation: 2 }, {}));
    await take(memory, 'fu1.csv', csv(0, [...lively(10), 41, 42, 43]));
    expect(await journalOf(memory)).toEqual(['LIMIT OPENED:1 PAGE sent']);
    await recordEvents(memory, 'phases', [event('fixation', 'FU1', 11)], 'me');
    await settleAll(memory);
    await take(memory, 'fu2.csv', csv(13, new Array(8).fill(44)));
    expect(await journalOf(memory)).toEqual(['LIMIT OPENED:1 PAGE sent', 'STUCK OPENED:1 SHOW kept']);
  });

  it('supersedes a message that was not sent yet', async () => {
    const memory = await campaign(definition({ activation: 2 }, {}));
    await upload(memory, 'phases', 'fu1.csv', csv(0, [...lively(10), 41, 42, 43]));
    while (memory.queues.notify.hints.length === 0) await actOnce(memory);
    await recordEvents(memory, 'phases', [event('fixation', 'FU1', 11)], 'me');
    await settleAll(memory);
    expect(await journalOf(memory)).toEqual(['LIMIT OPENED:1 PAGE superseded']);
    expect(memory.notifier.notices).toEqual([]);
  });

  it('moves the limits of its phases, and the anomalies with them', async () => {
    const ofCulture = '{ phases: [culture], critical: [30, 40] }';
    const memory = await campaign(definition({ activation: 2 }, {}, ofCulture));
    await take(memory, 'fu1.csv', csv(0, [...lively(10), 41, 42, 43, 41, 42, 43]));
    const spans = async () => {
      const { anomalies } = await listAnomalies(memory, 'phases', { kind: 'LIMIT' });
      return anomalies.map(({ from, to }) => [from, to]);
    };
    expect(await spans()).toEqual([[instant(10), null]]);
    await recordEvents(memory, 'phases', [event('fixation', 'FU1', 14)], 'me');
    await settleAll(memory);
    expect(await spans()).toEqual([[instant(10), instant(13)]]);
    const { events } = await recordEvents(memory, 'phases', [event('fixation', 'FU1', 11)], 'me');
    expect(events).toHaveLength(1);
    await settleAll(memory);
    // The latest fixation holds; to move it back, the event must supersede the other one.
    expect(await spans()).toEqual([[instant(10), instant(13)]]);
  });

  it('shows a rate limit of another phase nothing of a spin-up', async () => {
    const rate = ', rate: [{ phases: [culture], warning: [-1, 1], over: PT3H, per: PT1H }]';
    const ramp = Array.from({ length: 8 }, (_, i) => 20 + 5 * i);
    const values = [20, 20.1, 20, ...ramp, ...lively(6, 60)];
    const found = async (activation: number) => {
      const memory = await campaign(definition({ activation }, {}, '{ watch: [null, 99] }', rate));
      await take(memory, 'fu1.csv', csv(0, values));
      return (await listAnomalies(memory, 'phases', { kind: 'RATE' })).anomalies.length;
    };
    expect(await found(11)).toBe(0);
    expect(await found(2)).toBe(1);
  });
});

describe('a pair', () => {
  const apart = csv(0, lively(60, 38));
  const alike = csv(0, lively(60, 37));
  const journal = async (flight: Hours, ground: Hours) => {
    const memory = await campaign(definition(flight, ground));
    await take(memory, 'fu1.csv', apart);
    await take(memory, 'gu1.csv', alike);
    return { memory, entries: await journalOf(memory) };
  };

  it('alarms while both of its units are in armed phases', async () => {
    const { memory, entries } = await journal({ activation: 0 }, { activation: 0 });
    expect(entries).toEqual(['OFFSET OPENED:1 MAIL sent']);
    expect(memory.notifier.notices[0]?.text).toMatch(/^As of 3 Mar 11:00 UTC, /);
  });

  it('alarms as planned where the ground unit has no events of its own', async () => {
    expect((await journal({ activation: 0 }, {})).entries).toEqual(['OFFSET OPENED:1 MAIL sent']);
  });

  it('does not alarm once its ground unit was fixed, and sums up only what came before', async () => {
    const { memory, entries } = await journal({ activation: 0 }, { activation: 0, fixation: 40 });
    expect(entries).toEqual(['OFFSET OPENED:1 SHOW kept']);
    const delta = await queryDelta(memory, 'phases', { pair: 'P1', channel: 'temperature' });
    expect([delta.summary.pairedSamples, delta.summaryAll.pairedSamples]).toEqual([40, 60]);
  });

  it('does not alarm once its flight unit was', async () => {
    const { entries } = await journal({ activation: 0, fixation: 30 }, { activation: 0 });
    expect(entries).toEqual(['OFFSET OPENED:1 SHOW kept']);
  });
});
