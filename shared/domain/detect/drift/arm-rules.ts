/** What the drift of an arm's units is judged by, resolved to absolute data time. */
import type { UnitContext } from '../../anomaly/unit-detector.ts';
import type { DefinitionIndex } from '../../experiment/definition-index.ts';
import { channelNamed, pairsOf, unitNamed, unitSeries } from '../../experiment/lookups.ts';
import { isDriven, stepOf } from '../../experiment/reading-step.ts';
import { settlingsOf } from '../../nominal/settling.ts';
import { microsOf } from '../../telemetry/rule.ts';
import type { Micros } from '../../time.ts';
import { standingEventsOf, type TimelineEvent } from '../../timeline/event.ts';
import { phaseIntervals } from '../../timeline/phase.ts';
import { shiftOf } from '../../twins/pair-rules.ts';
import type { LimitBand } from '../limit/band.ts';
import { bandOf, entriesInForce } from '../limit/bands-in-force.ts';
import { BLOCK_MICROS, BLOCKS_PER_DAY } from './block.ts';
import { noiseOf, type SourcedNoise } from './known-noise.ts';
import {
  canPage,
  type Place,
  placeName,
  type Reference,
  seriesRead,
  twinAsked,
  twinsHeldAgainst,
  unitsOfArm,
} from './reference.ts';
import type { Rehearsed } from './rehearsed.ts';
import { type Budget, type ChartThresholds, chartThresholds, USUAL_BUDGET } from './thresholds.ts';

/** A stretch of time in which a series is judged, and held against others that are in the same phase. */
export interface JudgedTime {
  readonly from: Micros;
  readonly to: Micros;
  /** Null where the experiment has no phases. */
  readonly phase: string | null;
  /** When the phase ends; null where that is not known. */
  readonly end: Micros | null;
  /** What the channel is set to; null where that is not declared. */
  readonly setpoint: number | null;
}

/** The noise is of the residual against the first reference. */
export interface ResidualRule extends Place, SourcedNoise {
  readonly channel: string;
  readonly references: readonly Reference[];
  readonly budget: Budget;
  readonly thresholds: ChartThresholds;
  readonly leastSd: number;
  /** Null where the channel declares none. */
  readonly margin: number | null;
  /** Of a drive: by how much it grows with each degree that it holds above its surroundings, where that is declared. */
  readonly perDegree: number | null;
  /** Whether a controller drives it. */
  readonly isDriven: boolean;
  readonly bands: readonly LimitBand[];
  readonly times: readonly JudgedTime[];
  /** The same of the ground unit that it is paired with; null where it is not read. */
  readonly twin: Place | null;
  /** How much later than the arm a twin goes through the same: its times and blocks are less this. 0 of the arm's own. */
  readonly shift: Micros;
}

/** Of a mission whose end is not known. */
const USUAL_DAYS = 30;
/** A phase begins with what belongs to neither: an hour, where the channel does not say. */
const SETTLE_SECONDS = 3600;
const EVER = { from: -Infinity, to: Infinity };

/**
 * Every series of the arm that is judged, or that another is held against, and those of the twins that any is: the latter
 * alone have no references.
 */
export function armRules(
  index: DefinitionIndex,
  arm: string,
  events: readonly TimelineEvent[],
  rehearsed: Rehearsed | null,
): readonly ResidualRule[] {
  const contextOf = (unit: string) => ({ index, unit, events: standingEventsOf(events, unit) });
  const own = unitsOfArm(index, arm).flatMap((unit) => rulesOf(contextOf(unit), rehearsed));
  const asked = new Set(own.flatMap(({ twin }) => (twin === null ? [] : placeName(twin))));
  const twins = twinShifts(index, arm, events).flatMap(({ unit: twin, shift }) => {
    return rulesOf(contextOf(twin), null)
      .filter((rule) => asked.has(placeName(rule)))
      .map((rule) => ({
        ...rule,
        ...{ references: [], twin: null, shift },
        times: rule.times.map((one) => earlier(one, shift)),
      }));
  });
  return [...own, ...twins];
}

