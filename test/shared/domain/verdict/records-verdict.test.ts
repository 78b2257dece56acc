import { expect, it } from 'vitest';
import { NO_COUNTS } from '../../../../shared/domain/downlink/receipt.ts';
import { recordsVerdict } from '../../../../shared/domain/verdict/records-verdict.ts';
import { RECEIPT } from '../../../support/some-receipt.ts';

const facts = { assay: 'pits', isPending: true, results: null, absent: [] };
const inLine = (warnings: typeof RECEIPT.warnings) =>
  recordsVerdict({ ...RECEIPT, counts: { ...NO_COUNTS, records: 1, accepted: 1 }, warnings }, facts, [])[0];

it('an image, or a mask, on which nothing was found says so where it says that it is in', () => {
  expect(inLine([])).toBe('In: the one record of the assay pits is new.');
  for (const code of ['image.no-object', 'mask.empty'])
    expect(inLine([{ code, message: 'no object of at least 10 px was found' }])).toBe(
      'In: the one record of the assay pits is new: no object of at least 10 px was found.',
    );
});
