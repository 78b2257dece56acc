import { expect, it } from 'vitest';
import { filesOfAssay, filesOfDownlinks } from '../../../../functions/api/report/sources.ts';
import { reportFrame } from '../../../../shared/usecases/report/report-experiment.ts';
import { armsDocument, armsPorts, ARMS_EXPERIMENT as E } from '../../../support/arms-experiment.ts';
import { pitAssay, pitsCsv } from '../../../support/pit-files.ts';

it('files are named by their numbers, and where not all are listed, that others may be meant', async () => {
  const files = { 'a_pits.csv': pitsCsv(['flight']), 'b_pits.csv': pitsCsv(['ground']) };
  const frame = await reportFrame(await armsPorts(armsDocument({ assays: [pitAssay()] }), files), E);
  expect(filesOfAssay(frame, 'pits')).toBe('File1, File2');
  expect(filesOfAssay(frame, 'other')).toBe('');
  expect(filesOfDownlinks(frame, [frame.arrived.files[1]!.id])).toBe('File2');
  const cut = { ...frame, arrived: { ...frame.arrived, isCut: true } };
  expect(filesOfAssay(cut, 'pits')).toBe('File1, File2, any after File2');
});
