import { describe, expect, it } from 'vitest';
import { type NullQuestion, nullArms } from '../../../../shared/usecases/answer/null-arms.ts';
import { ingestDownlink } from '../../../../shared/usecases/arrive/ingest-downlink.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { recordExclusion } from '../../../../shared/usecases/define/record-exclusion.ts';
import { armsDocument, plateCsv, temperaturesCsv } from '../../../support/arms-experiment.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { pitAssay, pitsCsv } from '../../../support/pit-files.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const REHEARSAL = 'rehearsal';
const CTSK: NullQuestion = { endpoint: 'CTSK', assay: 'qpcr', phase: null, ucum: null };
const WARM: NullQuestion = { endpoint: 'temperature', assay: null, phase: 'culture', ucum: 'Cel' };

const document = (more: Readonly<Record<string, unknown>> = {}) => ({
  ...armsDocument({ mode: 'REHEARSAL', ...more }),
  id: REHEARSAL,
  arms: ['flight', 'rotor', 'ground'].map((id) => ({ id, kind: 'GROUND_CONTROL_SYNCHRONOUS' })),
  pairs: [],
});

async function rehearsed(more: object, files: Readonly<Record<string, string>>): Promise<MemoryPorts> {
  const ports = memoryPorts();
  await applyExperiment(ports, REHEARSAL, JSON.stringify(document({ ...more })));
  for (const [name, text] of Object.entries(files)) await upload(ports, REHEARSAL, name, text);
  await settleAll(ports);
  return ports;
}

const unitsIn = ({ arms }: { readonly arms: readonly { readonly values: readonly number[] }[] }) =>
  arms.reduce((sum, { values }) => sum + values.length, 0);

describe('what rehearsals show of an endpoint', () => {
  it('is of one assay: what another has of the same target is named and not taken', async () => {
    const [qpcr] = armsDocument().assays;
    const twice = [qpcr, { ...qpcr, id: 'again', match: 'again*.csv' }];
    const ports = await rehearsed({ assays: twice }, { 'plate.csv': plateCsv(), 'again.csv': plateCsv() });
    const { of, waiting } = await nullArms(ports, [REHEARSAL]);
    expect(waiting).toEqual({ pending: 0, stopped: 0 });
    expect(unitsIn(of(CTSK))).toBe(9);
    expect(of(CTSK).apart).toEqual([
      'rehearsal has CTSK of the assay again, which is not taken: expected the assay qpcr',
    ]);
  });

  it('is in the unit of measure of the channel, and what is in another is named', async () => {
    const channels = armsDocument().channels.map((one) => ({ ...one, unit: 'K' }));
    const ports = await rehearsed({ channels }, { 'wide.csv': temperaturesCsv() });
    const { of } = await nullArms(ports, [REHEARSAL]);
    expect(of(WARM)).toEqual({
      arms: [],
      apart: ['rehearsal has temperature in K, which is not taken: expected Cel'],
    });
    expect(unitsIn(of({ ...WARM, ucum: 'K' }))).toBe(9);
  });

  it('waits for what is to be computed anew, and tells no number of before', async () => {
    const ports = await rehearsed({}, { 'plate.csv': plateCsv() });
    const leak = { reason: 'LEAK', evidence: 'medium in the foam' } as const;
    await recordExclusion(ports, REHEARSAL, { unit: 'F3', ...leak }, 'ops');
    const before = await nullArms(ports, [REHEARSAL]);
    expect(before.waiting.pending).toBeGreaterThan(0);
    expect(before.of(CTSK).arms).toEqual([]);
    await settleAll(ports);
    const after = await nullArms(ports, [REHEARSAL]);
    expect(after.waiting.pending).toBe(0);
    expect(unitsIn(after.of(CTSK))).toBe(8);
  });

  it('waits for pages that telemetry has not reached yet', async () => {
    const ports = memoryPorts();
    await applyExperiment(ports, REHEARSAL, JSON.stringify(document()));
    const downlink = await upload(ports, REHEARSAL, 'wide.csv', temperaturesCsv());
    await ingestDownlink(ports, { experiment: REHEARSAL, downlink });
    expect((await nullArms(ports, [REHEARSAL])).waiting.pending).toBeGreaterThan(0);
  });

  it('is of pits and of other endpoints by their units, too', async () => {
    const medium = { id: 'medium', kind: 'endpoint-table', match: 'medium*.csv' };
    const rows = ['F1', 'F2', 'G1'].map((unit, i) => `${unit},alp,${i + 1},U/L\n`).join('');
    const ports = await rehearsed(
      { assays: [pitAssay(), medium] },
      { 'a_pits.csv': pitsCsv(), 'medium.csv': `unit,endpoint,value,measured_in\n${rows}` },
    );
    const { of } = await nullArms(ports, [REHEARSAL]);
    const pits = { endpoint: 'pits', assay: 'pits', phase: null, ucum: '/mm2' };
    expect(of(pits).arms.map(({ arm, values }) => [arm, values.length])).toEqual([
      ['flight', 3],
      ['ground', 3],
      ['rotor', 3],
    ]);
    const alp = { endpoint: 'alp', assay: 'medium', phase: null, ucum: 'U/L' };
    expect(of(alp).arms).toEqual([
      { experiment: REHEARSAL, arm: 'flight', values: [0, Math.log(2)] },
      { experiment: REHEARSAL, arm: 'ground', values: [Math.log(3)] },
    ]);
  });
});
