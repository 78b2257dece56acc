/** Whether the twins stood in the same environment, judged over every channel that both measure. */
import type { DeltaOnWire } from '../../contract/deltas.ts';
import type { UnitSeries } from '../../domain/experiment/unit-series.ts';
import { isoOf } from '../../domain/time.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import {
  type DifferenceRule,
  type JudgedStretch,
  joinStretches,
  judgeFacts,
  judgePairs,
} from '../../domain/twins/channel-facts.ts';
import { type EnvironmentChannel, environmentOf } from '../../domain/twins/environment.ts';
import type { StuckIntervals } from '../../domain/twins/pair-filter.ts';
import type { OpenPair, PairView, ReadPairs } from './read-pair.ts';

/** @param armed when alarms of the pair are armed, on the flight's axis */
export async function judgeEnvironment(
  pair: OpenPair,
  view: PairView,
  channels: readonly UnitSeries[],
  armed: readonly Interval[],
  readPairs: ReadPairs,
): Promise<DeltaOnWire['environment']> {
  const intervals = judgedIntervals(view, armed);
  const judged: EnvironmentChannel[] = [];
  // One channel after another: together, the pairs of those that must be read would not fit.
  for (const channel of channels) {
    const rule = { margin: channel.twin.margin, periodSeconds: channel.period };
    const { series, ucum } = channel;
    const stretches = await judgeChannel(view, series, rule, intervals, pair.stuckOf(series), readPairs);
    const findings = pair.offsetsOf(series);
    judged.push({ channel: series, ucum, ...rule, judged: joinStretches(stretches, rule), findings });
  }
  const { verdict, reasons } = environmentOf(judged, intervals);
  return {
    verdict,
    reasons: reasons.map((reason) => ({ ...reason, evidence: evidenceOnWire(reason.evidence) })),
  };
}

/** Reads the pairs of those stretches alone whose facts do not say enough. */
async function judgeChannel(
  view: PairView,
  series: string,
  rule: DifferenceRule,
  intervals: readonly Interval[],
  stuck: StuckIntervals,
  readPairs: ReadPairs,
): Promise<JudgedStretch[]> {
  const judged: JudgedStretch[] = [];
  for (const stretch of view.stretches) {
    const facts = stretch.factsOf(series);
    const known = facts === null ? null : judgeFacts(facts, rule, stuck, intervals);
    if (known !== null) judged.push(known);
    else {
      const pairs = await readPairs(stretch, series);
      if (pairs !== null) judged.push(judgePairs(pairs, rule, stuck, intervals));
    }
  }
  return judged;
}

/** Armed time, no farther than either unit has samples. */
function judgedIntervals(view: PairView, armed: readonly Interval[]): Interval[] {
  const { extent } = view;
  if (extent === null) return [];
  return armed
    .map(({ from, to }) => ({ from: Math.max(from, extent.from), to: Math.min(to, extent.to + 1) }))
    .filter(({ from, to }) => from < to);
}

const INSTANTS = new Set(['from', 'to']);

/** On the wire an instant is text. */
function evidenceOnWire(
  evidence: Readonly<Record<string, string | number | null>>,
): Record<string, string | number | null> {
  return Object.fromEntries(
    Object.entries(evidence).map(([name, value]) => [
      name,
      INSTANTS.has(name) && typeof value === 'number' ? isoOf(value) : value,
    ]),
  );
}
