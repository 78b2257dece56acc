import { describe, expect, it } from 'vitest';
import type { NewExclusion } from '../../../../shared/contract/exclusions.ts';
import { listComparisons } from '../../../../shared/usecases/answer/list-comparisons.ts';
import { listContrasts } from '../../../../shared/usecases/answer/list-contrasts.ts';
import { listExclusions } from '../../../../shared/usecases/answer/list-exclusions.ts';
import { queryGenes } from '../../../../shared/usecases/answer/query-genes.ts';
import { recordExclusion } from '../../../../shared/usecases/define/record-exclusion.ts';
import {
  ARMS_EXPERIMENT,
  armsDocument,
  armsPorts,
  plateCsv,
  temperaturesCsv,
} from '../../../support/arms-experiment.ts';
import {
  ALL_SAMPLES,
  analyzeAll,
  assayPorts,
  countsCsv,
  EXPERIMENT,
  send,
} from '../../../support/assay-experiment.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { settleAll } from '../../../support/run-stack.ts';

const LEAK: NewExclusion = { unit: 'F3', reason: 'LEAK', evidence: 'medium in the foam' };

async function exclude(ports: MemoryPorts, asked: NewExclusion = LEAK, experiment = ARMS_EXPERIMENT) {
  const told = await recordExclusion(ports, experiment, asked, 'ops');
  await settleAll(ports);
  return told;
}

async function comparison(ports: MemoryPorts, endpoint: string) {
  const answer = await listComparisons(ports, ARMS_EXPERIMENT, { contrast: 'flight-v-ground', endpoint });
  return { answer, told: answer.comparisons[0]! };
}

