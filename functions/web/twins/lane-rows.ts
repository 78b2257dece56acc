/** Where the items of a lane stand, and what is said where they have no room. Pure. */
import { foldedText, foldLogs } from '../../../shared/domain/anomaly/logged.ts';
import { detectorNamed } from '../../../shared/domain/detect/registry.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import type { View } from '../chart/view.ts';
import type { Item, Look } from './lanes.ts';

/** Below this share of the width an item has no room for its name; its sentence stands in the list below. */
export const ROOM_FOR_NAME = 0.04;
/** More would push the next chart out of sight. */
const MOST_ROWS = 4;

/**
 * Rows of a lane in which no item with room for its name lies over another; those without room have a row of their own
 * below, so that a short spike hides no long STUCK. What fits no row any more joins the last one.
 */
export function rowsOf(items: readonly Item[], view: View): Item[][] {
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

/** Seconds: an address says places to the millisecond. */
const EDGE = 0.002;

/** What ends where the view begins, or begins where it ends, is not in view. */
export function isInView({ from, to }: Item, view: View): boolean {
  if (to - from <= EDGE) return to >= view.from && from <= view.to;
  return Math.min(to, view.to) - Math.max(from, view.from) > EDGE;
}

/** What is drawn, and in a sentence what comes by the hundred and would bury it: zoomed in, few are in view. */
export function foldedIn(items: readonly Item[]): {
  readonly drawn: readonly Item[];
  readonly notes: readonly string[];
} {
  const found = items.flatMap((item) => (item.found === undefined ? [] : [{ ...item.found, item }]));
  const { listed, folded } = foldLogs(found, (kind) => detectorNamed(kind).isLogOnly);
  const kept = new Set(listed.map(({ item }) => item));
  return {
    drawn: items.filter((item) => item.found === undefined || kept.has(item)),
    notes: folded.map((one) => `${foldedText(one)}: zoom in to see each`),
  };
}

/** One item, or several that there is no room for apart; shares of the width. */
export interface LaneMark {
  readonly label: string;
  readonly title: string;
  readonly look: Look;
  readonly left: number;
  readonly length: number;
  /** Up to the next mark of its row: a name goes no farther. */
  readonly room: number;
}

/** Closer than this, two short ones are one mark with both names. */
const NEAR = 0.008;
const MOST_NAMED = 3;

export function marksOf(row: readonly Item[], view: View): LaneMark[] {
  const share = (x: number) => Math.min(1, Math.max(0, (x - view.from) / (view.to - view.from)));
  const groups: Item[][] = [];
  for (const item of row.toSorted((a, b) => a.from - b.from)) {
    const last = groups.at(-1);
    const first = last?.[0];
    const isNear = first !== undefined && share(item.from) - share(first.from) < NEAR;
    if (isNear && [first, item].every((one) => share(one.to) - share(one.from) < NEAR && one.look !== 'void'))
      last?.push(item);
    else groups.push([item]);
  }
  const starts = groups.map(([first]) => share(first!.from));
  return groups.map((items, i): LaneMark => {
    const left = starts[i]!;
    const next = starts.find((one) => one > left) ?? 1;
    const said = (of: (item: Item) => string) => listText([...new Set(items.map(of))], '; ', MOST_NAMED);
    return {
      ...{ label: said(({ label }) => label), title: said(({ title }) => title) },
      look: (items.find(({ look }) => look === 'late' || look === 'planned') ?? items[0]!).look,
      ...{ left, length: Math.max(...items.map(({ to }) => share(to))) - left, room: next - left },
    };
  });
}
