import { expect, it } from 'vitest';
import { receiptsText } from '../../../../functions/cli/commands/receipt.ts';
import { redownlinkText } from '../../../../functions/cli/commands/redownlink.ts';
import { statusText } from '../../../../functions/cli/text/status-text.ts';
import { receiptSchema } from '../../../../shared/contract/downlinks.ts';
import { NO_COUNTS } from '../../../../shared/domain/downlink/receipt.ts';

const PAGE = { width: null, isColoured: false };
const TOLD = 'reread --all';

const receipt = (id: string, more: object) =>
  receiptSchema.parse({
    ...{ id, state: 'INGESTED', fileName: `${id}.csv`, bytes: 1, createdAt: '2026-03-01T06:00:00Z' },
    ...{ counts: NO_COUNTS, byReason: {}, ranges: [], unmappedColumns: [], warnings: [], verdict: [] },
    ...more,
  });

it('the list of receipts has a note beside what was read otherwise or could not be read again, and none else', () => {
  const REREADING = { at: '2026-03-01T06:00:00Z', by: 'ada' };
  const error = { code: 'columns.none-mapped', message: 'none' };
  const text = receiptsText(
    [
      receipt('d1', {}),
      receipt('d2', { readUnderOther: true }),
      receipt('d3', { readUnderOther: true, rereading: { ...REREADING, error } }),
      receipt('d4', { rereading: REREADING }),
    ],
    PAGE,
  );
  const rows = text.split('\n').slice(2);
  expect(rows[0]).not.toMatch(/read/);
  expect(rows[1]).toMatch(/ read under an earlier definition +d2$/);
  expect(rows[2]).toMatch(/ could not be read again: none +d3$/);
  expect(rows[3]).toMatch(/ is being read again +d4$/);
  expect(rows[4]).toContain(TOLD);
  const alike = receiptsText([receipt('d1', {})], PAGE);
  expect(alike).not.toContain('note');
  expect(alike).not.toContain(TOLD);
});

it('the status names the experiments that hold such downlinks, with the command', () => {
  const standing = {
    ...{ experiment: 'x1', downlinks: 2, last: null, current: {}, failed: [], newest: [] },
    ...{ pending: 0, awaiting: 0, unsent: 0 },
  };
  const NOW = '2026-11-28T22:00:00Z';
  const text = statusText(
    [
      { ...standing, readUnderOther: 2 },
      { ...standing, experiment: 'x2' },
    ],
    NOW,
    PAGE,
  );
  expect(text).toMatch(
    /x1: 2 downlinks were read under an earlier definition.*\n {2}.*reread --all -e x1\n$/,
  );
  expect(statusText([standing], NOW, PAGE)).not.toContain(TOLD);
});

it('what to ask for again says it below', () => {
  const answer = {
    ...{ ranges: [], lookedAt: [], until: null, pending: 0, left: { NOT_DOWNLINKED: 0, LOS: 0 } },
    contacts: { sentence: 'no plan', isPlanned: false },
  };
  expect(redownlinkText({ ...answer, readUnderOther: true }, PAGE)).toContain(TOLD);
  expect(redownlinkText(answer, PAGE)).not.toContain(TOLD);
});
