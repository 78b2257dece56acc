/**
 * Flight minus ground of one channel of a pair, with everything that qualifies it
 * (docs/design.md#flight-against-ground).
 */

import type { DeltaOnWire } from '../../contract/deltas.ts';
import { type CalibrationInForce, calibrationsInForce } from '../../domain/calibration/in-force.ts';
import { isoDuration } from '../../domain/duration.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import type { Pair } from '../../domain/experiment/hardware-schema.ts';
import { unitSeries } from '../../domain/experiment/lookups.ts';
import type { UnitSeries } from '../../domain/experiment/unit-series.ts';
import { Refusal } from '../../domain/refusal.ts';
import { isoOf, MICROS_PER_SECOND, type Micros, type Seconds } from '../../domain/time.ts';
import { type Bound, boundText } from '../../domain/timeline/elapsed.ts';
import type { TimelineEvent } from '../../domain/timeline/event.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import { armedPairIntervals, type PairTimeline, whyNoneArmed } from '../../domain/twins/armed-pair.ts';
import { coverableOf } from '../../domain/twins/coverable.ts';
import type { DeltaWindow } from '../../domain/twins/delta-windows.ts';
import { fittingWindow } from '../../domain/twins/fitting-window.ts';
import { pairAlignment } from '../../domain/twins/pair-alignment.ts';
import { type PairSamples, pairRemarks } from '../../domain/twins/pair-remarks.ts';
import type { PairRules } from '../../domain/twins/pair-rules.ts';
import { pairSides } from '../../domain/twins/pair-sides.ts';
import { phasesNotClean } from '../../domain/twins/phases-not-clean.ts';
import { sharedUnitRemarks } from '../../domain/twins/shared-units.ts';
import { unpairedEnds } from '../../domain/twins/unpaired-ends.ts';
import { whyUnsent } from '../../domain/twins/unsent.ts';
import { derived, derivedOrNull } from '../../domain/words/derived.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { alignmentOnWire } from './alignment-on-wire.ts';
import type { AccountAsked } from './cells-in.ts';
import { accountWithWindows, resolutionOver } from './channel-account.ts';
import { computedBy } from './computed-by.ts';
import { deltaPhases, phaseStretches } from './delta-phases.ts';
import { estimatePairLag } from './estimate-pair-lag.ts';
import { judgeEnvironment } from './judge-environment.ts';
import { missingCodesIn } from './missing-in.ts';
import type { OneGOfPair } from './one-g-of-pair.ts';
import type { PairBudget } from './pair-budget.ts';
import { rangeOnWire } from './range-on-wire.ts';
import type { OpenPair, PairView } from './read-pair.ts';
import { extentOf } from './read-unit.ts';
import type { DeltaBody } from './snapshot-of-delta.ts';
import { summaryOnWire } from './summary-on-wire.ts';
import { unconvertedOfPair } from './unconverted-in.ts';

/** A pair that somebody asks about: what is known of it before any of its samples. */
export interface AskedPair {
  readonly pair: Pair;
  readonly rules: PairRules;
  readonly events: readonly TimelineEvent[];
  readonly timeline: PairTimeline;
  readonly opened: OpenPair;
  /** Of units of an arm ONBOARD_1G, over a range on the flight's axis. */
  readonly oneGOver: (range: Interval) => OneGOfPair;
  /** Of the answer that all its deltas are in. */
  readonly budget: PairBudget;
}

export interface DeltaRange {
  /** On the flight's axis, inclusive and exclusive. */
  readonly from: Bound;
  readonly to: Bound;
  /** Null: as fits a picture of the range. */
  readonly resolutionSeconds: Seconds | null;
}

/** A pair over the range that is asked of it. */
export interface AskedOver {
  /** On the flight's axis. */
  readonly range: Interval;
  readonly account: AccountAsked;
}

/** About 25 MB of JSON. */
const MOST_WINDOWS = 100_000;

