/** Limits on the difference of twins, from files to what is listed, told and acted on (docs/design.md#limit). */
import { describe, expect, it } from 'vitest';
import { anomaliesText } from '../../../../functions/cli/text/anomalies-text.ts';
import { channelsText } from '../../../../functions/cli/text/channels-text.ts';
import { UNLIMITED } from '../../../../functions/cli/text/page.ts';
import { listAlarms } from '../../../../shared/usecases/answer/list-alarms.ts';
import { listAnomalies } from '../../../../shared/usecases/answer/list-anomalies.ts';
import { listChannels } from '../../../../shared/usecases/answer/list-channels.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { actOnAlarm } from '../../../../shared/usecases/tell/act-on-alarm.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const ID = 'twin-limits';
const LIMITS = '[{ phases: [culture], warning: [-0.5, 0.5], action: look at the flight heater }]';
const definition = (limits: string, offset = 0) => `
id: ${ID}
reference: activation
arms: [{ id: flight, kind: SPACEFLIGHT }, { id: ground, kind: GROUND_CONTROL_ASYNCHRONOUS }]
phases:
  - { id: stowage, to: activation, armed: false }
  - { id: culture, from: activation, armed: true }
units:
  - { id: FU1, arm: flight, events: [{ name: activation, at: 2026-03-01T01:00:00Z }], sensors: [{ id: T1, measures: temperature, calibrations: [{ polynomial: [${offset}, 1] }] }] }
  - { id: GU1, arm: ground, events: [{ name: activation, at: 2026-03-02T01:00:00Z }] }
pairs: [{ id: P1, flight: FU1, ground: GU1 }]
channels:
  - { id: temperature, unit: Cel, period: PT1M, storage: decimal(2), stuckAfter: PT1H, spike: none, limits: [{ warning: [20, 50] }], twin: { limits: ${limits} } }
sources:
  - { id: f, match: 'f*.csv', time: { column: t }, columns: { c: { unit: FU1, channel: temperature } } }
  - { id: g, match: 'g*.csv', time: { column: t }, columns: { c: { unit: GU1, channel: temperature } } }
`;

const csv = (day: number, from: number, to: number, value: (minute: number) => number) =>
  `t,c\n${Array.from({ length: to - from }, (_, i) => {
    const minute = from + i;
    const time = new Date(Date.UTC(2026, 2, day) + minute * 60_000).toISOString();
    return `${time},${value(minute).toFixed(2)}`;
  }).join('\n')}\n`;
const still = (minute: number) => 37 + (minute % 2) / 100;
/** Beyond while it is stowed, for three minutes of the culture, and at the end. */
const leaves = (minute: number) =>
  still(minute) + (minute < 50 || (minute >= 100 && minute < 103) || minute >= 170 ? 0.82 : 0);

async function taken(limits = LIMITS, offset = 0, flight = leaves): Promise<MemoryPorts> {
  const memory = memoryPorts();
  await applyExperiment(memory, ID, definition(limits, offset));
  // Ground first, flight in two dumps of which the later comes first.
  await upload(memory, ID, 'g.csv', csv(2, 0, 200, still));
  await upload(memory, ID, 'f2.csv', csv(1, 101, 200, flight));
  await settleAll(memory);
  await upload(memory, ID, 'f1.csv', csv(1, 0, 101, flight));
  await settleAll(memory);
  return memory;
}

