import { describe, expect, it } from 'vitest';
import type { HeadEntry, HeadRecord } from '../../../../shared/domain/bucket/head.ts';
import {
  entriesUnseen,
  keptUpTo,
  notingSuperseded,
  objectsOf,
} from '../../../../shared/domain/bucket/superseded-objects.ts';

const entry = (downlink: string | null, keys: readonly string[], merged?: string): HeadEntry => ({
  ...{ downlink, attempt: 1, repeated: 0, visible: true },
  segments: keys.map((key) => ({ key, rank: 0, from: 0, to: 1 })),
  counts: { accepted: 1, duplicates: 0, conflicts: 0 },
  ...(merged !== undefined && { merged }),
});
const head = (...entries: HeadEntry[]): HeadRecord => ({
  ...{ unit: 'FU1', bucket: '2026-03-01', v: 1, entries, page: null, unended: [], due: true },
});

describe('a head whose entries change', () => {
  it('notes what none of them names any more: segments, and the list of what was merged', () => {
    const before = head(entry(null, ['m1'], 'list1'), entry('a', ['a1', 'a2']), entry('b', ['b1']));
    const next = head(entry(null, ['m2'], 'list2'), entry('b', ['b1']));
    expect(notingSuperseded(before, next)).toEqual({ ...next, superseded: ['m1', 'list1', 'a1', 'a2'] });
    expect([...objectsOf(next.entries)]).toEqual(['m2', 'list2', 'b1']);
  });

  it('does not note what another entry of the same content still names', () => {
    const before = head(entry('a', ['same']), entry('b', ['same']));
    const next = head(entry('b', ['same']));
    expect(notingSuperseded(before, next)).toBe(next);
  });

  it('keeps what was noted before, each once', () => {
    const before = { ...head(entry('a', ['a1']), entry('b', ['b1'])), superseded: ['a1', 'x'] };
    const next = { ...before, entries: [entry('c', ['c1'])] };
    expect(notingSuperseded(before, next).superseded).toEqual(['a1', 'x', 'b1']);
  });
});

describe('the entries that were not looked at', () => {
  const noting = (...entries: HeadEntry[]): HeadRecord => ({ ...head(...entries), superseded: [] });

  it('are those behind the last that was, and all where that one has left', () => {
    const seen = noting(entry(null, ['m']), entry('a', ['a1']), entry('b', ['b1']));
    const names = (record: HeadRecord) => entriesUnseen(record).map(({ downlink }) => downlink);
    expect(names(seen)).toEqual(['a', 'b']);
    const kept = keptUpTo(seen);
    expect(kept).toEqual({ keptUpTo: { downlink: 'b', attempt: 1 } });
    expect(names({ ...seen, ...kept })).toEqual([]);
    const grown = [...seen.entries, entry('c', ['c1'])];
    expect(names({ ...seen, ...kept, entries: grown })).toEqual(['c']);
    expect(names({ ...seen, ...kept, entries: [entry(null, ['m2']), entry('c', ['c1'])] })).toEqual(['c']);
    const again = { ...entry('b', ['b1']), attempt: 2 };
    expect(names({ ...seen, ...kept, entries: [...seen.entries, again] })).toEqual(['b']);
  });

  it('are not remembered where nothing was ever to go, or all is merged', () => {
    expect(keptUpTo(head(entry('a', ['a1'])))).toEqual({});
    expect(keptUpTo(noting(entry(null, ['m'])))).toEqual({});
  });
});