export async function deltaBody(
  ports: Ports,
  loaded: LoadedExperiment,
  { pair, rules, events, timeline, opened, oneGOver }: AskedPair,
  channel: UnitSeries,
  asked: DeltaRange,
  { range, account }: AskedOver,
): Promise<DeltaBody> {
  const { index } = loaded;
  const { view, referenceAt, armed, readPairs } = account;
  const data = await estimatePairLag(ports, loaded, rules, opened, view);
  const remarks = pairRemarks(pair, events, loaded.definition.reference, firstSamples(opened, rules));
  const alignment = pairAlignment(index, pair, events, { channel, data, remarks });
  const resolution = asked.resolutionSeconds ?? fittingWindow(view.extent, channel.period);
  const resolutionSeconds = resolutionOver(account, resolution);
  const { summary, summaryAll, excluded, offset, windows } = await accountWithWindows(account, {
    ...{ resolutionSeconds, range, phases: phaseStretches(timeline, range) },
    refuseBeyond: refuseTooManyWindows,
  });
  refuseTooManyWindows(windows.length);
  const unconverted = await unconvertedOfPair(
    ports,
    loaded,
    { rules, opened },
    channel.series,
    range,
    excluded,
  );
  const missingCodes = await missingCodesIn(ports, {
    ...{ experiment: loaded.experiment, opened, rules, channel, range, excluded },
    ...{ referenceAt, resolutionSeconds },
  });
  const calibrations = calibrationsOf(index, rules, channel.series, within(range, view.extent));
  const isDisputed = alignment.verdict === 'DISPUTED';
  const isAll = range.from === EVER.from && range.to === EVER.to;
  const unsent = whyUnsent(pair, channel.series, summaryAll, isAll ? '' : ' in the range asked for');
  const received = receivedOf(opened, rules);
  const over = coverableOf(armedPairIntervals(timeline, EVER), range, received);
  const environment = {
    ...{ opened, channels: rules.channels, asked: channel.series, isDisputed, readPairs },
    sides: pairSides(index, pair),
  };
  const oneGIn = oneGOver(range);
  const oneG = await oneGIn(({ armed: isArmed }) => isArmed);
  const whole = await judgeEnvironment({ ...environment, view, times: armed, over, oneG });
  const phases = await deltaPhases({ timeline, range, account, received, environment, oneGIn });
  return {
    pair: pair.id,
    channel: channel.series,
    ucum: channel.ucum,
    periodSeconds: channel.period,
    toleranceSeconds: channel.twin.tolerance,
    resolution: isoDuration(resolutionSeconds),
    range: rangeOnWire(view.extent, referenceAt),
    alignment: alignmentOnWire(alignment, data, offset),
    summary: summaryOnWire(summary, { whyNone: whyNoneArmed(timeline, range), unsent, isDisputed }),
    summaryAll: summaryOnWire(summaryAll, { whyNone: null, unsent, isDisputed }),
    excluded,
    ...(unconverted.length > 0 && { unconverted }),
    environment: { ...whole, reasons: [...whole.reasons, ...phasesNotClean(phases)] },
    remarks: [
      ...sharedUnitRemarks(pair, index.definition.pairs).map((remark) => ({ ...remark })),
      ...(view.extent === null ? [] : unpairedEnds(view.extent, pairedIn(windows, resolutionSeconds))),
    ],
    phases,
    windows: windows.map(windowOnWire),
    ...(missingCodes.length > 0 && { missingCodes }),
    ...(calibrations.length > 0 && { calibrations }),
    asked: { from: boundText(asked.from), to: boundText(asked.to) },
    ...computedBy(loaded),
  };
}

function pairedIn(windows: readonly DeltaWindow[], resolutionSeconds: Seconds): Interval | null {
  const [first, last] = [windows[0], windows.at(-1)];
  if (first === undefined || last === undefined) return null;
  return { from: first.at, to: last.at + resolutionSeconds * MICROS_PER_SECOND };
}

const EVER: Interval = { from: -Infinity, to: Infinity };

/** First and last sample of either unit on the flight's axis, whatever range is asked for; null where nothing came. */
function receivedOf({ heads }: OpenPair, { pair, shiftMicros }: PairRules): Interval | null {
  const extents = [
    { unit: pair.flight, shift: 0 },
    { unit: pair.ground, shift: shiftMicros },
  ].flatMap(({ unit, shift }) => {
    const extent = extentOf(heads.filter((head) => head.unit === unit));
    return extent === null ? [] : [{ from: extent.from - shift, to: extent.to - 1 - shift }];
  });
  if (extents.length === 0) return null;
  return {
    from: Math.min(...extents.map(({ from }) => from)),
    to: Math.max(...extents.map(({ to }) => to)),
  };
}

/** Over all that has come of either unit, whatever range is asked for. */
function firstSamples({ heads }: OpenPair, { pair, channels }: PairRules): PairSamples {
  const firstOf = (unit: string) => extentOf(heads.filter((head) => head.unit === unit))?.from ?? null;
  const periodSeconds = Math.min(...channels.map(({ period }) => period));
  return { flight: firstOf(pair.flight), ground: firstOf(pair.ground), periodSeconds };
}

const windowOnWire = ({ at, flight, ground, ...window }: DeltaWindow): DeltaOnWire['windows'][number] => ({
  at: isoOf(at),
  ...window,
  flight: sideOnWire(flight),
  ground: sideOnWire(ground),
  delta: derived(window.delta),
});

/** The mean of one sample is the sample. */
const sideOnWire = (side: DeltaWindow['flight']): DeltaOnWire['windows'][number]['flight'] => ({
  ...side,
  mean: side.n === 1 ? side.mean : derived(side.mean),
  sd: derivedOrNull(side.sd),
});

/** Of either unit, each on its own axis. */
function calibrationsOf(
  index: DefinitionIndex,
  { pair, shiftMicros }: PairRules,
  series: string,
  { from, to }: Interval,
): CalibrationInForce[] {
  const of = (unit: string, shift: Micros) =>
    unitSeries(index, unit)
      .filter((one) => one.series === series)
      .flatMap((one) => calibrationsInForce(unit, one, { from: from + shift, to: to + shift }));
  return [...of(pair.flight, 0), ...of(pair.ground, shiftMicros)];
}

/** The part of a range that holds samples; all of it where there are none. */
function within({ from, to }: Interval, extent: PairView['extent']): Interval {
  if (extent === null) return { from, to };
  return { from: Math.max(from, extent.from), to: Math.min(to, extent.to + 1) };
}

/** Of all deltas of one answer together. */
export function refuseTooManyWindows(windows: number): void {
  if (windows <= MOST_WINDOWS) return;
  throw new Refusal(
    'too-large',
    'deltas.too-many-windows',
    `the answer would hold ${windows} windows, at most ${MOST_WINDOWS} fit: ask for a shorter range or a coarser resolution`,
    { field: 'resolution' },
  );
}
