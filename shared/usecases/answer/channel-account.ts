/** What a channel of a pair comes to over a view: from its cells where they are many, else from its pairs. */

import type { UnitSeries } from '../../domain/experiment/unit-series.ts';
import { LruCache } from '../../domain/lru-cache.ts';
import { microsOf } from '../../domain/telemetry/rule.ts';
import type { Micros, Seconds } from '../../domain/time.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import { armedGoodRows } from '../../domain/twins/cell-filter.ts';
import { type CellGrid, cellGridOf, inWholeCells } from '../../domain/twins/cell-grid.ts';
import { countBlocks, countedCells, pairsInCells, summarizeCells } from '../../domain/twins/cell-summary.ts';
import { cellWindows } from '../../domain/twins/cell-windows.ts';
import type { ChannelPairs, LeftOver, OnEitherSide } from '../../domain/twins/channel-pairs.ts';
import {
  type DeltaWindow,
  DeltaWindowsInParts,
  type PhaseStretch,
} from '../../domain/twins/delta-windows.ts';
import type { EquivalenceRule } from '../../domain/twins/equivalence.ts';
import { ExcludedInParts, excludedFromCells, outsideOf, unpairedOf } from '../../domain/twins/excluded.ts';
import type { PairCells } from '../../domain/twins/pair-cells.ts';
import { areAllKept, armedGoodPairs, everyPair } from '../../domain/twins/pair-filter.ts';
import {
  offsetOfCells,
  type RealisedOffset,
  RealisedOffsetInParts,
} from '../../domain/twins/realised-offset.ts';
import { differencesOf, type Summary, SummaryInParts } from '../../domain/twins/summary.ts';
import { digestOf } from '../../formats/digest.ts';
import { FEWEST_BLOCKS } from '../../stats/mean-uncertainty.ts';
import { countPairs, readInOrder } from '../pages/pairs-to-read.ts';
import { type AccountAsked, cellsIn } from './cells-in.ts';
import type { PairView } from './read-pair.ts';

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
  /** Is told how many they are so far: where too many, it refuses them. */
  readonly refuseBeyond: (windows: number) => void;
}

/** The grid whose cells stand for the pairs of the view; null where they are fewer than an interval needs. */
function gridOf({ view: { extent }, channel, referenceAt }: AccountAsked): CellGrid | null {
  return extent === null ? null : gridOver(extent, channel, referenceAt);
}

function gridOver(
  { from, to }: Interval,
  { period }: UnitSeries,
  referenceAt: Micros | null,
): CellGrid | null {
  const grid = cellGridOf(period, referenceAt);
  return grid !== null && to - from >= FEWEST_BLOCKS * grid.length ? grid : null;
}

/** As `isOfCells`, of a view that is not read yet. */
export function isOfCellsOver(extent: Interval, channel: UnitSeries, referenceAt: Micros | null): boolean {
  return gridOver(extent, channel, referenceAt) !== null;
}

/** The resolution that the windows of the view have. */
export function resolutionOver(asked: AccountAsked, resolutionSeconds: Seconds): Seconds {
  const grid = gridOf(asked);
  return grid === null ? resolutionSeconds : inWholeCells(grid, resolutionSeconds);
}

/** Whether the pairs of the view are so many that their cells stand for them. */
export const isOfCells = (asked: AccountAsked): boolean => gridOf(asked) !== null;

/** Of a phase too, which other ranges share. */
const MOST_ACCOUNTS = 500;
const accounts = new LruCache<ChannelAccount>(MOST_ACCOUNTS, () => 1);

/** Of all that an account rests on; null where something of it has no name. */
export function accountName({
  view,
  channel,
  shiftMicros,
  referenceAt,
  stuck,
  armed,
}: AccountAsked): string | null {
  const names = view.stretches.map(({ name }) => name);
  if (names.includes(null)) return null;
  const spans = (all: readonly Interval[]) => all.map(({ from, to }) => `${from} ${to}`);
  const { series, period, accuracy, twin } = channel;
  const times = [spans(stuck.flight), spans(stuck.ground), spans(armed)];
  return digestOf([names, shiftMicros, referenceAt, series, period, accuracy, twin.margin, times]);
}

/** Of a view without cells, windows and account are of pairs that are read once. */
export async function accountWithWindows(
  asked: AccountAsked,
  wanted: WindowsAsked,
): Promise<ChannelAccount & { readonly windows: readonly DeltaWindow[] }> {
  if (gridOf(asked) !== null) {
    const windows = await windowsOf(asked, wanted);
    return { ...(await accountOf(asked)), windows };
  }
  const windows = windowsInParts(asked, wanted);
  const account = await ofPairs(asked, (pairs) => wanted.refuseBeyond(windows.add(pairs)));
  return { ...account, windows: windows.finish() };
}

