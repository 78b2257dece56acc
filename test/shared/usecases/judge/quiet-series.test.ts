import { describe, expect, it } from 'vitest';
import { listAnomalies } from '../../../../shared/usecases/answer/list-anomalies.ts';
import { listChannels } from '../../../../shared/usecases/answer/list-channels.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { type Moved, RACK, rackDefinition, rackFiles } from '../../../support/drift-experiment.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

/** Three units that read 37.0 °C all the time, but for what moves. */
async function told(days: number, moved: Moved) {
  const memory = memoryPorts();
  await applyExperiment(memory, RACK, rackDefinition().replace('resolution: 0.01', 'resolution: 0.1'));
  for (const [day, [name, text]] of rackFiles(() => 0, 1, days).entries()) {
    const rows = text
      .trim()
      .split('\n')
      .map((row, i) => {
        const readings = [0, 1, 2].map((unit) => (37 + moved(unit, day * 1440 + i - 1)).toFixed(1));
        return i === 0 ? row : [row.split(',')[0], ...readings].join(',');
      });
    await upload(memory, RACK, name, `${rows.join('\n')}\n`);
    await settleAll(memory);
  }
  const { anomalies, lookedFor } = await listAnomalies(memory, RACK, {});
  const { channels } = await listChannels(memory, RACK, {});
  const cell = channels[0]!.detectors.find(({ kind }) => kind === 'DRIFT')!;
  return { anomalies, looked: lookedFor.find(({ kind }) => kind === 'DRIFT')!, cell };
}

describe('series that are quieter than their resolution', () => {
  it('say so, in lists and in the matrix, and from when on a change is seen', async () => {
    const early = await told(1, () => 0);
    expect(early.anomalies).toEqual([]);
    expect(early.looked).toMatchObject({
      looked: false,
      why: 'quieter than its resolution 0.1 °C: its drift cannot be judged yet, and after a day only changes above 0.2 °C are seen',
    });
    expect(early.cell).toMatchObject({ looked: true, awaits: early.looked.why });
    const { anomalies, looked, cell } = await told(3, () => 0);
    expect(anomalies).toEqual([]);
    expect(looked).toMatchObject({
      looked: true,
      why: 'quieter than its resolution 0.1 °C: judged as if it scattered by 0.2 °C, so that a change below that is not seen',
    });
    expect(cell).toMatchObject({ looked: true, why: looked.why });
  }, 60_000);

  it('are told of where one goes by more than two steps', async () => {
    const ramp: Moved = (unit, minute) => (unit === 1 ? Math.max(0, minute / 1440 - 2) * 0.2 : 0);
    const { anomalies } = await told(5, ramp);
    expect(anomalies).toMatchObject([
      {
        ...{ kind: 'DRIFT', unit: 'FU2', blame: 'FU2' },
        evidence: {
          reference: 'siblings',
          sign: 1,
          noise: { sd: { value: expect.closeTo(0.2, 6), from: 'resolution' } },
        },
      },
    ]);
  }, 60_000);
});
