/** The cells of a channel over a view: those that are kept, and of what borders cut those of its pairs. */

import type { UnitSeries } from '../../domain/experiment/unit-series.ts';
import { LruCache } from '../../domain/lru-cache.ts';
import { mapAtMost } from '../../domain/map-at-most.ts';
import type { Micros } from '../../domain/time.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import { bordersOf } from '../../domain/twins/cell-filter.ts';
import type { CellGrid } from '../../domain/twins/cell-grid.ts';
import {
  areFinite,
  type Borders,
  isCut,
  type PairCells,
  PairCellsInParts,
} from '../../domain/twins/pair-cells.ts';
import type { StuckIntervals } from '../../domain/twins/pair-filter.ts';
import { readInOrder } from '../pages/pairs-to-read.ts';
import type { PairStretch } from '../pages/read-delta-page.ts';
import type { ReadCells } from './kept-pairs.ts';
import type { PairView, ReadPairs } from './read-pair.ts';

/** A channel of a pair over a view. */
export interface AccountAsked {
  readonly view: PairView;
  readonly channel: UnitSeries;
  readonly shiftMicros: Micros;
  /** On the flight's axis; null without a reference. */
  readonly referenceAt: Micros | null;
  readonly stuck: StuckIntervals;
  /** When pairs count, on the flight's axis. */
  readonly armed: readonly Interval[];
  readonly readPairs: ReadPairs;
  readonly readCells: ReadCells;
}

/** Requests under way at once. */
const MOST_READS = 24;
/** Bytes. What is cut is cut by a phase or a sensor that stood still, and asked for again with every page of a plot. */
const MOST_CUT = 8 * 1024 * 1024;
const cut = new LruCache<PairCells>(MOST_CUT, ({ numbers }) => 100 + numbers.byteLength);

/** In order of time, cut where one of these intervals or a stuck one begins or ends; null where sums are beyond a double. */
export async function cellsIn(
  asked: AccountAsked,
  grid: CellGrid,
  intervals: readonly Interval[],
): Promise<PairCells[] | null> {
  const { view, stuck, channel } = asked;
  const all = bordersOf(intervals, stuck);
  const stretches = view.stretches.filter((stretch) => stretch.leftOverOf(channel.series) !== null);
  const kept = await mapAtMost(MOST_READS, stretches, (stretch) =>
    keptCells(stretch, asked, grid, within(all, stretch, asked)),
  );
  const cells: PairCells[] = [];
  // One after another: the pairs of several would not fit.
  for (const [i, stretch] of stretches.entries())
    cells.push(kept[i] ?? (await foldedCells(stretch, asked, grid, within(all, stretch, asked))));
  return cells.every(areFinite) ? cells : null;
}

/** Null where none are kept, or a border cuts one. */
async function keptCells(
  stretch: PairStretch,
  { shiftMicros, readCells }: AccountAsked,
  grid: CellGrid,
  borders: Borders,
): Promise<PairCells | null> {
  const kept = await readCells(stretch);
  const isOfGrid = kept !== null && kept.grid.origin === grid.origin && kept.grid.length === grid.length;
  return isOfGrid && !isCut(kept.cells, grid, shiftMicros, borders) ? kept.cells : null;
}

async function foldedCells(
  stretch: PairStretch,
  { channel: { series }, shiftMicros, readPairs }: AccountAsked,
  grid: CellGrid,
  borders: Borders,
): Promise<PairCells> {
  const fold = async () => {
    const folded = new PairCellsInParts(grid, shiftMicros, borders);
    for await (const pairs of readInOrder(readPairs(stretch, series))) folded.add(pairs);
    return folded.finish();
  };
  if (stretch.name === null) return fold();
  const named = [stretch.name, series, grid.origin, grid.length, borders.flight, '|', borders.ground];
  return cut.getOrRead(named.join(' '), fold);
}

/** Those that lie among the samples of the stretch: the others cut nothing of it. */
function within(
  { flight, ground }: Borders,
  { extent }: PairStretch,
  { shiftMicros }: AccountAsked,
): Borders {
  const isInside = (at: number) => extent !== null && at > extent.from && at <= extent.to;
  return {
    flight: flight.filter(isInside),
    ground: ground.filter((at) => isInside(at - shiftMicros)),
  };
}
