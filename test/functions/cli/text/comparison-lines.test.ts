/** What stands below a row of comparisons, where there is no estimate, and where a design cannot tell. */
import { describe, expect, it } from 'vitest';
import { comparisonsText } from '../../../../functions/cli/text/comparisons-text.ts';
import { listComparisons } from '../../../../shared/usecases/answer/list-comparisons.ts';
import { ARMS_EXPERIMENT, armsDocument, armsPorts, unitsIn } from '../../../support/arms-experiment.ts';
import { pitAssay } from '../../../support/pit-files.ts';

const UNITS = [...unitsIn('flight'), ...unitsIn('ground')];

async function told(assay: object, file: readonly [name: string, header: string, rows: readonly string[]]) {
  const [name, header, rows] = file;
  const files = { [name]: `${[header, ...rows].join('\n')}\n` };
  const ports = await armsPorts(armsDocument({ assays: [assay] }), files);
  const answer = await listComparisons(ports, ARMS_EXPERIMENT, { contrast: 'flight-v-ground' });
  const shown = { ...answer, comparisons: answer.comparisons.filter((one) => one.assay !== undefined) };
  return comparisonsText({ ...shown, contrasts: [], notCompared: [] }, { width: 80, isColoured: false });
}

const pits = (counts: readonly number[]) =>
  told(pitAssay(), [
    'n_pits.csv',
    'unit,slice,slice_area_mm2,pits',
    UNITS.map((unit, i) => `${unit},S1,10,${counts[i]}`),
  ]);

describe('lines below a comparison', () => {
  it('print the exact p of ranks, and what each unit is below, where some are below detection', async () => {
    const rows = UNITS.map((unit, i) =>
      unit.startsWith('G') ? `${unit},ctx,,nmol,true,4` : `${unit},ctx,${5 + i},nmol,,`,
    );
    const assay = { id: 'medium', kind: 'endpoint-table', match: '*_endpoints.csv' };
    const text = await told(assay, ['a_endpoints.csv', 'unit,endpoint,value,measured_in,censored,lod', rows]);
    expect(text).toMatch(
      /ctx of medium +3 v 3 \(3 below +n\/a +0\.1 \(ranks\) +0\.1 +UNKNOWN\n +detection\)/,
    );
    expect(text).toContain('  F1 5, F2 6, F3 7 against G1 < 4, G2 < 4, G3 < 4\n');
    expect(text).toContain('  exact p 0.1, of ranks; the smallest that so many units can show is 0.1\n');
    expect(text).toContain('  exploratory, one of 1 question of assays\n');
  });

  it('print the rate of every unit beside the bound of an arm in which nothing was counted', async () => {
    const text = await pits([0, 0, 0, 4, 5, 6]);
    expect(text.replaceAll(/\s+/g, ' ')).toContain(
      'the rate of flight is below 0.0999 per mm² (95 %, one-sided), that of ground is 0.5 per mm² F1 0, F2 0, F3 0 against G1 0.4, G2 0.5, G3 0.6',
    );
  });

  it('say of units that are too far apart that the design cannot tell', async () => {
    const text = await pits([3, 50, 200, 1, 30, 400]);
    expect(text).toContain('this design cannot tell');
    expect(text.replaceAll(/\s+/g, ' ')).toContain(
      'no effect (a ratio of 1) is inside the interval, even if incubators do not differ',
    );
  });
});
