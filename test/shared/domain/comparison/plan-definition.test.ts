import { describe, expect, it } from 'vitest';
import { planOfDefinition } from '../../../../shared/domain/comparison/plan-definition.ts';
import { indexDefinition } from '../../../../shared/domain/experiment/definition-index.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';

interface Culture {
  readonly donor?: string;
  readonly incubator?: string;
}

const LOG = { scale: 'ratio', sd: 0.25 } as const;

/** Three units per arm, with pairs of those of one number. */
function planned(cultureOf: (unit: string) => Culture, more: Record<string, unknown> = {}, units = 3) {
  const numbers = Array.from({ length: units }, (_, i) => i + 1);
  const armOf = (letter: string, arm: string) =>
    numbers.map((n) => ({ id: `${letter}${n}`, arm, culture: cultureOf(`${letter}${n}`) }));
  const document = {
    id: 'planned',
    arms: [
      { id: 'flight', kind: 'SPACEFLIGHT' },
      { id: 'ground', kind: 'GROUND_CONTROL_SYNCHRONOUS' },
    ],
    units: [...armOf('F', 'flight'), ...armOf('G', 'ground')],
    pairs: numbers.map((n) => ({ id: `P${n}`, flight: `F${n}`, ground: `G${n}` })),
    channels: [{ id: 'temperature', unit: 'Cel', period: 'PT1M' }],
    phases: [
      { id: 'early', to: 'fed', armed: true },
      { id: 'late', from: 'fed', armed: true },
    ],
    ...more,
  };
  return planOfDefinition(indexDefinition(readDefinition(JSON.stringify(document)).definition), LOG);
}

describe('the plan of a definition', () => {
  it('says of each contrast what its units can show, and what nobody declared', () => {
    const { contrasts, primary } = planned((unit) => (unit === 'G2' ? {} : { donor: 'D7' }));
    expect(primary).toBeNull();
    expect(contrasts).toHaveLength(1);
    expect(contrasts[0]).toMatchObject({
      ...{ contrast: 'flight-v-ground', by: 'units', units: { a: 3, b: 3 }, smallestP: 0.1 },
      ...{
        spansIncubators: false,
        differs: 'launch, cabin air, radiation and handling differ along with gravity',
      },
      undeclared: { donor: ['G2'], incubator: ['F1', 'F2', 'F3', 'G1', 'G2', 'G3'] },
    });
    expect(contrasts[0]?.smallest).toBeCloseTo(2.15, 2);
    expect(contrasts[0]?.remarks.map(({ code }) => code)).toEqual(['comparison.donor-untold']);
  });

  it('plans within donors that both arms share, and across incubators where there are some', () => {
    const { contrasts } = planned(
      (unit) => ({
        donor: Number(unit[1]) <= 2 ? 'D1' : 'D2',
        incubator: `${unit[0]}-${Number(unit[1]) % 2}`,
      }),
      {},
      4,
    );
    expect(contrasts[0]).toMatchObject({ by: 'blocks', units: { a: 4, b: 4 }, spansIncubators: true });
    expect(contrasts[0]?.smallestP).toBeCloseTo(2 / 36, 15);
  });

  it('plans pairs where the definition compares by pairs', () => {
    const { contrasts } = planned(() => ({}), { analysis: { paired: true } });
    expect(contrasts[0]).toMatchObject({ by: 'pairs', units: { a: 3, b: 3 }, smallestP: 0.25 });
  });

  it('counts primary questions as answers will: a channel in every armed phase', () => {
    const primary = ['temperature', { endpoint: 'CTSK', contrast: 'flight-v-ground' }];
    expect(planned(() => ({}), { analysis: { primary } }).primary).toEqual({
      questions: 3,
      level: 0.05 / 3,
    });
  });

  it('counts a target once for each assay of qPCR that makes the contrast, and no contrast of genes', () => {
    const analysis = { primary: ['CTSK', 'temperature'] };
    const samples = [{ name: 'S1', unit: 'F1' }];
    const qpcr = { kind: 'qpcr', references: ['GAPDH'], samples };
    const assays = [
      { ...qpcr, id: 'one', match: 'one*.csv' },
      { ...qpcr, id: 'two', match: 'two*.csv' },
      {
        ...{ id: 'genes', kind: 'counts', match: '*counts*.csv', samples },
        contrasts: [{ a: 'ground', b: 'flight' }],
      },
    ];
    // CTSK by either assay, and temperature in two phases; nothing of ground-v-flight, where genes alone are compared.
    expect(planned(() => ({}), { analysis, assays }).primary?.questions).toBe(4);
  });

  it('says what there is of an arm without units', () => {
    const units = [1, 2].map((n) => ({ id: `F${n}`, arm: 'flight', culture: { donor: 'D1' } }));
    const { contrasts } = planned(() => ({}), { units, pairs: [] });
    expect(contrasts[0]?.levels).toBe('2 against 0 units; one mission');
  });

  it('is empty where no arm has a control', () => {
    const arms = ['flight', 'ground'].map((id) => ({ id, kind: 'SPACEFLIGHT' }));
    expect(planned(() => ({}), { arms, pairs: [] }).contrasts).toEqual([]);
  });
});
