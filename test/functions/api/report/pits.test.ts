import { expect, it } from 'vitest';
import { pitsSection } from '../../../../functions/api/report/pits.ts';
import { reportExperiment } from '../../../../shared/usecases/answer/report-experiment.ts';
import { armsDocument, armsPorts, ARMS_EXPERIMENT as E } from '../../../support/arms-experiment.ts';
import { pitAssay, pitsCsv } from '../../../support/pit-files.ts';

it('the report shows each slice with what it rests on, and which units have none', async () => {
  const ports = await armsPorts(armsDocument({ assays: [pitAssay()] }), {
    'a_pits.csv': pitsCsv(['flight', 'ground']),
  });
  const html = pitsSection(await reportExperiment(ports, E, {}));
  expect(html.match(/<tr/g)).toHaveLength(13);
  expect(html).toContain('nobody said that fields were looked at: the whole slice is taken');
  expect(html).toContain('no scale');
  expect(html).toContain('pits: no slice of it has come: R1, R2, R3');
});

it('the report has no such section where nothing of pits is declared', async () => {
  const ports = await armsPorts(armsDocument({}), {});
  expect(pitsSection(await reportExperiment(ports, E, {}))).toBe('');
});
