import { expect, it } from 'vitest';
import type { AssayResults } from '../../../../shared/domain/assay/results.ts';
import { NO_COUNTS } from '../../../../shared/domain/downlink/receipt.ts';
import { type ReadAs, recordsVerdict } from '../../../../shared/domain/verdict/records-verdict.ts';
import { NO_FACTS, verdictOf } from '../../../../shared/domain/verdict/verdict.ts';
import { RECEIPT } from '../../../support/some-receipt.ts';

const facts = { assay: 'pits', isPending: true, results: null, absent: [], readAs: null };
const inLine = (warnings: typeof RECEIPT.warnings) =>
  recordsVerdict({ ...RECEIPT, counts: { ...NO_COUNTS, records: 1, accepted: 1 }, warnings }, facts, [])[0];

it('an image, or a mask, on which nothing was found says so where it says that it is in', () => {
  expect(inLine([])).toBe('In: the one record of the assay pits is new.');
  for (const code of ['image.no-object', 'mask.empty'])
    expect(inLine([{ code, message: 'no object of at least 10 px was found' }])).toBe(
      'In: the one record of the assay pits is new: no object of at least 10 px was found.',
    );
});

it('conflicts are no ground to withdraw a file before they are settled', () => {
  const counts = { ...NO_COUNTS, records: 4, conflicts: 4 };
  const receipt = { ...RECEIPT, counts };
  const told = (isPending: boolean) => verdictOf(receipt, { ...NO_FACTS, assay: { ...facts, isPending } });
  const pending = told(true);
  expect(pending[0]).toBe(
    'In: 0 of 4 records of the assay pits are new, 4 in conflict (still being settled).',
  );
  expect(pending[4]).toBe('Do: look again once it is worked out (1 part to do).');
  expect(told(false)[0]).toContain('4 in conflict (both kept)');
  expect(told(false)[4]).toContain('withdraw the file whose values are wrong (4 conflicts)');
});

it('a mask says that it was read as one, of which image, and in whose place it is measured', () => {
  const mask = { file: 'F1-S1-mask.png', of: 'F1-S1' };
  const readAs = { kind: 'pit-image', mask } as const;
  const told = (results: AssayResults | null) =>
    recordsVerdict(
      { ...RECEIPT, counts: { ...NO_COUNTS, records: 2, accepted: 2 } },
      { ...facts, isPending: false, results, readAs },
      [],
    );
  const none: AssayResults = {
    ...{
      version: 'v',
      definition: 'd',
      records: null,
      contrasts: [],
      handledApart: [],
      samples: [],
      files: [],
    },
    ...{ exclusions: [], remarks: [{ code: 'mask.no-image', message: 'no image has come of it' }] },
    refused: { code: 'assay.awaited', message: 'no file *.png has come' },
  };
  expect(told(none)).toEqual([
    'In: read as a mask of the image called "F1-S1"; all 2 records of the assay pits are new.',
    'Missing: no file *.png has come; no image has come of it.',
    'Request again: nothing. Files of an assay come from its laboratory, not at a contact.',
    'Worse: not compared: no file *.png has come.',
    'Do: see what keeps it from being compared (./howship pits).',
  ]);
});

it('what keeps an assay from being compared is seen where its kind is shown', () => {
  const stepOf = (kind: ReadAs['kind']) =>
    recordsVerdict(RECEIPT, { ...facts, isPending: false, readAs: { kind, mask: null } }, [])[4];
  expect(stepOf('counts')).toMatch(/howship expression\)/);
  expect(stepOf('endpoint-table')).toMatch(/howship compare\)/);
  expect(stepOf('pit-table')).toMatch(/howship pits\)/);
});