export async function accountOf(asked: AccountAsked): Promise<ChannelAccount> {
  const grid = gridOf(asked);
  if (grid === null) return ofPairs(asked);
  const lay = async () => {
    const cells = await cellsIn(asked, grid, asked.armed);
    return cells === null ? ofPairs(asked) : ofCells(asked, cells);
  };
  const name = accountName(asked);
  return name === null ? lay() : accounts.getOrRead(name, lay);
}

export async function windowsOf(asked: AccountAsked, wanted: WindowsAsked): Promise<readonly DeltaWindow[]> {
  const { referenceAt, stuck, shiftMicros } = asked;
  const { resolutionSeconds, phases } = wanted;
  const grid = gridOf(asked);
  const isWhole = grid !== null && microsOf(resolutionSeconds) % grid.length === 0;
  const cells = isWhole ? await cellsIn(asked, grid, phases) : null;
  if (grid !== null && cells !== null)
    return cellWindows(cells, grid, shiftMicros, { referenceAt, resolutionSeconds, stuck, phases });
  const windows = windowsInParts(asked, wanted);
  for await (const pairs of readInOrder(toRead(asked))) wanted.refuseBeyond(windows.add(pairs));
  return windows.finish();
}

const windowsInParts = (
  { referenceAt, stuck }: AccountAsked,
  { resolutionSeconds, range, phases }: WindowsAsked,
): DeltaWindowsInParts =>
  new DeltaWindowsInParts({ referenceAt, resolutionSeconds, stuck, phases, ...range });

/** The pairs of the view, or of some of its stretches. */
const toRead = ({ view, channel, readPairs }: AccountAsked, stretches = view.stretches) =>
  stretches.flatMap((stretch) => readPairs(stretch, channel.series));

const leftOverIn = ({ view, channel }: AccountAsked): LeftOver[] =>
  view.stretches.flatMap((stretch) => stretch.leftOverOf(channel.series) ?? []);

async function ofPairs(
  asked: AccountAsked,
  each: (pairs: ChannelPairs) => void = () => {},
): Promise<ChannelAccount> {
  const { channel, shiftMicros, stuck, armed } = asked;
  const list = toRead(asked);
  const paired = countPairs(list);
  const [counted, all] = [new SummaryInParts(equalityOf(channel)), new SummaryInParts(equalityOf(channel))];
  const excluded = new ExcludedInParts(stuck, armed);
  const offset = new RealisedOffsetInParts(paired, shiftMicros);
  const counts = armedGoodPairs(stuck, armed);
  for await (const pairs of readInOrder(list)) {
    const differences = differencesOf(pairs);
    counted.add(pairs, areAllKept(pairs, stuck, armed) ? everyPair : counts, differences);
    all.add(pairs, everyPair, differences);
    excluded.add(pairs);
    offset.add(pairs);
    each(pairs);
  }
  const leftOver = leftOverIn(asked);
  const summary = counted.finish(unpairedOf(leftOver));
  // Of the same pairs it is computed once.
  const isAll = paired > 0 && summary.pairedSamples === paired;
  return {
    summary,
    summaryAll: isAll ? summary : all.finish(unpairedOf(leftOver)),
    excluded: excluded.with(outsideOf(leftOver)),
    offset: offset.finish(),
  };
}

const equalityOf = ({ twin, accuracy }: UnitSeries): EquivalenceRule => ({ margin: twin.margin, accuracy });

async function ofCells(asked: AccountAsked, cells: readonly PairCells[]): Promise<ChannelAccount> {
  const { channel, shiftMicros, stuck, armed } = asked;
  const leftOver = leftOverIn(asked);
  const [equality, unpaired, paired] = [equalityOf(channel), unpairedOf(leftOver), pairsInCells(cells)];
  const isCounted = armedGoodRows(stuck, armed, shiftMicros);
  const counted = cells.map((one) => countedCells(one, isCounted));
  const blocks = countBlocks(counted);
  const summary =
    blocks > 0 && blocks < FEWEST_BLOCKS
      ? (await armedPairs(asked, equality)).finish(unpaired)
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
async function armedPairs(asked: AccountAsked, equality: EquivalenceRule): Promise<SummaryInParts> {
  const { view, armed, stuck } = asked;
  const isArmed = ({ extent }: PairView['stretches'][number]) =>
    extent !== null && armed.some(({ from, to }) => from <= extent.to && to > extent.from);
  const summary = new SummaryInParts(equality);
  const counts = armedGoodPairs(stuck, armed);
  for await (const pairs of readInOrder(toRead(asked, view.stretches.filter(isArmed))))
    summary.add(pairs, counts);
  return summary;
}
