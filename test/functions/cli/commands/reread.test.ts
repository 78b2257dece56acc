import { expect, it } from 'vitest';
import { rereadText } from '../../../../functions/cli/commands/reread.ts';
import { receiptSchema } from '../../../../shared/contract/downlinks.ts';
import { NO_COUNTS } from '../../../../shared/domain/downlink/receipt.ts';

const PAGE = { width: null, isColoured: false };

const receipt = (id: string, more: object = {}) =>
  receiptSchema.parse({
    ...{ id, state: 'INGESTED', fileName: `${id}.csv`, bytes: 1, createdAt: '2026-03-01T06:00:00Z' },
    ...{ byReason: {}, ranges: [], unmappedColumns: [], warnings: [], verdict: [`In: ${id}.`] },
    counts: { ...NO_COUNTS, samples: 3, accepted: 2 },
    ...more,
  });

it('of several files each has a line, and only one that failed its receipt', () => {
  const rereading = { at: '2026-03-01T06:00:00Z', by: 'ada', error: { code: 'c', message: 'm' } };
  const text = rereadText([receipt('d1'), receipt('d2', { rereading }), receipt('d3')], [], PAGE);
  expect(text.split('\n').slice(0, 5)).toEqual([
    'd1.csv (d1): INGESTED, 2 of 3 samples accepted',
    'd3.csv (d3): INGESTED, 2 of 3 samples accepted',
    '2 downlinks read again, 1 not',
    'd2.csv (d2): INGESTED',
    '  In: d2.',
  ]);
  expect(text).not.toContain('In: d1.');
});

it('of an assay its records are told', () => {
  const counts = { ...NO_COUNTS, records: 20, accepted: 20 };
  expect(rereadText([receipt('d1', { counts }), receipt('d2')], [], PAGE)).toMatch(
    /^d1\.csv \(d1\): INGESTED, 20 of 20 records accepted\n/,
  );
});

it('of one file the receipt is told', () => {
  expect(rereadText([receipt('d1')], [], PAGE)).toContain('In: d1.');
});

it('of those that could not be asked for it says why, beside those that were read', () => {
  const notRead = [{ id: 'd2', code: 'downlink.busy', message: 'd2 is being read' }];
  expect(rereadText([receipt('d1')], notRead, PAGE)).toBe(
    'd1.csv (d1): INGESTED, 2 of 3 samples accepted\n1 downlink read again, 1 not\nd2: not read again: d2 is being read (downlink.busy)\n',
  );
});