describe('a limit on flight minus ground', () => {
  it('is found on the pair where both are armed, past and present, and nowhere on a unit', async () => {
    const { anomalies } = await listAnomalies(await taken(), ID, {});
    expect(anomalies).toMatchObject([
      {
        id: 'LIMIT:P1:temperature:DELTA_HIGH:2026-03-01T01:40:00Z',
        ...{ kind: 'LIMIT', pair: 'P1', blame: null, severity: 'WARNING' },
        ...{ from: '2026-03-01T01:40:00Z', to: '2026-03-01T01:42:00Z' },
        evidence: {
          samples: 3,
          mostSevereValue: 0.82,
          margin: 0.32,
          twins: { flight: 'FU1', ground: 'GU1' },
        },
      },
      { from: '2026-03-01T02:50:00Z', to: null, current: { asOf: '2026-03-01T03:19:00Z' } },
    ]);
    expect(anomalies).toHaveLength(2);
  });

  it('is held against calibrated readings', async () => {
    const { anomalies } = await listAnomalies(await taken(LIMITS, -0.4), ID, {});
    expect(anomalies).toEqual([]);
  });

  it('does not count what a sensor that stood still read', async () => {
    const { anomalies } = await listAnomalies(
      await taken(LIMITS, 0, (minute) => (minute >= 100 ? 38 : still(minute))),
      ID,
      {},
    );
    expect(anomalies.map(({ kind, unit }) => [kind, unit])).toEqual([['STUCK', 'FU1']]);
  });

  it('is one alarm of the pair, which an acknowledgement names', async () => {
    const memory = await taken();
    const alarm = 'LIMIT:P1:temperature:DELTA_HIGH';
    const { alarms } = await listAlarms(memory, ID, {});
    expect(alarms).toMatchObject([{ id: alarm, pair: 'P1', state: 'UNACK_ALARM', currentValue: 0.82 }]);
    const by = { by: 'nora', comment: null };
    await actOnAlarm(memory, { experiment: ID, alarm }, { action: 'ACKNOWLEDGE' }, by);
    expect((await listAlarms(memory, ID, {})).alarms).toMatchObject([{ state: 'ACK_ALARM' }]);
  });

  it('is told with what either unit read, and with what its own action says', async () => {
    const memory = await taken(LIMITS.replace('warning', 'critical'));
    const texts = memory.notifier.notices.map(({ text }) => text);
    expect(
      texts
        .find((text) => text.startsWith('Happened'))!
        .split('\n')
        .slice(0, 5),
    ).toEqual([
      'Happened 1 Mar 01:40 to 01:42 UTC (2 min), over: CRITICAL LIMIT P1 temperature in twin-limits.',
      'Beyond its limit: FU1 minus GU1 at worst +0.82 °C, 0.32 °C above the critical limit of +0.5 °C (3 pairs).',
      'Unit FU1: 37.82 °C at 1 Mar 01:40 UTC; nothing found in temperature up to 1 Mar 03:19 UTC.',
      'Unit GU1: 37 °C at 2 Mar 01:40 UTC (the same elapsed time); nothing found in temperature up to 2 Mar 03:19 UTC.',
      'Do: look at the flight heater.',
    ]);
  });

  it('stands in the matrix with its bounds, and on screens with the units and the limit', async () => {
    const memory = await taken();
    const { channels } = await listChannels(memory, ID, {});
    const cells = channels[0]!.detectors.filter(({ kind }) => kind === 'LIMIT');
    expect(cells.map(({ pair, looked, thresholds }) => [pair, looked, thresholds[0]?.text])).toEqual([
      [undefined, true, 'limits warning 20…50 °C (begins after 3 samples beyond, ends after 3 within)'],
      [
        'P1',
        true,
        'limits in culture warning -0.5…0.5 °C (begins after 3 samples beyond, ends after 3 within), flight minus ground',
      ],
    ]);
    expect(channelsText(await listChannels(memory, ID, {}), UNLIMITED)).toMatch(
      /LIMIT P1 +limits in culture/,
    );
    const view = { now: Date.UTC(2026, 2, 3), ucums: { temperature: 'Cel' }, hasParts: true };
    expect(anomaliesText(await listAnomalies(memory, ID, {}), view, UNLIMITED)).toContain(
      'FU1 minus GU1 +0.82 °C, 0.32 °C above the warning limit of +0.5 °C (30 pairs)',
    );
  });
});
