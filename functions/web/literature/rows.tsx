/** What the tables of the literature share. */
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { groupedText } from '../../../shared/domain/words/count.ts';
import type { Filter } from './asked.ts';

/** The address of the page with other filters. */
export type HrefOf = (changed: Readonly<Partial<Record<Filter | 'most', string | null>>>) => string;

/** Of more rows a page would be a wall; the others come when they are asked for. */
const ROWS = 60;
/** There a row is a card as tall as ten of its lines. */
const ROWS_OF_A_PHONE = 12;
const PHONE = '(max-width: 760px)';

/** The first rows, and how many more there are. */
export function useFirst<T>(
  all: readonly T[],
  isAll: boolean,
): { readonly rows: readonly T[]; readonly left: number } {
  const most = matchMedia(PHONE).matches ? ROWS_OF_A_PHONE : ROWS;
  const rows = useMemo(() => (isAll ? all : all.slice(0, most)), [all, isAll, most]);
  return { rows, left: all.length - rows.length };
}

export function More({
  left,
  what,
  hrefOf,
}: {
  readonly left: number;
  readonly what: string;
  readonly hrefOf: HrefOf;
}) {
  if (left === 0) return null;
  return (
    <p>
      {groupedText(left)} more {what} are not shown. <a href={hrefOf({ most: 'all' })}>Show all</a>
    </p>
  );
}

interface ReferencesProps {
  readonly numbers: readonly number[];
  readonly hrefOf: HrefOf;
}

export function References({ numbers, hrefOf }: ReferencesProps) {
  if (numbers.length === 0) return <>–</>;
  return (
    <>
      {numbers.map((one, i) => (
        <span key={one}>
          {i > 0 && ', '}
          <a
            class="reference"
            href={hrefOf({ reference: String(one) })}
            title={`All findings of reference ${one}`}
          >
            {one}
          </a>
        </span>
      ))}
    </>
  );
}

export function Cell({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <td data-label={label}>
      <span>{children}</span>
    </td>
  );
}