/** The twins that units of the arm are held against, and how much later each goes through the same. */
export function twinShifts(
  index: DefinitionIndex,
  arm: string,
  events: readonly TimelineEvent[],
): { readonly unit: string; readonly shift: Micros }[] {
  return twinsHeldAgainst(index, arm).flatMap((twin) => {
    const pair = pairsOf(index, twin).find(
      ({ flight, ground }) => ground === twin && unitNamed(index, flight).arm === arm,
    );
    return pair === undefined ? [] : [{ unit: twin, shift: shiftOf(index, pair, events) }];
  });
}

function earlier(time: JudgedTime, by: Micros): JudgedTime {
  return { ...time, from: time.from - by, to: time.to - by, end: time.end === null ? null : time.end - by };
}

function rulesOf(context: UnitContext, rehearsed: Rehearsed | null): ResidualRule[] {
  const { index, unit } = context;
  const judged = seriesRead(index, unit);
  const paging = judged.filter(({ references: [first] }) => canPage(first)).length;
  const all = new Map(unitSeries(index, unit).map((one) => [one.series, one]));
  return judged.map((aimed) => {
    const { series, channel: id, references } = aimed;
    const channel = channelNamed(index, id);
    const step = stepOf(channel);
    const times = timesOf(context, series, channel.setpoint);
    const budget = {
      falsePages: index.definition.budget?.falsePages ?? USUAL_BUDGET,
      blocks: blocksOver(times),
      charts: 2 * Math.max(1, paging),
    };
    return {
      ...{
        unit,
        series,
        channel: id,
        references,
        budget,
        thresholds: chartThresholds(budget),
        times,
        shift: 0,
      },
      twin: twinAsked(index, aimed),
      ...noiseOf(index, aimed, times[0]?.from ?? Number.NEGATIVE_INFINITY, rehearsed),
      // What rounding alone leaves.
      leastSd: step === null ? 0 : step / Math.sqrt(12),
      margin: channel.twin.margin,
      perDegree: channel.loop?.perDegree ?? null,
      isDriven: isDriven(channel),
      bands: entriesInForce(all.get(series)?.limits ?? [], context).map(({ entry, ...extent }) =>
        bandOf(entry, extent),
      ),
    };
  });
}

function blocksOver(times: readonly JudgedTime[]): number {
  const usual = USUAL_DAYS * BLOCKS_PER_DAY;
  const blocks = times.reduce((sum, { from, to }) => sum + (to - from) / BLOCK_MICROS, 0);
  return Number.isFinite(blocks) ? Math.max(BLOCKS_PER_DAY, Math.round(blocks)) : usual;
}

interface SetPoint {
  readonly phase?: string | undefined;
  readonly value: number;
  readonly settle?: number | undefined;
}

/** Armed time less what settles after a phase has begun, and after what was to happen to the unit. */
export function timesOf(
  { index, unit, events }: UnitContext,
  series: string,
  setpoint: readonly SetPoint[],
): JudgedTime[] {
  const { phases } = index.definition;
  const settling = settlingsOf(index, unit, events, series);
  const stretches =
    phases.length === 0
      ? [{ ...EVER, phase: null }]
      : phases
          .filter(({ armed }) => armed)
          .flatMap((phase) =>
            phaseIntervals(phases, events, unit, EVER, (one) => one === phase).map((stretch) => ({
              ...stretch,
              phase: phase.id,
            })),
          );
  return stretches
    .flatMap(({ from, to, phase }) => {
      const set =
        setpoint.find((one) => one.phase === phase) ?? setpoint.find((one) => one.phase === undefined);
      const settled = from + microsOf(set?.settle ?? SETTLE_SECONDS);
      const rest = { phase, end: Number.isFinite(to) ? to : null, setpoint: set?.value ?? null };
      return without({ from: settled, to }, settling).map((stretch) => ({ ...stretch, ...rest }));
    })
    .sort((a, b) => a.from - b.from);
}

interface Stretch {
  readonly from: Micros;
  readonly to: Micros;
}

function without(stretch: Stretch, excused: readonly Stretch[]): Stretch[] {
  let left = [stretch];
  for (const { from, to } of excused)
    left = left.flatMap((one) => [
      { from: one.from, to: Math.min(one.to, from) },
      { from: Math.max(one.from, to), to: one.to },
    ]);
  return left.filter(({ from, to }) => from < to);
}
