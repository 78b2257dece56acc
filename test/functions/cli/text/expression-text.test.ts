import { expect, it } from 'vitest';
import { genesText } from '../../../../functions/cli/text/expression-text.ts';
import { queryGenes } from '../../../../shared/usecases/answer/query-genes.ts';
import {
  ALL_SAMPLES,
  analyzeAll,
  assayPorts,
  countsCsv,
  EXPERIMENT,
  send,
} from '../../../support/assay-experiment.ts';

it('tells a gene of which a cell was rejected from one that is in no file, and what infinite degrees of freedom are', async () => {
  const ports = await assayPorts();
  await send(ports, 'counts.csv', `${countsCsv(ALL_SAMPLES, { genes: 40 })}broken,9,-1,9,9,9,9\n`);
  await analyzeAll(ports);
  const query = { gene: ['broken', 'nowhere'], sort: 'pValue', limit: 20, skip: 0 } as const;
  const { genes } = await queryGenes(ports, EXPERIMENT, 'flight-v-ground', query);
  const text = genesText({ ...genes, priorDf: 'infinite' }, { width: null, isColoured: false });
  expect(text).toMatch(
    /\nbroken .* – {2}no value in some sample: its cell is empty or was rejected, or a file lacks the gene\n/,
  );
  expect(text).toContain('\nin no file of rnaseq: nowhere\n');
  const mistyped = genesText(
    { ...genes, notFound: ['nowhere', 'g1o'], meant: [{ name: 'g1o', gene: 'g10' }] },
    { width: null, isColoured: false },
  );
  expect(mistyped).toContain('\nin no file of rnaseq: nowhere, g1o (did you mean g10?)\n');
  expect(text).toContain(
    'note: 1 gene lacks a value in some sample (its cell is empty or was rejected, or a file lacks the gene) and is not compared: broken\n',
  );
  expect(text).toContain(
    '; engine limma-trend, infinitely many degrees of freedom from all genes: all genes scatter alike\n',
  );
  const shape = (significant: number) =>
    genesText(
      { ...genes, significant, pValues: 'even', nullShare: 0.999 },
      { width: null, isColoured: false },
    );
  expect(shape(0)).toContain(
    'p-values are even: no gene is seen to differ; about 100 % of genes do not differ',
  );
  expect(shape(1)).toContain('; p-values of all others are even; nearly all genes do not differ');
});
