/** What the ground unit of a pair is to do, from the flight unit as it ran (docs/design.md#control-run). */
import type { ConductQuery } from '../../contract/conduct.ts';
import { SEVERITIES } from '../../domain/anomaly/anomaly.ts';
import type { HeadRecord } from '../../domain/bucket/head.ts';
import type { Block } from '../../domain/conduct/blocks.ts';
import { type ControlChannel, type ControlRules, controlRules } from '../../domain/conduct/control-rules.ts';
import { FAULT_KINDS, type Profile, profileOf } from '../../domain/conduct/profile.ts';
import { type PlannedStep, plannedSteps } from '../../domain/conduct/steps.ts';
import type { Anomaly } from '../../domain/detect/registry.ts';
import { answerRulesOf } from '../../domain/experiment/answer-rules.ts';
import { bucketDaysOf } from '../../domain/experiment/bucket-days.ts';
import { microsOf } from '../../domain/telemetry/rule.ts';
import { referenceOf } from '../../domain/timeline/event.ts';
import { type Interval, joined } from '../../domain/timeline/interval.ts';
import { digestOf } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import { readFindings, stuckStretches } from '../judge/read-findings.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import { type Owed, owedNow } from '../known/owe.ts';
import { type Waiting, waitingOf } from '../known/stopped-work.ts';
import { aligned, finite, refuseTooLong, refuseTooManySteps, spanOf, widened } from './control-range.ts';
import { elapsedRange } from './elapsed-range.ts';
import { readBlocks } from './read-blocks.ts';
import { headsOf } from './read-unit.ts';

export interface ControlPlan {
  readonly loaded: LoadedExperiment;
  readonly rules: ControlRules;
  /** As asked for, on the flight's axis. */
  readonly range: Interval;
  /** What it speaks of, on the flight's axis. */
  readonly span: Interval;
  readonly profiles: readonly Profile[];
  readonly steps: readonly PlannedStep[];
  /** Names of events of the flight unit that are no steps. */
  readonly notSteps: readonly string[];
  readonly owed: Owed;
  readonly waiting: Waiting;
  /** Of the flight unit, in the range. */
  readonly heads: readonly HeadRecord[];
  readonly snapshot: string;
}

/** Refuses units and channels that there are not, what cannot be run, and what is too long for one answer. */
export async function planControl(
  ports: Ports,
  experiment: string,
  query: ConductQuery,
): Promise<ControlPlan> {
  const loaded = await loadExperiment(ports, experiment);
  const { index, generation } = loaded;
  const { ground, pair: named, delay, blocks, channel: channels, deadband } = query;
  const rules = controlRules(index, {
    ground,
    pair: named,
    delay,
    blocks,
    channels,
    deadbands: deadband && deadbandsOf(deadband),
  });
  const { flight } = rules.pair;
  const owed = await owedNow(ports, loaded);
  const events = await loaded.events();
  const { reference } = index.definition;
  const referenceAt = reference === undefined ? null : (referenceOf(events, reference, flight)?.at ?? null);
  const range = elapsedRange(query, referenceAt, { resource: 'conduct', whose: 'flight unit' });
  // One after the other, as work moves: none is missed between two.
  const at = { experiment, generation, unit: flight, days: bucketDaysOf(index, flight) };
  const heads = await headsOf(ports, at, finite(range));
  refuseTooLong(rules, heads, range);
  const { record, anomalies } = await readFindings(ports, experiment, generation, 'unit', flight);
  const read = await flightBlocks(ports, loaded, rules, heads, { range, anomalies });
  const span = spanOf(rules, read, range);
  const isOpen = range.to > span.to;
  const profiles = rules.channels.map((channel) =>
    profileOf(
      {
        channel: channel.flight.channel,
        ...shapeOf(channel),
        delayMicros: rules.delayMicros,
        holds: query.gaps === 'hold',
        faults: faultsOf(anomalies, channel.flight.series, query.limits === 'replay'),
      },
      read.get(channel.flight.series) ?? [],
      { ...aligned(span, channel.blockMicros), isOpen },
    ),
  );
  const inRange = events.filter(
    ({ unit, at: instant }) => unit !== flight || (instant >= range.from && instant < range.to),
  );
  const { steps, notSteps } = plannedSteps(inRange, rules.pair, rules.delayMicros);
  refuseTooManySteps(steps.length, flight);
  const segments = heads.flatMap((head) =>
    head.entries.flatMap((entry) => entry.segments.map(({ key }) => key)),
  );
  return {
    ...{ loaded, rules, range, span, profiles, steps, notSteps },
    owed,
    waiting: waitingOf(owed.stopped, loaded, heads, [record]),
    heads,
    snapshot: `sha256:${digestOf([loaded.sha256, segments, record?.anomalies?.digest ?? null, steps, shownRules(rules), query])}`,
  };
}

/** `co2:50` is 50 for co2. */
function deadbandsOf(texts: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    texts.map((text) => {
      const at = text.indexOf(':');
      return [text.slice(0, at), Number(text.slice(at + 1))];
    }),
  );
}

/** What of the rules is not in the definition. */
function shownRules({ pair, delayMicros, channels }: ControlRules) {
  return [pair.id, delayMicros, channels.map(({ blockMicros, deadband }) => [blockMicros, deadband])];
}

function shapeOf({ flight, blockMicros, deadband, resolution }: ControlChannel) {
  return { blockMicros, deadband, resolution, periodMicros: microsOf(flight.period) };
}

async function flightBlocks(
  ports: Ports,
  { experiment, index }: LoadedExperiment,
  { pair, channels }: ControlRules,
  heads: readonly HeadRecord[],
  { range, anomalies }: { readonly range: Interval; readonly anomalies: readonly Anomaly[] },
): Promise<ReadonlyMap<string, readonly Block[]>> {
  const wanted = new Map(
    channels.map(({ flight: { series }, blockMicros }) => [
      series,
      { blockMicros, shiftMicros: 0, stuck: joined(stuckStretches(anomalies, series)) },
    ]),
  );
  return readBlocks(
    ports,
    experiment,
    answerRulesOf(index, pair.flight),
    heads,
    wanted,
    widened(range, channels),
  );
}

/** WATCH is only shown: it does not keep readings from being set-points. */
const LEAST_SEVERITY = SEVERITIES.indexOf('WARNING');

function faultsOf(
  anomalies: readonly Anomaly[],
  series: string,
  replaysLimits: boolean,
): ReadonlyMap<string, readonly Interval[]> {
  const kinds = FAULT_KINDS.filter((kind) => kind !== 'LIMIT' || !replaysLimits);
  return new Map(
    kinds.map((kind) => {
      const found = anomalies.filter(
        (one) =>
          one.kind === kind &&
          one.channels.includes(series) &&
          (kind !== 'LIMIT' || SEVERITIES.indexOf(one.severity) >= LEAST_SEVERITY),
      );
      return [kind, joined(found.map(({ from, to }) => ({ from, to: to === null ? Infinity : to + 1 })))];
    }),
  );
}
