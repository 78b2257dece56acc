import { expect, it } from 'vitest';
import { headKey } from '../../../../shared/domain/bucket/head.ts';
import { receiptKey } from '../../../../shared/domain/downlink/receipt.ts';
import {
  failedDownlink,
  failedKey,
  itemOwed,
  OWED_PREFIX,
  owedKey,
  owedPrefix,
} from '../../../../shared/domain/owed/owed.ts';

it('an entry names its item and stands below what all entries of the item share', () => {
  for (const item of [headKey('x', 1, 'FU1', '2026-03-01'), receiptKey('x', 'd1')]) {
    const entry = owedKey(item, 'revision-3');
    expect(itemOwed(entry)).toEqual(item);
    expect(entry.sort.startsWith(owedPrefix(item))).toBe(true);
    expect(entry.sort.startsWith(OWED_PREFIX)).toBe(true);
  }
});

it('an item whose name begins with that of another has entries of its own', () => {
  const long = owedKey(headKey('x', 1, 'FU1', '2026-03-010'), 'd1');
  expect(long.sort.startsWith(owedPrefix(headKey('x', 1, 'FU1', '2026-03-01')))).toBe(false);
});

it('a failed attempt names its downlink', () => {
  expect(failedDownlink(failedKey('x', 'd1', 2))).toBe('d1');
});
