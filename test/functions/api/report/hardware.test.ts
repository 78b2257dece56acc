import { expect, it } from 'vitest';
import { hardwareSection } from '../../../../functions/api/report/hardware.ts';
import { reportFrame } from '../../../../shared/usecases/report/report-experiment.ts';
import { armsDocument, armsPorts, ARMS_EXPERIMENT as E } from '../../../support/arms-experiment.ts';

it('the report names arms, units and twins, with what of the culture they share and what not', async () => {
  const document = armsDocument({}, (unit) => ({ donor: 'D<7>', passage: unit === 'F2' ? 4 : 3 }));
  const html = hardwareSection(await reportFrame(await armsPorts(document, {}), E));
  expect(html).toContain('F1, F2, F3');
  expect(html).toContain('donor D&lt;7&gt;');
  expect(html).toContain('F1: passage 3');
  expect(html).toContain('F2: passage 4');
  // All of the ground are alike.
  expect(html).toContain('donor D&lt;7&gt;; passage 3');
  expect(html).toContain('Pair P1: F1 compared with G1.');
});
