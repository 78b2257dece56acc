/** What settles after an event, from files and events to what is listed (docs/design.md#settling). */
import { describe, expect, it } from 'vitest';
import { anomaliesText } from '../../../../functions/cli/text/anomalies-text.ts';
import { UNLIMITED } from '../../../../functions/cli/text/page.ts';
import { listAnomalies } from '../../../../shared/usecases/answer/list-anomalies.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { recordEvents } from '../../../../shared/usecases/define/record-events.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const ID = 'settling';
const DEFINITION = `
id: ${ID}
reference: activation
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight, events: [{ name: activation, at: 2026-03-01T00:00:00Z }] }]
nominal: [{ event: medium-exchange, channels: [temperature], settle: PT1H }]
channels:
  - { id: temperature, unit: Cel, storage: decimal(2), period: PT1M, stuckAfter: none,
      limits: [{ warning: [36, 38], critical: [34, 39] }] }
sources:
  - { id: f, match: 'fu*.csv', time: { column: t }, columns: { temp: { unit: FU1, channel: temperature } } }
`;

/** Spikes at minutes 130 and 250; cold from 135 to 144, critically so from 138 on. */
function valueAt(minute: number): number {
  if (minute === 130 || minute === 250) return 37.9;
  if (minute >= 138 && minute < 145) return 33;
  return minute >= 135 && minute < 138 ? 35 : 37 + (minute % 3) / 100;
}

async function begun(): Promise<MemoryPorts> {
  const memory = memoryPorts();
  await applyExperiment(memory, ID, DEFINITION);
  const rows = Array.from({ length: 400 }, (_, minute) => {
    return `${new Date(Date.UTC(2026, 2, 1, 0, minute)).toISOString()},${valueAt(minute)}`;
  });
  await upload(memory, ID, 'fu1.csv', `${['t,temp', ...rows].join('\n')}\n`);
  await settleAll(memory);
  return memory;
}

const spikes = async (memory: MemoryPorts) =>
  (await listAnomalies(memory, ID, { kind: 'SPIKE' })).anomalies.map(({ from }) => from.slice(11, 16));

const TWINS = `
id: ${ID}
reference: activation
arms: [{ id: flight, kind: SPACEFLIGHT }, { id: ground, kind: GROUND_CONTROL_ASYNCHRONOUS }]
units:
  - { id: FU1, arm: flight, events: [{ name: activation, at: 2026-03-01T00:00:00Z }] }
  - { id: GU1, arm: ground, events: [{ name: activation, at: 2026-03-02T00:00:00Z }] }
pairs: [{ id: P1, flight: FU1, ground: GU1, plannedDelay: PT24H }]
channels:
  - { id: temperature, unit: Cel, storage: decimal(2), period: PT5M, stuckAfter: none, twin: { margin: 0.5 } }
sources:
  - { id: fu1, match: 'fu1.csv', time: { column: t }, columns: { temp: { unit: FU1, channel: temperature } } }
  - { id: gu1, match: 'gu1.csv', time: { column: t }, columns: { temp: { unit: GU1, channel: temperature } } }
`;

/** Two days of both; the flight unit is a degree warmer from its tenth hour on. */
async function apart(): Promise<MemoryPorts> {
  const memory = memoryPorts();
  await applyExperiment(memory, ID, TWINS);
  for (const [unit, day] of [
    ['FU1', 1],
    ['GU1', 2],
  ] as const) {
    const rows = Array.from({ length: 48 * 12 }, (_, i) => {
      const value = 37 + (i % 3) / 100 + (unit === 'FU1' && i >= 120 ? 1 : 0);
      return `${new Date(Date.UTC(2026, 2, day, 0, 5 * i)).toISOString()},${value}`;
    });
    await upload(memory, ID, `${unit.toLowerCase()}.csv`, `${['t,temp', ...rows].join('\n')}\n`);
    await settleAll(memory);
  }
  return memory;
}

describe('twins that stand apart', () => {
  const offsets = async (memory: MemoryPorts) =>
    (await listAnomalies(memory, ID, { kind: 'OFFSET' })).anomalies;

  it.each([
    ['FU1', '2026-03-01'],
    ['GU1', '2026-03-02'],
  ])('name the event of %s in whose settling it began', async (unit, day) => {
    const memory = await apart();
    expect(await offsets(memory)).toMatchObject([{ pair: 'P1', from: '2026-03-01T12:00:00Z' }]);
    expect((await offsets(memory))[0]?.explainedBy).toBeUndefined();
    const set = { name: 'set-point-change', accuracy: 'PT0S', source: 'log' };
    const late = { ...set, unit, at: `${day}T20:00:00Z` };
    await recordEvents(memory, ID, [late], 'nora');
    expect((await offsets(memory))[0]?.explainedBy).toBeUndefined();
    await recordEvents(memory, ID, [{ ...set, unit, at: `${day}T11:00:00Z` }], 'nora');
    await settleAll(memory);
    expect(await offsets(memory)).toMatchObject([
      { explainedBy: { event: 'set-point-change', at: `${day}T11:00:00Z` } },
    ]);
  });
});

describe('an event that a channel settles after', () => {
  it('silences what was learnt, says so, and leaves limits as they are, explained', async () => {
    const memory = await begun();
    expect(await spikes(memory)).toEqual(['02:10', '04:10']);
    const exchange = { name: 'medium-exchange', unit: 'FU1', at: '2026-03-01T02:00:00Z' };
    await recordEvents(memory, ID, [{ ...exchange, accuracy: 'PT0S', source: 'log' }], 'nora');
    await settleAll(memory);
    expect(await spikes(memory)).toEqual(['04:10']);
    const list = await listAnomalies(memory, ID, {});
    expect(list.lookedAt?.[0]?.settling).toEqual([
      {
        ...{ kinds: ['SPIKE', 'VARIANCE'], channels: ['temperature'], event: 'medium-exchange' },
        ...{ from: '2026-03-01T02:00:00Z', to: '2026-03-01T03:00:00Z' },
      },
    ]);
    expect(list.anomalies.filter(({ kind }) => kind === 'LIMIT')).toMatchObject([
      { severity: 'CRITICAL', explainedBy: { event: 'medium-exchange', at: '2026-03-01T02:00:00Z' } },
    ]);
    const text = anomaliesText(list, { now: 0, ucums: {}, hasParts: true }, UNLIMITED);
    expect(text).toContain(', while it settles after medium-exchange of 1 Mar 02:00 UTC');
    expect(text).toContain(
      'settling, not judged: SPIKE, VARIANCE on temperature of FU1\n  after medium-exchange: 1 stretch, 1 h, 1 Mar 02:00 to 03:00 UTC\n',
    );
  });

  it('says nothing of a range that it does not touch', async () => {
    const memory = await begun();
    const exchange = { name: 'medium-exchange', unit: 'FU1', at: '2026-03-01T02:00:00Z' };
    await recordEvents(memory, ID, [{ ...exchange, accuracy: 'PT0S', source: 'log' }], 'nora');
    await settleAll(memory);
    const from = Date.UTC(2026, 2, 1, 4) * 1000;
    expect((await listAnomalies(memory, ID, { from })).lookedAt?.[0]?.settling).toBeUndefined();
  });
});
