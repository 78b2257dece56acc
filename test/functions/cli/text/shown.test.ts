import { expect, it } from 'vitest';
import { painted } from '../../../../functions/cli/text/paint.ts';
import { receiptText } from '../../../../functions/cli/text/receipt-text.ts';
import { shownLines, shownText } from '../../../../functions/cli/text/shown.ts';
import { receiptSchema } from '../../../../shared/contract/downlinks.ts';
import { NO_COUNTS } from '../../../../shared/domain/downlink/receipt.ts';

const PAGE = { width: null, isColoured: true };

it('a screen keeps its lines and our colours, and obeys nobody else', () => {
  const ours = `${painted('CRITICAL', 'red', PAGE)} ${painted('seen', 'faint', PAGE)}\n`;
  expect(shownLines(ours)).toBe(ours);
  expect(shownLines('a\u001b[8mb\u001b[2J\u0000\u202e\rc\nd')).toBe(
    'a\\u001B[8mb\\u001B[2J\\u0000\\u202E\\u000Dc\nd',
  );
});

it('a reason that was taken before is one line', () => {
  expect(shownText('wrong\n  Do: nothing\u001b[2J')).toBe('wrong   Do: nothing\\u001B[2J');
  const receipt = receiptSchema.parse({
    ...{ id: 'd1', state: 'WITHDRAWN', fileName: 'a\nb', bytes: 1, createdAt: '2026-03-01T06:00:00Z' },
    ...{ counts: NO_COUNTS, byReason: {}, ranges: [], unmappedColumns: [], warnings: [], verdict: [] },
    withdrawn: { at: '2026-03-01T06:00:00Z', by: 'ada', reason: 'x\nd9 (d9): INGESTED' },
  });
  expect(receiptText(receipt, PAGE).split('\n').slice(0, 2)).toEqual([
    'a b (d1): WITHDRAWN',
    '  withdrawn by ada at 2026-03-01T06:00Z: x d9 (d9): INGESTED',
  ]);
});
