import { describe, expect, it } from 'vitest';
import {
  EXPERIMENTS,
  experimentKey,
  experimentKind,
} from '../../../../shared/domain/experiment/experiment-record.ts';
import { listAnomalies } from '../../../../shared/usecases/answer/list-anomalies.ts';
import { listChannels } from '../../../../shared/usecases/answer/list-channels.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { withDamaged } from '../../../support/damaged-items.ts';
import { type Moved, RACK, rackDefinition, rackFiles, rampOf } from '../../../support/drift-experiment.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const QUIET: Moved = () => 0;
const serialled = (text: string) => text.replaceAll(/id: (FU(\d)), arm/g, 'id: $1, serial: FM-0$2, arm');
const FLIGHT = serialled(rackDefinition());
const rehearsalNamed = (id: string) =>
  FLIGHT.replace(`id: ${RACK}`, `id: ${id}\nmode: REHEARSAL`).replace('title:', 'title: Rehearsal,');

async function rehearsed(days = 4, definition = rehearsalNamed('r1')) {
  const memory = memoryPorts();
  await applyExperiment(memory, 'r1', definition);
  await fly(memory, 'r1', days, 11);
  return memory;
}

async function fly(
  memory: ReturnType<typeof memoryPorts>,
  id: string,
  days: number,
  seed: number,
  moved = QUIET,
) {
  for (const [name, text] of rackFiles(moved, seed, days)) await upload(memory, id, name, text);
  await settleAll(memory);
}

async function noiseSaid(memory: ReturnType<typeof memoryPorts>) {
  const { channels } = await listChannels(memory, RACK, { channel: 'temperature' });
  const drift = channels[0]!.detectors.find(({ kind }) => kind === 'DRIFT')!;
  return drift.thresholds.find(({ name }) => name === 'noise')!.value;
}

describe('noise from a rehearsal of the same serials', () => {
  it('is looked up when the flight is applied, told with its source, and judged by from the first block on', async () => {
    const memory = await rehearsed();
    expect((await applyExperiment(memory, RACK, FLIGHT)).warnings).toEqual([]);
    expect(await noiseSaid(memory)).toMatch(
      /^FU1: phi 0\.\d+ from rehearsal r1, sd 0\.0\d+ Cel from rehearsal r1, mean learnt; FU2: /,
    );
    await fly(memory, RACK, 3, 1, rampOf(1, 0.3, 0.5));
    const { anomalies } = await listAnomalies(memory, RACK, {});
    expect(anomalies).toMatchObject([
      {
        unit: 'FU2',
        evidence: {
          noise: { phi: { from: 'rehearsal' }, sd: { from: 'rehearsal' }, mean: { from: 'learnt' } },
        },
      },
    ]);
  });

  it('stays as it was frozen where a later rehearsal says otherwise, which is a warning, until another document comes', async () => {
    const memory = await rehearsed();
    await applyExperiment(memory, RACK, FLIGHT);
    const frozen = await noiseSaid(memory);
    await applyExperiment(memory, 'r2', rehearsalNamed('r2'));
    await fly(memory, 'r2', 5, 12);
    const again = await applyExperiment(memory, RACK, FLIGHT);
    expect(again).toMatchObject({
      revision: 1,
      warnings: [
        {
          code: 'definition.later-rehearsal',
          message: expect.stringMatching(
            /^the rehearsal r2 \(data to 2026-03-05T23:59:00Z\) says something else/,
          ),
        },
      ],
    });
    expect(await noiseSaid(memory)).toBe(frozen);
    const changed = await applyExperiment(memory, RACK, FLIGHT.replace('Three', 'Our three'));
    expect(changed).toMatchObject({ revision: 2, warnings: [] });
    expect(await noiseSaid(memory)).toContain('from rehearsal r2');
  });

  it('is kept beside the raw files with the record that it belongs to', async () => {
    const memory = await rehearsed();
    await applyExperiment(memory, RACK, FLIGHT);
    const record = (await memory.catalogue.get(experimentKind, experimentKey(RACK)))!.item;
    expect(record.rehearsed).toContain('"experiment":"r1"');
    expect(experimentKind.kept?.(record)?.rehearsed).toBe(record.rehearsed);
  });

  it('is none of other hardware, of a flight, of less than a day, nor of a rehearsal for itself', async () => {
    const others = {
      hardware: [4, rehearsalNamed('r1').replace('FM-03', 'FM-04')],
      flight: [4, rehearsalNamed('r1').replace('\nmode: REHEARSAL', '')],
      day: [1, rehearsalNamed('r1')],
    } as const;
    for (const [days, definition] of Object.values(others)) {
      const memory = await rehearsed(days, definition);
      await applyExperiment(memory, RACK, FLIGHT);
      expect(await noiseSaid(memory)).toBe('phi learnt, sd learnt, mean learnt');
    }
    const memory = await rehearsed();
    await applyExperiment(memory, 'r2', rehearsalNamed('r2'));
    const record = (await memory.catalogue.get(experimentKind, experimentKey('r2')))!.item;
    expect(record.rehearsed).toBeNull();
  });

  it('is not refused for the damage of another experiment, which is named', async () => {
    const memory = await rehearsed();
    const ports = withDamaged(memory, [`${EXPERIMENTS}/r1`]);
    expect(await applyExperiment(ports, RACK, FLIGHT)).toMatchObject({
      revision: 1,
      warnings: [
        { code: 'definition.rehearsal-unread', message: expect.stringMatching(/^r1 is damaged and may be/) },
      ],
    });
  });
});
