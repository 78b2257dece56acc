import { describe, expect, it } from 'vitest';
import { newExclusionSchema } from '../../../../shared/contract/exclusions.ts';
import { pitObjectsSchema } from '../../../../shared/contract/pits.ts';
import { listPitObjects } from '../../../../shared/usecases/answer/list-pit-objects.ts';
import { listPits } from '../../../../shared/usecases/answer/list-pits.ts';
import { confirmScale } from '../../../../shared/usecases/define/confirm-scale.ts';
import { recordExclusion } from '../../../../shared/usecases/define/record-exclusion.ts';
import { armsDocument, armsPorts, ARMS_EXPERIMENT as E } from '../../../support/arms-experiment.ts';
import { pitAssay, pitsCsv } from '../../../support/pit-files.ts';
import { IMAGE_UNITS, imageAssay, imageOf, sheetOf } from '../../../support/pit-images.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const meanOf = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;

describe('sizes of pits, unit by unit', () => {
  it('are those that the mean area of the slices is of', async () => {
    const ports = await armsPorts(armsDocument({ assays: [pitAssay()] }), {
      'a_pits.csv': pitsCsv(['flight', 'ground']),
    });
    const answer = await listPitObjects(ports, E, {});
    expect(pitObjectsSchema.parse(answer)).toEqual(answer);
    const { slices } = await listPits(ports, E, { unit: 'F1' });
    const [first] = answer.assays[0]?.units ?? [];
    expect(first).toMatchObject({ unit: 'F1', arm: 'flight', slices: ['S1', 'S2'], without: [] });
    const objects = slices.map(({ pits, trenches }) => pits + (trenches ?? 0));
    expect(first?.objects).toBe(objects.reduce((sum, one) => sum + one, 0));
    const mean = slices.reduce((sum, one, i) => sum + one.meanAreaUm2! * objects[i]!, 0) / first!.objects;
    expect(meanOf(first?.areasUm2 ?? [])).toBeCloseTo(mean, 0);
  });

  it('are none of an excluded unit', async () => {
    const ports = await armsPorts(armsDocument({ assays: [pitAssay()] }), {
      'a_pits.csv': pitsCsv(['flight', 'ground']),
    });
    const excluded = { unit: 'F1', reason: 'LEAK', evidence: 'foam' };
    await recordExclusion(ports, E, newExclusionSchema.parse(excluded), 'ada');
    const { assays } = await listPitObjects(ports, E, { assay: 'pits' });
    expect(assays[0]?.units.map(({ unit }) => unit)).not.toContain('F1');
  });

  it('wait for the scale of images to be confirmed', async () => {
    const [unit = ''] = IMAGE_UNITS;
    const ports = await armsPorts(armsDocument({ assays: [imageAssay()] }), {});
    await upload(ports, E, `${unit}-S1.png`, imageOf(sheetOf(unit)));
    await settleAll(ports);
    const [before] = (await listPitObjects(ports, E, {})).assays[0]?.units ?? [];
    expect(before).toMatchObject({ objects: 0, without: [{ slice: 'S1' }] });
    expect(before?.without[0]?.reason).toContain('nobody has confirmed the scale');
    const [slice] = (await listPits(ports, E, {})).slices;
    const micrometres = slice?.scale?.micrometres ?? 0;
    await confirmScale(ports, E, { assay: slice?.assay ?? '', micrometres }, 'ada');
    const [after] = (await listPitObjects(ports, E, {})).assays[0]?.units ?? [];
    expect(after?.objects).toBeGreaterThan(0);
  });

  it('are refused of an assay that there is not', async () => {
    const ports = await armsPorts(armsDocument({ assays: [pitAssay()] }), {});
    await expect(listPitObjects(ports, E, { assay: 'pit' })).rejects.toMatchObject({ code: 'assay.unknown' });
  });
});
