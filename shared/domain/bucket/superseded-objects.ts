import type { HeadEntry, HeadRecord } from './head.ts';

/** Keys of the objects that entries name: their segments, and the lists of what was merged. */
export function objectsOf(entries: readonly HeadEntry[]): Set<string> {
  return new Set(
    entries.flatMap(({ segments, merged }) => [
      ...segments.map(({ key }) => key),
      ...(merged === undefined ? [] : [merged]),
    ]),
  );
}

/**
 * The next state of a head, with a note of the objects that none of its entries names any more. The note is part of the
 * same write: whoever dies next has left word of them.
 */
export function notingSuperseded(before: HeadRecord, next: HeadRecord): HeadRecord {
  const named = objectsOf(next.entries);
  const gone = [...objectsOf(before.entries)].filter((key) => !named.has(key));
  if (gone.length === 0) return next;
  return { ...next, superseded: [...new Set([...(next.superseded ?? []), ...gone])] };
}

/** Entries of downlinks that stand by themselves and came after the last that was looked at. */
export function entriesUnseen({ entries, keptUpTo }: HeadRecord): HeadEntry[] {
  const last = entries.findLastIndex(
    ({ downlink, attempt }) => downlink === keptUpTo?.downlink && attempt === keptUpTo.attempt,
  );
  return entries.slice(last + 1).filter(({ downlink }) => downlink !== null);
}

/** What a head remembers once its entries, as they are in `seen`, were looked at. */
export function keptUpTo({ entries, superseded }: HeadRecord): Pick<HeadRecord, 'keptUpTo'> {
  const { downlink = null, attempt = 0 } = entries.at(-1) ?? {};
  return superseded === undefined || downlink === null ? {} : { keptUpTo: { downlink, attempt } };
}
