import type { Item } from './lanes.ts';

/** Below this share of the width an item has no room for its name; its sentence stands in the list below. */
export const ROOM_FOR_NAME = 0.04;
/** More would push the next chart out of sight. */
const MOST_ROWS = 4;

/**
 * Rows of a lane in which no item with room for its name lies over another; those without room have a row of their own
 * below, so that a short spike hides no long STUCK. What fits no row any more joins the last one.
 */
export function rowsOf(
  items: readonly Item[],
  view: { readonly from: number; readonly to: number },
): Item[][] {
  const least = ROOM_FOR_NAME * (view.to - view.from);
  const lengthOf = ({ from, to }: Item) => Math.min(to, view.to) - Math.max(from, view.from);
  const isLong = (item: Item) => item.look === 'void' || lengthOf(item) > least;
  const rows: Item[][] = [];
  for (const item of items.filter(isLong).toSorted((a, b) => a.from - b.from)) {
    const free = rows.find((row) => (row.at(-1)?.to ?? item.from) <= item.from);
    if (free !== undefined) free.push(item);
    else if (rows.length < MOST_ROWS) rows.push([item]);
    else rows.at(-1)?.push(item);
  }
  const short = items.filter((item) => !isLong(item));
  const isApart = short.some((one) =>
    items.some((long) => isLong(long) && one.to > long.from && one.from < long.to),
  );
  if (!isApart && rows.length === 1) rows[0]?.push(...short);
  else if (short.length > 0) rows.push(short);
  return rows;
}
