import { describe, expect, it } from 'vitest';
import { type Campaign, campaignFiles } from '../../../../shared/simulator/campaign.ts';
import type { Fault } from '../../../../shared/simulator/fault-kinds.ts';
import type { MissionOptions } from '../../../../shared/simulator/mission.ts';
import { quietCourse } from '../../../../shared/simulator/quiet-course.ts';
import { listAnomalies } from '../../../../shared/usecases/answer/list-anomalies.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const ACTIVATION = Date.parse('2026-03-01T06:00:00Z');
const ONSET = 1.5 * DAY;
const LOSS: Fault = {
  ...{ kind: 'heater-loss', unit: 'FU2', channel: 'heater' },
  ...{ onset: ONSET, size: 0.1, lasts: null },
};
const MOVED = 0.2;

const missionWith = (faults: readonly Fault[]): MissionOptions => ({
  ...{ seed: 5, days: 5, world: 'own', period: 120, activation: ACTIVATION * 1000, faults },
  ...{ centrifuge: false, clock: { ppm: 0 }, loop: 'pi', resolution: '0.01' },
});

/** As `simulate --loop pi` writes it: three flight units behind PI controllers, all in one dump. */
async function flown(faults: readonly Fault[]) {
  const link = { overlap: 0, packets: { dropped: 0, duplicated: 0, swapped: 0 }, shuffled: false };
  const once = { ...link, every: 20 * DAY, repeated: 0, layout: 'wide' } as const;
  const campaign: Campaign = {
    ...{ id: 'loop', title: 'A loop', mission: missionWith(faults) },
    downlinks: { flight: once, ground: once },
  };
  const texts = new Map<string, string>();
  for (const { files, text } of campaignFiles(campaign))
    for (const name of files) texts.set(name, (texts.get(name) ?? '') + text);
  const memory = memoryPorts();
  const named = (end: string) => [...texts].find(([name]) => name.endsWith(end))!;
  await applyExperiment(memory, 'loop', named('.yaml')[1]);
  const [name, text] = [...texts].find(([file]) => file.startsWith('flight') && file.endsWith('.csv'))!;
  await upload(memory, 'loop', name, text);
  await settleAll(memory);
  return memory;
}

/** Hours from the onset until the temperature has moved, without noise. */
function hoursUntilMoved(): number {
  const faulty = quietCourse(missionWith([LOSS]), 'FU2');
  const sound = quietCourse(missionWith([]), 'FU2');
  const moved = faulty.readings[0]!.findIndex(
    (reading, i) => Math.abs(reading - sound.readings[0]![i]!) > MOVED,
  );
  return moved < 0 ? Number.POSITIVE_INFINITY : (faulty.first + moved * faulty.period - ONSET) / HOUR;
}

describe('a heater that loses 10 % of its power a day behind a PI controller', () => {
  it('is told of from its duty, days before the temperature has moved by 0.2 °C, and no sibling with it', async () => {
    const { anomalies } = await listAnomalies(await flown([LOSS]), 'loop', { kind: 'DRIFT' });
    expect(anomalies[0]).toMatchObject({
      ...{ unit: 'FU2', blame: 'FU2', channels: ['heater'], severity: 'WARNING' },
      evidence: { reference: 'siblings', against: ['FU1', 'FU3'], sign: 1 },
    });
    expect(new Set(anomalies.map(({ unit }) => unit))).toEqual(new Set(['FU2']));
    const [first] = anomalies;
    if (first?.kind !== 'DRIFT') throw new Error('no drift');
    const raised = (Date.parse(first.evidence.raised) - ACTIVATION) / 1000 / HOUR - ONSET / HOUR;
    expect(raised).toBeGreaterThan(0);
    expect(raised).toBeLessThan(14);
    expect(hoursUntilMoved()).toBeGreaterThan(48);
  }, 30_000);

  it('is not seen where it loses nothing', async () => {
    expect((await listAnomalies(await flown([]), 'loop', { kind: 'DRIFT' })).anomalies).toEqual([]);
  }, 30_000);
});
