import { expect, it } from 'vitest';
import { genesSection } from '../../../../functions/api/report/genes.ts';
import { methodsSection } from '../../../../functions/api/report/methods.ts';
import { reportCompared, reportFrame } from '../../../../shared/usecases/report/report-experiment.ts';
import {
  ALL_SAMPLES,
  analyzeAll,
  assayDocument,
  assayPorts,
  countsCsv,
  EXPERIMENT,
  send,
} from '../../../support/assay-experiment.ts';

it('the report shows what genes differ and by how much, with files and snapshot, and says how it was done', async () => {
  const ports = await assayPorts();
  await send(ports, 'counts.csv', countsCsv(ALL_SAMPLES, { genes: 40 }));
  await analyzeAll(ports);
  const frame = await reportFrame(ports, EXPERIMENT);
  const assays = await reportCompared(ports, frame);
  const html = genesSection(frame, assays);
  const [top] = assays.topGenes;
  expect(top?.rows.length).toBe(20);
  for (const { gene } of top?.rows ?? []) expect(html).toContain(gene);
  expect(html).toMatch(/files F1<[\s\S]*?snapshot sha256:[0-9a-f]{64}/);
  const methods = methodsSection(frame, assays);
  expect(methods).toContain('Genes were compared with the culture unit as the replicate, by a moderated t');
  expect(methods).toContain('G. K. Smyth');
  // Nothing of it was done.
  expect(methods).not.toMatch(/Love|quasi-Poisson|Schuirmann/);
});

it('the report says how many genes were found, where the others are, and shows those of sets and primary questions', async () => {
  const document = { ...assayDocument(), analysis: { primary: ['g31'] } };
  const ports = await assayPorts(document);
  // Markers of the field in the place of genes that do not differ.
  const counts = countsCsv(ALL_SAMPLES, { genes: 400 }).replace(/^g33,/m, 'Itgb3,');
  await send(ports, 'counts.csv', counts);
  await analyzeAll(ports);
  const frame = await reportFrame(ports, EXPERIMENT);
  const assays = await reportCompared(ports, frame);
  const html = genesSection(frame, assays);
  const [top] = assays.topGenes;
  expect(top?.found).toBeGreaterThan(20);
  expect(top?.rows).toHaveLength(20);
  expect(html).toContain(
    `The 20 of the smallest p, of ${top?.found} found (adjusted p of .05 or less) among ${top?.tested} compared`,
  );
  expect(html).toContain('All genes: ./howship expression flight-v-ground --assay rnaseq -e genes --csv');
  expect(top?.markers.map(({ gene }) => gene).toSorted()).toEqual(['Itgb3', 'g31']);
  for (const gene of ['Itgb3', 'g31']) expect(html).toContain(`<span>${gene}</span>`);
});

it('the report says why arms are not compared by genes, and shows none of them', async () => {
  const ports = await assayPorts();
  const frame = await reportFrame(ports, EXPERIMENT);
  const assays = await reportCompared(ports, frame);
  expect(assays.topGenes).toEqual([]);
  expect(genesSection(frame, assays)).toContain('not compared: ');
  expect(methodsSection(frame, assays)).not.toContain('Smyth');
});
