/** A list that may be long: what is looked for in it, and no more at once than is read. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { groupedText } from '../../../shared/domain/words/count.ts';
import { addressOf, type Tab } from '../address/route.ts';
import { matches } from './filter-words.ts';

interface SiftedProps<T> {
  readonly items: readonly T[];
  /** What people look for an item by. */
  readonly wordsOf: (item: T) => string;
  /** What stands before the field, such as "Filter by pair or channel". */
  readonly label: string;
  /** Where it is looked at: its `q` is what is looked for. */
  readonly at: {
    readonly experiment: string;
    readonly tab: Tab;
    readonly query: Readonly<Record<string, string>>;
  };
  /** What the items are, such as "alarms": that none fits says nothing of anything else. */
  readonly what?: string;
  /** More of them are one button away. */
  readonly most?: number;
  readonly children: (kept: readonly T[]) => ComponentChildren;
}

/** So many are seen at a glance; of more people look for theirs. */
const FEW = 6;
/** Of a table of 200 channels people read some rows; all of them are one button away. */
const MOST_SHOWN = 100;

export function Sifted<T>({ items, wordsOf, label, what, at, most = MOST_SHOWN, children }: SiftedProps<T>) {
  const { experiment, tab, query } = at;
  const [hasAll, setAll] = useState(false);
  const text = query.q ?? '';
  const kept = items.filter((item) => matches(wordsOf(item), text));
  const shown = hasAll ? kept : kept.slice(0, most);
  const look = (q: string) =>
    location.replace(addressOf(experiment, tab, { ...query, q: q === '' ? null : q }));
  return (
    <>
      {items.length > FEW && (
        <p class="filter">
          <label>
            {label}{' '}
            <input type="search" value={text} onInput={({ currentTarget }) => look(currentTarget.value)} />
          </label>{' '}
          <span role="status">
            {groupedText(shown.length)} of {groupedText(items.length)} shown
          </span>
        </p>
      )}
      {children(shown)}
      {kept.length === 0 && items.length > 0 && (
        <p class="box">
          {what === undefined ? 'Nothing' : `None of the ${groupedText(items.length)} ${what}`} fits “
          <bdi>{text}</bdi>”.{' '}
          <button type="button" onClick={() => look('')}>
            Show all
          </button>
        </p>
      )}
      {kept.length > shown.length && (
        <>
          <button type="button" onClick={() => setAll(true)}>
            Show {groupedText(kept.length - shown.length)} more
          </button>
          <p class="on-paper">{groupedText(kept.length - shown.length)} more are not shown.</p>
        </>
      )}
    </>
  );
}
