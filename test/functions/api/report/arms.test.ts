import { expect, it } from 'vitest';
import { armsSection } from '../../../../functions/api/report/arms.ts';
import { reportCompared, reportFrame } from '../../../../shared/usecases/report/report-experiment.ts';
import { armsDocument, armsPorts, ARMS_EXPERIMENT as E } from '../../../support/arms-experiment.ts';
import { pitAssay, pitsCsv } from '../../../support/pit-files.ts';

it('the report says beside each comparison of an assay what studies reported of it', async () => {
  const ports = await armsPorts(armsDocument({ assays: [pitAssay()] }), { 'a_pits.csv': pitsCsv() });
  const frame = await reportFrame(ports, E);
  const html = armsSection(frame, (await reportCompared(ports, frame)).arms);
  expect(html).toContain('pits of pits');
  // Three units of three arms, in one picture of each endpoint.
  expect(html.match(/<svg/g)).toHaveLength(7);
  expect(html.match(/<circle/g)).toHaveLength(7 * 9);
  expect(html).toMatch(/files F1<[\s\S]*?snapshot sha256:[0-9a-f]{64}/);
  expect(html).toMatch(/Literature AGREES: studies agree: up in [\d, ]+ \(spaceflight, cells of any kind/);
});
