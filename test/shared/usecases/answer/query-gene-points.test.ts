import { describe, expect, it } from 'vitest';
import { genePointsSchema } from '../../../../shared/contract/expression.ts';
import { queryGenePoints } from '../../../../shared/usecases/answer/query-gene-points.ts';
import { queryGenes } from '../../../../shared/usecases/answer/query-genes.ts';
import {
  ALL_SAMPLES,
  analyzeAll,
  assayPorts,
  countsCsv,
  EXPERIMENT,
  send,
} from '../../../support/assay-experiment.ts';

const CONTRAST = 'flight-v-ground';

describe('all genes of a contrast, to draw', () => {
  it('are those that were compared, by their p, and how many were not is told with why', async () => {
    const ports = await assayPorts();
    await send(
      ports,
      'counts.csv',
      `${countsCsv(ALL_SAMPLES, { genes: 40 })}rare,0,1,0,0,0,1\nbroken,9,-1,9,9,9,9\n`,
    );
    await analyzeAll(ports);
    const points = await queryGenePoints(ports, EXPERIMENT, CONTRAST, {});
    expect(genePointsSchema.parse(points)).toEqual(points);
    expect(points.genes).toHaveLength(40);
    expect(points.inFiles).toBe(42);
    expect(points.notCompared).toEqual([
      { reason: 'read too rarely to be compared', genes: 1 },
      {
        reason: 'no value in some sample: its cell is empty or was rejected, or a file lacks the gene',
        genes: 1,
      },
    ]);
    const { genes } = await queryGenes(ports, EXPERIMENT, CONTRAST, { sort: 'pValue', limit: 50, skip: 0 });
    expect(points.genes).toEqual(genes.rows.map(({ gene }) => gene));
    genes.rows.forEach(({ log2fc, pValue, means }, i) => {
      expect(points.log2fc[i]).toBeCloseTo(log2fc ?? Number.NaN, 3);
      expect(points.pValue[i]! / pValue!).toBeCloseTo(1, 3);
      expect(points.level[i]).toBeCloseTo((means.a! + means.b!) / 2, 2);
    });
  });

  it('say why there are none, and that something is on its way', async () => {
    const ports = await assayPorts();
    expect(await queryGenePoints(ports, EXPERIMENT, CONTRAST, {})).toMatchObject({
      ...{ genes: [], engine: null, inFiles: 0, refused: { code: 'contrast.awaited' } },
    });
    await send(ports, 'counts.csv', countsCsv(ALL_SAMPLES, { genes: 20 }));
    expect(await queryGenePoints(ports, EXPERIMENT, CONTRAST, {})).toMatchObject({ genes: [], pending: 1 });
  });

  it('are refused of a contrast and of an engine that there are not', async () => {
    const ports = await assayPorts();
    await send(ports, 'counts.csv', countsCsv(ALL_SAMPLES, { genes: 20 }));
    await analyzeAll(ports);
    const asked = (contrast: string, engine?: string) =>
      queryGenePoints(ports, EXPERIMENT, contrast, { engine });
    await expect(asked('flight-v-grond')).rejects.toMatchObject({ code: 'contrast.unknown' });
    await expect(asked(CONTRAST, 'limma')).rejects.toMatchObject({ code: 'engine.unknown' });
  });
});