describe('a unit that is excluded', () => {
  it('leaves every comparison, which says what it is with and without, and who did it', async () => {
    const ports = await armsPorts();
    const before = { warm: await comparison(ports, 'temperature'), ctsk: await comparison(ports, 'CTSK') };
    await exclude(ports);
    const { answer, told } = await comparison(ports, 'temperature');
    expect(answer.pending).toBe(0);
    // 37.1 and 37.2 against 36.1, 36.2, 36.3.
    expect(told).toMatchObject({
      estimate: 0.95,
      without: {
        n: { a: 3, b: 3 },
        estimate: 1,
        ci95: before.warm.told.ci95,
        pValue: before.warm.told.pValue,
      },
      arms: {
        a: {
          n: 2,
          missing: [
            { unit: 'F3', reason: expect.stringMatching(/^excluded: LEAK, by ops at .*, after unblinding$/) },
          ],
        },
      },
    });
    expect(answer.exclusions).toMatchObject([{ unit: 'F3', reason: 'LEAK', by: 'ops', blinded: false }]);
    const { told: ctsk } = await comparison(ports, 'CTSK');
    expect(ctsk.arms.a.units.map(({ unit }) => unit)).toEqual(['F1', 'F2']);
    expect(ctsk.without).toMatchObject({ n: { a: 3, b: 3 }, estimate: before.ctsk.told.estimate });
  });

  it('comes back where its exclusion is lifted, and both stay on record', async () => {
    const ports = await armsPorts();
    const before = await comparison(ports, 'CTSK');
    const { id } = await exclude(ports, { ...LEAK, blinded: true });
    const lifted = await exclude(ports, { lifts: id, evidence: 'condensate, not medium' });
    const { told, answer } = await comparison(ports, 'CTSK');
    expect(told).toEqual(before.told);
    expect(answer.exclusions).toEqual([]);
    const { exclusions } = await listExclusions(ports, ARMS_EXPERIMENT);
    expect(exclusions).toMatchObject([
      { id, blinded: true, liftedBy: lifted.id },
      { id: lifted.id, lifts: id, evidence: 'condensate, not medium' },
    ]);
    // It may be excluded again, by the same person for the same reason.
    const again = await exclude(ports, { ...LEAK, blinded: true });
    expect(again.id).not.toBe(id);
    expect((await comparison(ports, 'CTSK')).told.without).toBeDefined();
  });

  it('loses a time alone where one is named', async () => {
    const ports = await armsPorts();
    const from = Date.UTC(2026, 2, 1, 20) * 1000;
    await exclude(ports, { ...LEAK, from, reason: 'OFF_PROTOCOL' });
    const { told } = await comparison(ports, 'temperature');
    expect(told.arms.a.units).toMatchObject([
      { samples: 2160 },
      { samples: 2160 },
      { unit: 'F3', samples: 960 },
    ]);
    expect(told.without?.n).toEqual({ a: 3, b: 3 });
    // Its cells were fixed at 16:00 on the next day, within that time.
    expect((await comparison(ports, 'CTSK')).told.arms.a.n).toBe(2);
  });

  it('says of all its time that is out, who took it out and why', async () => {
    const ports = await armsPorts();
    await exclude(ports, { ...LEAK, from: 0, reason: 'OFF_PROTOCOL' });
    const { told } = await comparison(ports, 'temperature');
    const reason = expect.stringMatching(
      /^all of its time in the phase is excluded: OFF_PROTOCOL, by ops at .*, after unblinding$/,
    );
    expect(told.arms.a.missing).toEqual([{ unit: 'F3', reason }]);
  });

  it('is named among what is missing of a target, and so is why an arm has none at all', async () => {
    const ports = await armsPorts();
    await exclude(ports);
    const one = await comparison(ports, 'CTSK');
    const out = expect.stringMatching(/^excluded: LEAK, by ops at .*, after unblinding$/);
    expect(one.told.arms.a.missing).toEqual([{ unit: 'F3', reason: out }]);
    expect(one.told.warnings.map(({ code }) => code)).toContain('comparison.units-missing');
    for (const unit of ['F1', 'F2']) await exclude(ports, { ...LEAK, unit });
    const { told } = await comparison(ports, 'CTSK');
    expect(told.refused?.code).toBe('target.not-measured');
    expect(told.arms.a.missing).toEqual(['F1', 'F2', 'F3'].map((unit) => ({ unit, reason: out })));
    expect(told.warnings.find(({ code }) => code === 'comparison.units-missing')?.message).toContain(
      'excluded: LEAK, by ops',
    );
  });

  it('whose samples were taken nobody knows when keeps them for a time that is out, and that is said', async () => {
    const [qpcr] = armsDocument().assays;
    const { takenAt: _, ...untimed } = qpcr!;
    const ports = await armsPorts(armsDocument({ assays: [untimed] }));
    await exclude(ports, { ...LEAK, from: Date.UTC(2026, 2, 1, 20) * 1000 });
    const { told } = await comparison(ports, 'CTSK');
    expect(told.arms.a.n).toBe(3);
    expect(told.warnings.find(({ code }) => code === 'exclusion.untimed')?.message).toBe(
      'F3 is excluded from 2026-03-01T20:00:00Z (LEAK), and nothing tells whether its samples were taken then: SF3 (takenAt is not declared); they count: say when, or exclude them by their names',
    );
  });

  it('is excluded once, however often that is sent', async () => {
    const ports = await armsPorts(undefined, {});
    const [one, two] = [await exclude(ports), await exclude(ports)];
    expect(two).toEqual(one);
    expect((await listExclusions(ports, ARMS_EXPERIMENT)).exclusions).toHaveLength(1);
  });

  it('is out again by another exclusion, and by no lift of what lifted the first', async () => {
    const ports = await armsPorts(undefined, {});
    const { id } = await exclude(ports);
    const lift = await exclude(ports, { lifts: id, evidence: 'condensate' });
    await expect(exclude(ports, { lifts: lift.id, evidence: 'a leak after all' })).rejects.toMatchObject({
      code: 'exclusion.not-standing',
      message: `${lift.id} lifts the exclusion ${id}, and what lifts one cannot be lifted: exclude again what is to be out again`,
    });
  });

  it.each([
    [{ ...LEAK, unit: 'F33' }, 'unit.unknown'],
    [{ lifts: 'abc', evidence: 'why' }, 'exclusion.not-standing'],
  ])('is refused: %j', async (asked, code) => {
    const ports = await armsPorts(undefined, {});
    await expect(exclude(ports, asked)).rejects.toMatchObject({ code });
  });

  it('is looked for in the order of the files too: excluded before its files came, it is out as well', async () => {
    const late = await armsPorts(undefined, {});
    await exclude(late);
    const { upload } = await import('../../../support/run-stack.ts');
    await upload(late, ARMS_EXPERIMENT, 'wide.csv', temperaturesCsv());
    await upload(late, ARMS_EXPERIMENT, 'plate.csv', plateCsv());
    await settleAll(late);
    const early = await armsPorts();
    await exclude(early);
    // Of when it was excluded, which each says, nothing follows.
    const told = async (ports: MemoryPorts) =>
      JSON.stringify((await comparison(ports, 'CTSK')).told).replaceAll(/ at [\d-]+T[\d:.]+Z/g, '');
    expect(await told(late)).toBe(await told(early));
  });
});

describe('a sample of genes that is excluded', () => {
  it('leaves the contrast, whose genes are told with and without', async () => {
    const ports = await assayPorts();
    await send(ports, 'counts.csv', countsCsv(ALL_SAMPLES));
    await analyzeAll(ports);
    const before = await queryGenes(ports, EXPERIMENT, 'flight-v-ground', {
      sort: 'pValue',
      limit: 5,
      skip: 0,
    });
    await recordExclusion(
      ports,
      EXPERIMENT,
      { sample: 'SFU3', reason: 'CONTAMINATED', evidence: 'mycoplasma' },
      'lab',
    );
    const waiting = await listContrasts(ports, EXPERIMENT, {});
    // Nothing of before stands under what is excluded now.
    expect(waiting).toMatchObject({ pending: 1, contrasts: [{ significant: null }] });
    await analyzeAll(ports);
    const { contrasts } = await listContrasts(ports, EXPERIMENT, {});
    expect(contrasts[0]).toMatchObject({
      n: { a: 2, b: 3 },
      units: { a: ['FU1', 'FU2'] },
      without: { n: { a: 3, b: 3 }, significant: before.genes.significant },
      warnings: [],
    });
    const ignored = await queryGenes(ports, EXPERIMENT, 'flight-v-ground', {
      ...{ sort: 'pValue', limit: 5, skip: 0, exclusions: 'ignored' },
    });
    expect(ignored.genes.rows).toEqual(before.genes.rows);
    expect(ignored.genes.exclusions).toHaveLength(1);
  });
});
