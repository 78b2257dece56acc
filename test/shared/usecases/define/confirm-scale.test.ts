import { describe, expect, it } from 'vitest';
import { listComparisons } from '../../../../shared/usecases/answer/list-comparisons.ts';
import { listPits } from '../../../../shared/usecases/answer/list-pits.ts';
import { confirmScale } from '../../../../shared/usecases/define/confirm-scale.ts';
import { armsDocument, armsPorts, ARMS_EXPERIMENT as E, unitsIn } from '../../../support/arms-experiment.ts';
import { pitAssay } from '../../../support/pit-files.ts';

const units = [...unitsIn('flight'), ...unitsIn('ground')];
const samples = units.map((unit) => ({ name: `${unit}-S1*`, unit, slice: 'S1', areaMm2: 20 }));
const document = armsDocument({ assays: [pitAssay({ samples, scale: { micrometresPerPixel: 2 } })] });
const files = Object.fromEntries(
  units.map((unit, i) => [`${unit}-S1_pits.csv`, ` ,Area,Major,Minor\n1,${100 + i},12,10.6\n`]),
);

describe('the scale of pits', () => {
  it('is confirmed by a person before an area is told', async () => {
    const ports = await armsPorts(document, files);
    const before = await listPits(ports, E, {});
    expect(before.slices[0]).toMatchObject({
      ...{ unit: 'F1', slice: 'S1', pits: 1, meanAreaUm2: null, erodedPercent: null },
      scale: { micrometres: 2, source: 'DEFINITION', confirmed: null },
      untold:
        'nobody has confirmed the scale (2 µm a pixel, by the definition): ./howship pits confirm-scale pits --micrometres 2',
    });
    const areaOf = async () =>
      (await listComparisons(ports, E, { endpoint: 'pit-area', contrast: 'flight-v-ground' })).comparisons[0];
    expect((await areaOf())?.arms.a.missing[0]?.reason).toContain('nobody has confirmed the scale');
    await expect(confirmScale(ports, E, { assay: 'pits', micrometres: 0.76 }, 'ada')).rejects.toMatchObject({
      code: 'scale.other',
      message:
        'expected a scale by which pits of pits are measured, got 0.76 µm: its pits are measured by 2 µm a pixel, by the definition',
    });
    const confirmed = await confirmScale(ports, E, { assay: 'pits', micrometres: 2 }, 'ada');
    expect(confirmed).toMatchObject({ assay: 'pits', micrometres: 2, by: 'ada' });
    expect(await confirmScale(ports, E, { assay: 'pits', micrometres: 2 }, 'bob')).toEqual(confirmed);
    const after = await listPits(ports, E, {});
    expect(after.slices[0]).toMatchObject({
      ...{ meanAreaUm2: 400, erodedPercent: 0.002, perMm2: 0.05 },
      scale: { confirmed: { by: 'ada' } },
    });
    expect((await areaOf())?.arms.a.units.map(({ value }) => value)).toEqual([400, 404, 408]);
  });
});
