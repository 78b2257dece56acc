import { describe, expect, it } from 'vitest';
import { type GenesQuery, queryGenes } from '../../../../shared/usecases/answer/query-genes.ts';
import {
  ALL_SAMPLES,
  analyzeAll,
  assayPorts,
  countsCsv,
  EXPERIMENT,
  send,
} from '../../../support/assay-experiment.ts';

async function asked(changes: Partial<GenesQuery>, more = '') {
  const ports = await assayPorts();
  // Of the last gene hardly anything is read.
  await send(
    ports,
    'counts.csv',
    `${countsCsv(ALL_SAMPLES, { genes: 40 })}rare,0,1,0,0,0,1\nbroken,9,-1,9,9,9,9\nENSMUSG00000001494.6,90,80,95,91,85,99\n${more}`,
  );
  await analyzeAll(ports);
  return queryGenes(ports, EXPERIMENT, 'flight-v-ground', { sort: 'pValue', limit: 50, skip: 0, ...changes });
}

describe('queryGenes', () => {
  it('lists the genes that were compared, the largest change on either side first where that is asked for', async () => {
    const { genes, after } = await asked({ sort: 'log2fc' });
    expect(genes.rows.map(({ gene }) => gene)).not.toContain('rare');
    const sizes = genes.rows.map(({ log2fc }) => Math.abs(log2fc ?? 0));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(after).toBeNull();
  });

  it('gives a gene that was not compared where it is named, with the reason', async () => {
    const { genes } = await asked({ gene: ['rare'] });
    expect(genes.rows).toMatchObject([
      { gene: 'rare', log2fc: null, pValue: null, reason: 'read too rarely to be compared' },
    ]);
  });

  it('gives a gene of which a cell was rejected, with the reason: only what is in no file is not found', async () => {
    const { genes } = await asked({ gene: ['broken', 'nowhere'] });
    const reason = 'no value in some sample: its cell is empty or was rejected, or a file lacks the gene';
    expect(genes.rows).toMatchObject([
      { gene: 'broken', log2fc: null, pValue: null, means: { a: null, b: null }, reason },
    ]);
    expect(genes.notFound).toEqual(['nowhere']);
  });

  it('finds a gene of Ensembl without its version', async () => {
    const { genes } = await asked({ gene: ['ENSMUSG00000001494'] });
    expect(genes.rows.map(({ gene }) => gene)).toEqual(['ENSMUSG00000001494.6']);
  });

  it('goes on where a page ends', async () => {
    const { genes, after } = await asked({ sort: 'gene', limit: 3, skip: 39 });
    expect(genes.rows).toHaveLength(2);
    expect(after).toBeNull();
    expect((await asked({ limit: 3 })).after).toBe(3);
  });

  it('finds a gene by its product and by other names, says as what it read them, and guesses at none', async () => {
    const { genes } = await asked({ gene: ['RANKL', 'g1', 'rankll'] }, 'Tnfsf11,90,80,95,91,85,99\n');
    expect(genes.rows.map(({ gene }) => gene).toSorted()).toEqual(['Tnfsf11', 'g1']);
    expect(genes.readAs).toEqual([{ name: 'RANKL', gene: 'Tnfsf11' }]);
    expect(genes.notFound).toEqual(['rankll']);
  });

  it('reads a product as no gene that the files have not', async () => {
    const { genes } = await asked({ gene: ['RANKL'] });
    expect(genes.readAs).toBeUndefined();
    expect(genes.notFound).toEqual(['RANKL']);
  });
});
