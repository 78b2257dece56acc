/** What a fault shows as, by its truth, against what the service finds in the mission: all of it, and nothing else. */
import { describe, expect, it } from 'vitest';
import { UNLIMITED } from '../../../functions/cli/text/page.ts';
import { isWholeTruth, truthSchema, truthTable, truthText } from '../../../functions/cli/text/truth-table.ts';
import { WHY_NOT_DRIVEN } from '../../../shared/domain/experiment/reading-step.ts';
import { campaignFiles } from '../../../shared/simulator/campaign.ts';
import type { MissionOptions } from '../../../shared/simulator/mission.ts';
import { parseFault } from '../../../shared/simulator/parse-fault.ts';
import { listAnomalies } from '../../../shared/usecases/answer/list-anomalies.ts';
import { applyExperiment } from '../../../shared/usecases/define/apply-experiment.ts';
import { recordEvents } from '../../../shared/usecases/define/record-events.ts';
import { memoryPorts } from '../../support/memory-ports.ts';
import { settleAll, upload } from '../../support/run-stack.ts';
import { DAY } from './mission.ts';

const ID = 'faults';

const missionWith = (
  faults: readonly string[],
  loop: MissionOptions['loop'],
  resolution: MissionOptions['resolution'] = '0.01',
): MissionOptions => ({
  ...{
    seed: 11,
    days: 6,
    world: 'shared',
    period: 120,
    activation: Date.parse('2026-03-01T06:00:00Z') * 1000,
  },
  ...{
    faults: faults.map(parseFault),
    centrifuge: faults.some((fault) => fault.startsWith('centrifuge')),
    clock: { ppm: 0 },
    loop,
    resolution,
  },
});

/** All files of the mission, each side in one dump. */
function filesOf(mission: MissionOptions): ReadonlyMap<string, string> {
  const link = { overlap: 0, packets: { dropped: 0, duplicated: 0, swapped: 0 }, shuffled: false };
  const once = { ...link, every: 20 * DAY, repeated: 0, layout: 'wide' } as const;
  const texts = new Map<string, string>();
  const downlinks = { flight: once, ground: once };
  for (const { files, text } of campaignFiles({ id: ID, title: 'Faults', mission, downlinks }))
    for (const name of files) texts.set(name, (texts.get(name) ?? '') + text);
  return texts;
}

async function foundIn(mission: MissionOptions) {
  const files = filesOf(mission);
  const memory = memoryPorts();
  await applyExperiment(memory, ID, files.get('definition.yaml')!);
  const commands = files.get('events.csv')!.trim().split('\n').slice(1);
  const events = commands.map((line) => {
    const [name = '', unit = '', planned = '', at = '', accuracy = '', source = ''] = line.split(',');
    return { name, unit, planned, at, accuracy, source };
  });
  await recordEvents(memory, ID, events, 'test');
  for (const [name, text] of files) if (name.endsWith('-001.csv')) await upload(memory, ID, name, text);
  await settleAll(memory);
  return { files, ...(await listAnomalies(memory, ID, {})) };
}

async function tableOf(faults: readonly string[], loop: MissionOptions['loop']) {
  const { files, anomalies } = await foundIn(missionWith(faults, loop));
  return truthTable(truthSchema.parse(JSON.parse(files.get('truth.json')!)).faults, anomalies);
}

const foundElse = async (faults: readonly string[], loop: MissionOptions['loop']) => {
  const table = await tableOf(faults, loop);
  return isWholeTruth(table) ? '' : truthText(table, UNLIMITED);
};

describe('faults of a unit', () => {
  it.each([
    ['pi', 'heater-loss:FU1:heater:P1D:0.1'],
    ['thermostat', 'detached:FU1:temperature@T1:P2D:0.2'],
    ['pi', 'fan-stop:FU1:temperature:P2D:3'],
    ['pi', 'pump-stall:FU1:*:P2D:P2D'],
    ['pi', 'centrifuge-stop:CU1:*:P2D:P1D'],
    ['pi', 'drift:FU1:temperature@T1:P1D:0.3'],
    ['pi', 'variance:FU1:temperature:P2D:3'],
    ['pi', 'power-cycle:FU1:*:P2DT3H:PT2H'],
    ['thermostat', 'power-cycle:FU1:*:P2DT3H:PT2H'],
    ['thermostat', 'heater-loss:FU1:heater:P1D:0.1'],
    ['thermostat', 'variance:FU1:humidity:P2D:0.3'],
  ] as const)(
    'behind a %s: %s',
    async (loop, fault) => {
      expect(await foundElse([fault], loop)).toBe('');
    },
    60_000,
  );

  it.each(['pi', 'thermostat'] as const)(
    'there are none: %s',
    async (loop) => {
      expect(await foundElse([], loop)).toBe('');
    },
    60_000,
  );
});

describe('a healthy loop', () => {
  it.each([
    ['pi', '0.1'],
    ['pi', '0.01'],
    ['thermostat', '0.1'],
    ['thermostat', '0.01'],
  ] as const)(
    '%s with a sensor of %s °C has no spike in what it drives, and says that none is looked for',
    async (loop, resolution) => {
      const { anomalies, lookedFor } = await foundIn(missionWith([], loop, resolution));
      const spikes = anomalies.filter(({ kind }) => kind === 'SPIKE').flatMap(({ channels }) => channels);
      expect(spikes.filter((series) => series === 'heater')).toEqual([]);
      // Of ten sensors in each of six units over six days.
      expect(spikes.length).toBeLessThan(12);
      expect(lookedFor.filter(({ kind, channel }) => kind === 'SPIKE' && channel === 'heater')).toEqual([
        { kind: 'SPIKE', channel: 'heater', looked: false, why: WHY_NOT_DRIVEN },
      ]);
    },
    60_000,
  );
});
