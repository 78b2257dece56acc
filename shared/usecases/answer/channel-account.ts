/** What a channel of a pair comes to over a view: from its cells where they are many, else from its pairs. */

import type { UnitSeries } from '../../domain/experiment/unit-series.ts';
import { microsOf } from '../../domain/telemetry/rule.ts';
import { MICROS_PER_SECOND, type Seconds } from '../../domain/time.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import { armedGoodRows } from '../../domain/twins/cell-filter.ts';
import { type CellGrid, cellGridOf } from '../../domain/twins/cell-grid.ts';
import { countBlocks, countedCells, pairsInCells, summarizeCells } from '../../domain/twins/cell-summary.ts';
import { cellWindows } from '../../domain/twins/cell-windows.ts';
import type { ChannelPairs, OnEitherSide } from '../../domain/twins/channel-pairs.ts';
import { type DeltaWindow, deltaWindows, type PhaseStretch } from '../../domain/twins/delta-windows.ts';
import { excludedFrom, excludedFromCells, outsideOf, unpairedOf } from '../../domain/twins/excluded.ts';
import type { PairCells } from '../../domain/twins/pair-cells.ts';
import { armedGoodPairs, everyPair } from '../../domain/twins/pair-filter.ts';
import { offsetOfCells, type RealisedOffset, realisedOffset } from '../../domain/twins/realised-offset.ts';
import { type Summary, summarize } from '../../domain/twins/summary.ts';
import { FEWEST_BLOCKS } from '../../stats/mean-uncertainty.ts';
import { type AccountAsked, cellsIn } from './cells-in.ts';
import { type PairView, pairsIn } from './read-pair.ts';

export interface ChannelAccount {
  readonly summary: Summary;
  readonly summaryAll: Summary;
  readonly excluded: OnEitherSide;
  readonly offset: RealisedOffset | null;
}

export interface WindowsAsked {
  readonly resolutionSeconds: Seconds;
  readonly range: Interval;
  readonly phases: readonly PhaseStretch[];
}

/** The grid whose cells stand for the pairs of the view; null where they are fewer than an interval needs. */
function gridOf({ view: { extent }, channel, referenceAt }: AccountAsked): CellGrid | null {
  const grid = cellGridOf(channel.period, referenceAt);
  if (grid === null || extent === null) return null;
  return extent.to - extent.from >= FEWEST_BLOCKS * grid.length ? grid : null;
}

/** Windows of cells are a whole number of them: a longer resolution over so much time is rounded up to one. */
export function resolutionOver(asked: AccountAsked, resolutionSeconds: Seconds): Seconds {
  const grid = gridOf(asked);
  if (grid === null || microsOf(resolutionSeconds) <= grid.length) return resolutionSeconds;
  return (Math.ceil(microsOf(resolutionSeconds) / grid.length) * grid.length) / MICROS_PER_SECOND;
}

export async function accountOf(asked: AccountAsked): Promise<ChannelAccount> {
  const grid = gridOf(asked);
  const cells = grid === null ? null : await cellsIn(asked, grid, asked.armed);
  return cells === null ? ofPairs(asked) : ofCells(asked, cells);
}

export async function windowsOf(
  asked: AccountAsked,
  { resolutionSeconds, range, phases }: WindowsAsked,
): Promise<DeltaWindow[]> {
  const { view, channel, referenceAt, stuck, shiftMicros, readPairs } = asked;
  const options = { referenceAt, resolutionSeconds, stuck, phases };
  const grid = gridOf(asked);
  const isWhole = grid !== null && microsOf(resolutionSeconds) % grid.length === 0;
  const cells = isWhole ? await cellsIn(asked, grid, phases) : null;
  if (grid !== null && cells !== null) return cellWindows(cells, grid, shiftMicros, options);
  const parts = await Array.fromAsync(pairsIn(view, channel.series, readPairs));
  return deltaWindows(parts, { ...options, ...range });
}

async function ofPairs({
  view,
  channel,
  shiftMicros,
  stuck,
  armed,
  readPairs,
}: AccountAsked): Promise<ChannelAccount> {
  const parts = await Array.fromAsync(pairsIn(view, channel.series, readPairs));
  const equality = equalityOf(channel);
  const summary = summarize(parts, armedGoodPairs(stuck, armed), equality);
  const paired = parts.reduce((sum, { flight }) => sum + flight.length, 0);
  // Of the same pairs it is computed once.
  const isAll = paired > 0 && summary.pairedSamples === paired;
  return {
    summary,
    summaryAll: isAll ? summary : summarize(parts, everyPair, equality),
    excluded: excludedFrom(parts, stuck, armed),
    offset: realisedOffset(parts, shiftMicros),
  };
}

const equalityOf = ({ twin, accuracy }: UnitSeries) => ({ margin: twin.margin, accuracy });

async function ofCells(asked: AccountAsked, cells: readonly PairCells[]): Promise<ChannelAccount> {
  const { view, channel, shiftMicros, stuck, armed } = asked;
  const leftOver = view.stretches.flatMap((stretch) => stretch.leftOverOf(channel.series) ?? []);
  const [equality, unpaired, paired] = [equalityOf(channel), unpairedOf(leftOver), pairsInCells(cells)];
  const isCounted = armedGoodRows(stuck, armed, shiftMicros);
  const counted = cells.map((one) => countedCells(one, isCounted));
  const blocks = countBlocks(counted);
  const summary =
    blocks > 0 && blocks < FEWEST_BLOCKS
      ? summarize(await armedPairs(asked), armedGoodPairs(stuck, armed), equality, unpaired)
      : summarizeCells(counted, paired, unpaired, equality);
  const isAll = paired > 0 && summary.pairedSamples === paired;
  const left = cells.filter((one, i) => one !== counted[i]);
  return {
    summary,
    summaryAll: isAll ? summary : summarizeCells(cells, paired, unpaired, equality),
    excluded: excludedFromCells(left, stuck, armed, shiftMicros, outsideOf(leftOver)),
    offset: offsetOfCells(cells),
  };
}

/** Of the stretches alone in which some time is armed. */
function armedPairs({ view, channel, armed, readPairs }: AccountAsked): Promise<ChannelPairs[]> {
  const isArmed = ({ extent }: PairView['stretches'][number]) =>
    extent !== null && armed.some(({ from, to }) => from <= extent.to && to > extent.from);
  const stretches = view.stretches.filter(isArmed);
  return Array.fromAsync(pairsIn({ ...view, stretches }, channel.series, readPairs));
}
