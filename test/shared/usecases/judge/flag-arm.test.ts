import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../../shared/simulator/random.ts';
import { shuffled } from '../../../../shared/simulator/shuffled.ts';
import { listAnomalies } from '../../../../shared/usecases/answer/list-anomalies.ts';
import { applyContacts } from '../../../../shared/usecases/define/apply-contacts.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import {
  DAY_MINUTES,
  dayOf,
  type Moved,
  RACK,
  rackDefinition,
  rackFiles,
  rampOf,
} from '../../../support/drift-experiment.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const QUIET: Moved = () => 0;
const DRIFTING = rampOf(1, 0.1, 3);

async function judged(
  files: readonly (readonly [string, string])[],
  { definition = rackDefinition(), atOnce = false } = {},
) {
  const memory = memoryPorts();
  await applyExperiment(memory, RACK, definition);
  for (const [name, text] of files) {
    await upload(memory, RACK, name, text);
    if (!atOnce) await settleAll(memory);
  }
  await settleAll(memory);
  return memory;
}

const foundIn = async (memory: MemoryPorts) => (await listAnomalies(memory, RACK, {})).anomalies;

describe('an arm of three units', () => {
  it('is silent where nothing is wrong, and says that it was looked for', async () => {
    const { anomalies, lookedFor } = await listAnomalies(await judged(rackFiles(QUIET)), RACK, {});
    expect(anomalies).toEqual([]);
    expect(lookedFor.filter(({ kind }) => kind === 'DRIFT' || kind === 'SHIFT')).toEqual([
      { kind: 'SHIFT', channel: 'temperature', looked: true },
      { kind: 'DRIFT', channel: 'temperature', looked: true },
    ]);
  });

  it('tells of the unit that drifts as the campaign does, and of none of its siblings', async () => {
    const found = await foundIn(await judged(rackFiles(DRIFTING)));
    expect(found).toMatchObject([
      {
        ...{ kind: 'DRIFT', unit: 'FU2', blame: 'FU2', severity: 'WARNING', to: null },
        evidence: { reference: 'siblings', against: ['FU1', 'FU3'], bound: { what: 'margin', value: 0.5 } },
      },
    ]);
    const [drift] = found;
    if (drift?.kind !== 'DRIFT') throw new Error('no drift');
    // The campaign's median of 0.1 °C a day from day 3, with nothing known, is 20.8 h; its 90th percentile 24.8 h.
    expect(dayOf(drift.evidence.raised) - 3).toBeLessThan(25 / 24);
    expect(drift.evidence.perDay).toBeCloseTo(0.1, 1.5);
  });

  it('says the same in any order of arrival, and where all comes at once', async () => {
    const files = rackFiles(DRIFTING);
    const inOrder = await foundIn(await judged(files));
    for (const seed of [1, 2]) {
      const order = shuffled(files, randomStream(seed, 'order').uniform);
      expect(await foundIn(await judged(order))).toEqual(inOrder);
    }
    expect(await foundIn(await judged(files.toReversed(), { atOnce: true }))).toEqual(inOrder);
  }, 60_000);

  it('has not enough data after an hour, and no alarm', async () => {
    const [[name, text] = ['', '']] = rackFiles((unit, minute) => (unit === 0 ? minute : 0), 1, 1);
    const hour = text.split('\n').slice(0, 121).join('\n');
    const { anomalies, lookedFor } = await listAnomalies(await judged([[name, `${hour}\n`]]), RACK, {
      kind: 'DRIFT',
    });
    expect(anomalies).toEqual([]);
    expect(lookedFor).toMatchObject([{ looked: false, why: expect.stringMatching(/^not enough data/) }]);
  });

  it('withdraws what a definition that holds nothing against another does not find', async () => {
    const memory = await judged(rackFiles(DRIFTING, 1, 6));
    expect(await foundIn(memory)).toHaveLength(1);
    await applyExperiment(memory, RACK, rackDefinition({ channel: 'reference: []' }));
    await settleAll(memory);
    const { anomalies, lookedFor } = await listAnomalies(memory, RACK, { kind: 'DRIFT' });
    expect(anomalies).toEqual([]);
    expect(lookedFor).toMatchObject([{ looked: false, why: 'the channel declares `reference: []`' }]);
  });

  it('is CRITICAL where a critical limit may be crossed before the contact after the next, from when the plan is put', async () => {
    const definition = rackDefinition({ channel: 'limits: [{ critical: [36.2, 37.75] }]' });
    const memory = await judged(rackFiles(rampOf(1, 0.5, 3), 1, 4), { definition });
    expect(await foundIn(memory)).toMatchObject([{ kind: 'DRIFT', unit: 'FU2', severity: 'WARNING' }]);
    const planned = async (hours: number) => {
      const contacts = Array.from({ length: 8 }, (_, i) => {
        const aos = Date.parse('2026-03-05T01:00:00Z') + i * hours * 3_600_000;
        return { aos: new Date(aos).toISOString(), los: new Date(aos + 600_000).toISOString() };
      });
      await applyContacts(memory, RACK, JSON.stringify({ contacts }), 'ada');
      await settleAll(memory);
      return foundIn(memory);
    };
    expect(await planned(12)).toMatchObject([
      {
        ...{ kind: 'DRIFT', unit: 'FU2', severity: 'CRITICAL' },
        evidence: {
          urgentBound: { what: 'CRITICAL', value: 37.75 },
          contactAfterNext: '2026-03-05T13:00:00Z',
        },
      },
    ]);
    const [often] = await planned(1);
    expect(often).toMatchObject({ severity: 'WARNING' });
    expect(often!.evidence).not.toHaveProperty('urgentBound');
  });

  it('finds a step, and when it was over', async () => {
    const step: Moved = (unit, minute) =>
      unit === 2 && minute >= 4 * DAY_MINUTES && minute < 6 * DAY_MINUTES ? -0.3 : 0;
    const found = await foundIn(await judged(rackFiles(step)));
    expect(found).toMatchObject([{ kind: 'SHIFT', unit: 'FU3', evidence: { sign: -1 } }]);
    expect(dayOf(found[0]!.from)).toBeCloseTo(4, 0);
    expect(dayOf(found[0]!.to!)).toBeCloseTo(6, 0);
  });
});
