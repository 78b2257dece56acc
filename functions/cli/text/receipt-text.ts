import type { ReceiptOnWire } from '../../../shared/contract/downlinks.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { typedIso } from '../../../shared/domain/words/instant.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { rejectWords } from '../../../shared/domain/words/reject.ts';
import type { Page } from './page.ts';
import { readUnderOtherText } from './read-under-other-text.ts';
import { readingText } from './reading-text.ts';
import { shownText } from './shown.ts';
import { tableText } from './table.ts';

/** Columns that are named; `--json` has all. */
const MOST_COLUMNS = 20;

/** A receipt for people: the verdict first. */
export function receiptText(receipt: ReceiptOnWire, page: Page): string {
  const { fileName, id, state, counts, ranges } = receipt;
  const parts = [
    `${shownText(fileName)} (${id}): ${state}\n`,
    ...receipt.verdict.map((line) => `  ${line}\n`),
    receipt.error === undefined ? '' : `  ${receipt.error.code}: ${receipt.error.message}\n`,
    receipt.dropped === undefined ? '' : `  came as ${shownText(receipt.dropped.key)}\n`,
    receipt.withdrawn === undefined ? '' : withdrawnText(receipt.withdrawn),
    rereadingText(receipt),
    `  ${countsText(counts)}\n`,
    ...Object.entries(receipt.byReason).map(
      ([code, count]) =>
        `  ${countText(count, counts.records > 0 ? 'record' : 'sample')} rejected: ${rejectWords(code)}\n`,
    ),
    ...receipt.warnings.map(({ code, message }) => `  warning ${code}: ${message}\n`),
    receipt.unmappedColumns.length === 0
      ? ''
      : `  columns that no source maps or ignores: ${listText(receipt.unmappedColumns, ', ', MOST_COLUMNS)}\n`,
  ];
  return parts.join('') + (ranges.length === 0 ? '' : `\n${rangesText(ranges, page)}`);
}

function rereadingText(receipt: ReceiptOnWire): string {
  const { rereading } = receipt;
  const { error } = rereading ?? {};
  if (error !== undefined)
    return `  could not be read again, what was read stays: ${error.code}: ${error.message}\n`;
  if (rereading !== undefined) {
    const how = receipt.reading === undefined ? '' : ` (${readingText(receipt.reading)})`;
    return `  is being read again${how}; what was read stays until then\n`;
  }
  const other = readUnderOtherText(receipt, receipt.id);
  return other === '' ? '' : `  ${other}`;
}

function withdrawnText({ at, by, reason }: NonNullable<ReceiptOnWire['withdrawn']>): string {
  return `  withdrawn by ${shownText(by)} at ${typedIso(at)}: ${shownText(reason)}\n`;
}

function countsText(counts: ReceiptOnWire['counts']): string {
  const { samples, records, rows, accepted, duplicates, conflicts, rejected } = counts;
  if (samples === 0 && records === 0 && rows === 0) return 'no row was read';
  const became = [
    `${groupedText(accepted)} accepted`,
    countText(duplicates, 'duplicate'),
    countText(conflicts, 'conflict'),
    `${groupedText(rejected)} rejected`,
  ];
  return `${records > 0 ? countText(records, 'record') : countText(samples, 'sample')} in ${countText(rows, 'row')}: ${became.join(', ')}`;
}

function rangesText(ranges: ReceiptOnWire['ranges'], page: Page): string {
  const columns = [
    { title: 'unit' },
    { title: 'channel' },
    { title: 'first sample' },
    { title: 'last sample' },
    { title: 'samples', align: 'right' as const },
  ];
  return tableText(
    columns,
    ranges.map(({ unit, channel, from, to, samples }) => [
      ...[unit, channel, typedIso(from), typedIso(to), groupedText(samples)],
    ]),
    page,
  );
}
