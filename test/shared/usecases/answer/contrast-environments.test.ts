/** Whether the environment of a contrast says CLEAN of what was looked at alone. */
import { describe, expect, it } from 'vitest';
import { listComparisons } from '../../../../shared/usecases/answer/list-comparisons.ts';
import { recordExclusion } from '../../../../shared/usecases/define/record-exclusion.ts';
import {
  ARMS_EXPERIMENT,
  armsDocument,
  armsPorts,
  plateCsv,
  START,
  unitsIn,
} from '../../../support/arms-experiment.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { settleAll } from '../../../support/run-stack.ts';

type Sample = { unit: string } & Record<string, unknown>;

/** Judged by their temperature, of which both arms have the same. */
function cleanDocument(sample: (unit: string) => object = () => ({}), assay: object = {}) {
  const document = armsDocument();
  const [temperature] = document.channels;
  const [source] = document.sources;
  const [qpcr] = document.assays;
  return {
    ...document,
    channels: [{ ...temperature, accuracy: 0.05, twin: { margin: 0.5 } }],
    sources: [{ ...source, columns: { T: { channel: 'temperature' } }, ignore: ['S'] }],
    assays: [
      { ...qpcr, samples: qpcr!.samples.map((one: Sample) => ({ ...one, ...sample(one.unit) })), ...assay },
    ],
  };
}

/** Three degrees more in one arm, between these hours. */
function temperatures(warm: 'F' | 'G' | null, from = 20, to = 30): string {
  const lines = ['t,u,T,S'];
  const units = [...unitsIn('flight'), ...unitsIn('ground')];
  for (let minute = 0; minute < 48 * 60; minute++)
    for (const unit of units) {
      const isWarm = unit.startsWith(warm ?? '-') && minute >= 60 * from && minute < 60 * to;
      const wave = 0.05 * Math.sin((2 * Math.PI * (minute % 60)) / 60);
      const at = new Date(START + minute * 60_000).toISOString();
      lines.push(`${at},${unit},${((minute < 240 ? 20 : 37) + wave + (isWarm ? 3 : 0)).toFixed(3)},`);
    }
  return `${lines.join('\n')}\n`;
}

async function told(ports: MemoryPorts, assay: string | undefined) {
  const { contrasts } = await listComparisons(ports, ARMS_EXPERIMENT, { contrast: 'flight-v-ground' });
  return contrasts.find((one) => one.assay === assay)!.environment;
}

const portsOf = (document: object, wide: string, plate = plateCsv()) =>
  armsPorts(document, { 'wide.csv': wide, 'plate.csv': plate });

describe('the environment of a contrast', () => {
  it('is CLEAN where both arms lived alike, and CONFOUNDED where one was warm', async () => {
    expect((await told(await portsOf(cleanDocument(), temperatures(null)), 'qpcr')).verdict).toBe('CLEAN');
    expect((await told(await portsOf(cleanDocument(), temperatures('F')), 'qpcr')).verdict).toBe(
      'CONFOUNDED',
    );
  });

  it('names the platform of an arm with the gravity of its model, and what is acute on it confounds', async () => {
    const turned = (assay: object) => {
      const document = cleanDocument(undefined, assay);
      const platform = { rpm: 10, radiusMm: 30, pause: 'none' };
      const [, ...arms] = document.arms;
      const rpm = { id: 'flight', kind: 'SIMULATED_MICROGRAVITY', technique: 'RPM', platform };
      return { ...document, arms: [rpm, ...arms] };
    };
    const late = await told(await portsOf(turned({}), temperatures(null)), 'qpcr');
    expect(late).toMatchObject({
      verdict: 'CLEAN',
      platforms: [
        {
          ...{ arm: 'flight', units: ['F1', 'F2', 'F3'], technique: 'Random positioning machine' },
          ...{ model: 'DIRECTION_AVERAGED', formula: '(1 + √2)·ω²·r/g₀' },
          source: 'Man et al. 2022, table 2; a model, not a measurement',
          remarks: [{ code: 'platform.shear' }, { code: 'platform.aggregates' }],
        },
      ],
    });
    const early = { takenAt: '2026-03-01T10:00:00Z' };
    const acute = await told(await portsOf(turned(early), temperatures(null)), 'qpcr');
    expect(acute.verdict).toBe('CONFOUNDED');
    expect(acute.sentence).toMatch(
      /^assay qpcr is taken 6 h after activation: acute responses are not valid/,
    );
  });

  it('goes on to when a sample itself was taken, and to the later sample of a pair', async () => {
    const early = { takenAt: '2026-03-01T10:00:00Z' };
    const own = cleanDocument(() => ({ takenAt: 'fixation' }), early);
    expect((await told(await portsOf(own, temperatures('F')), 'qpcr')).verdict).toBe('CONFOUNDED');
    expect(
      (await told(await portsOf(cleanDocument(undefined, early), temperatures('F')), 'qpcr')).verdict,
    ).toBe('CLEAN');
    const harvested = cleanDocument(undefined, { takenAt: 'harvest' });
    const units = harvested.units.map((unit) => ({
      ...unit,
      events: [
        ...unit.events,
        { name: 'harvest', at: unit.id.startsWith('F') ? '2026-03-01T12:00:00Z' : '2026-03-02T12:00:00Z' },
      ],
    }));
    const later = await told(await portsOf({ ...harvested, units }, temperatures('G')), 'qpcr');
    expect(later.verdict).toBe('CONFOUNDED');
  });

  it('is no CLEAN where one arm alone says how it was handled, nor by a sample that never came', async () => {
    const one = cleanDocument((unit) => (unit.startsWith('F') ? { fixative: 'RNAlater' } : {}));
    expect(await told(await portsOf(one, temperatures(null)), 'qpcr')).toMatchObject({
      verdict: 'UNKNOWN',
      sentence: expect.stringMatching(/^of ground nothing says whether the fixative is that of flight; /),
    });
    const mixed = cleanDocument((unit) => ({ fixative: /F[12]/.test(unit) ? 'RNAlater' : 'PFA' }));
    const without = plateCsv()
      .split('\n')
      .filter((line) => !line.includes(',SF3,'))
      .join('\n');
    expect((await told(await portsOf(mixed, temperatures(null), without), 'qpcr')).verdict).toBe(
      'CONFOUNDED',
    );
  });

  it('is of the pairs that are left where units were excluded, and of none where all were', async () => {
    const warm = await portsOf(cleanDocument(), temperatures('F'));
    for (const unit of unitsIn('flight'))
      await recordExclusion(warm, ARMS_EXPERIMENT, { unit, reason: 'LEAK', evidence: 'foam' }, 'ops');
    await settleAll(warm);
    expect(await told(warm, undefined)).toEqual({
      ...{ verdict: 'UNKNOWN', pairs: [] },
      sentence: 'every pair has a unit that is excluded, so nothing was looked at',
    });
  });

  it('is the same whichever of its arms the contrast names first', async () => {
    const turned = cleanDocument(undefined, { contrasts: [{ a: 'ground', b: 'flight' }] });
    const ports = await portsOf(turned, temperatures(null));
    const { contrasts } = await listComparisons(ports, ARMS_EXPERIMENT, { contrast: 'ground-v-flight' });
    expect(contrasts[0]?.environment).toMatchObject({ verdict: 'CLEAN', pairs: [{}, {}, {}] });
  });
});
