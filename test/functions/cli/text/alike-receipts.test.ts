import { describe, expect, it } from 'vitest';
import { receiptsShown } from '../../../../functions/cli/text/alike-receipts.ts';
import type { ReceiptOnWire } from '../../../../shared/contract/downlinks.ts';

type Receipt = Parameters<typeof receiptsShown<Pick<ReceiptOnWire, ReceiptKey>>>[0][number];
type ReceiptKey = 'id' | 'state' | 'source' | 'counts' | 'warnings' | 'verdict' | 'error' | 'unmappedColumns';

const COUNTS = {
  lines: 8,
  samples: 0,
  records: 7,
  rows: 7,
  accepted: 7,
  duplicates: 0,
  conflicts: 0,
  rejected: 0,
};
const receipt = (id: string, more: Partial<Receipt> = {}): Receipt => ({
  ...{ id, state: 'INGESTED', source: 'pits', warnings: [], unmappedColumns: [] },
  counts: { ...COUNTS, invalid: 0, bad: 0 },
  verdict: [
    `In: all of ${id}.`,
    'Missing: nothing.',
    'Request again: nothing.',
    'Worse: nothing.',
    'Do: look.',
  ],
  ...more,
});
const shown = (receipts: readonly Receipt[]) => {
  const { whole, alike } = receiptsShown(receipts, (source) => source === 'pits');
  return { whole: whole.map(({ id }) => id), alike };
};
const five = ['a', 'b', 'c', 'd', 'e'];

describe('receipts of a laboratory', () => {
  it('are shown by the first of an assay, and a line for those that came in the same way', () => {
    expect(shown(five.map((id) => receipt(id)))).toEqual({
      whole: ['a'],
      alike: [
        '4 more files of the assay pits came in the same way: 28 records, all new, no warning (./howship receipt <id>)\n',
      ],
    });
  });

  it('are shown one by one where they are few, or of telemetry', () => {
    expect(shown(five.slice(0, 3).map((id) => receipt(id))).whole).toEqual(['a', 'b', 'c']);
    expect(shown(five.map((id) => receipt(id, { source: 'flight' }))).whole).toEqual(five);
  });

  it.each([
    ['has a warning', { warnings: [{ code: 'object.ellipse', message: 'object 3' }] }],
    ['was refused', { state: 'REFUSED', error: { code: 'pit.no-rows', message: 'none' } }],
    ['lost a row', { counts: { ...COUNTS, invalid: 0, bad: 0, rejected: 1 } }],
    ['repeats a row', { counts: { ...COUNTS, invalid: 0, bad: 0, duplicates: 1 } }],
    ['has a column that nobody reads', { unmappedColumns: ['Angle'] }],
    ['lacks something', { verdict: ['In: all.', 'Missing: nothing of GU3 has come.', '', '', ''] }],
  ] as [string, Partial<Receipt>][])('are shown whole where one %s', (_, more) => {
    const all = five.map((id) => receipt(id, id === 'c' ? more : {}));
    expect(shown(all).whole).toEqual(['a', 'c']);
  });
});
