import { describe, expect, it } from 'vitest';
import { newExclusionSchema } from '../../../../shared/contract/exclusions.ts';
import { listNormalized } from '../../../../shared/usecases/answer/list-normalized.ts';
import { recordExclusion } from '../../../../shared/usecases/define/record-exclusion.ts';
import {
  ALL_SAMPLES,
  assayDocument,
  assayPorts,
  countsCsv,
  EXPERIMENT,
  send,
} from '../../../support/assay-experiment.ts';

describe('normalized genes of an assay', () => {
  it('are of every unit that counts, by the files in force', async () => {
    const ports = await assayPorts();
    await send(ports, 'a-counts.csv', countsCsv(ALL_SAMPLES.slice(0, 4), { genes: 20 }));
    await send(ports, 'b-counts.csv', countsCsv(ALL_SAMPLES.slice(4), { genes: 20 }));
    const all = await listNormalized(ports, EXPERIMENT, 'rnaseq');
    expect(all.samples.map(({ name }) => name)).toEqual(['FU1', 'FU2', 'FU3', 'GU1', 'GU2', 'GU3']);
    expect(all.rows).toHaveLength(20);
    for (const { values } of all.rows) expect(values).toHaveLength(6);
    const excluded = { unit: 'GU2', reason: 'LEAK', evidence: 'foam' };
    await recordExclusion(ports, EXPERIMENT, newExclusionSchema.parse(excluded), 'ada');
    const { samples } = await listNormalized(ports, EXPERIMENT, 'rnaseq');
    expect(samples.map(({ name }) => name)).toEqual(['FU1', 'FU2', 'FU3', 'GU1', 'GU3']);
  });

  it('are those that are named, in any case', async () => {
    const ports = await assayPorts();
    await send(ports, 'a-counts.csv', countsCsv(ALL_SAMPLES, { genes: 20 }));
    const { rows, samples } = await listNormalized(ports, EXPERIMENT, 'rnaseq', ['G3', 'nowhere']);
    expect(rows.map(({ gene }) => gene)).toEqual(['g3']);
    expect(samples).toHaveLength(6);
  });

  it('say why there are none', async () => {
    const ports = await assayPorts();
    expect(await listNormalized(ports, EXPERIMENT, 'rnaseq')).toMatchObject({
      ...{ method: null, samples: [], rows: [] },
      refused: { code: 'assay.awaited', message: 'no file *counts*.csv has come that could be compared' },
    });
    await send(ports, 'a-counts.csv', 'gene,SFU1\ng1,5\n');
    await send(ports, 'b-counts.csv', 'gene,SFU1\ng1,6\n');
    expect(await listNormalized(ports, EXPERIMENT, 'rnaseq')).toMatchObject({
      refused: { code: 'assay.conflict' },
    });
  });

  it('are refused of an assay that is none, or not of genes', async () => {
    const ports = await assayPorts(assayDocument({ kind: 'qpcr', references: ['g1'] }));
    await expect(listNormalized(ports, EXPERIMENT, 'rnaseq')).rejects.toMatchObject({
      code: 'assay.no-genes',
    });
    await expect(listNormalized(ports, EXPERIMENT, 'rna')).rejects.toMatchObject({ code: 'assay.unknown' });
  });
});
