import { type AnomaliesOnWire, anomalyOnWire } from '../../contract/anomalies.ts';
import { byOnset, type Severity } from '../../domain/anomaly/anomaly.ts';
import { isAtLeast, severityNow } from '../../domain/anomaly/urgency.ts';
import { lookedFor } from '../../domain/detect/looked-for.ts';
import { type Anomaly, followsClock, type Kind } from '../../domain/detect/registry.ts';
import { emptyRange } from '../../domain/empty-range.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { pairNamed, unitNamed } from '../../domain/experiment/lookups.ts';
import type { Micros } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { readUnderOtherAnywhere } from '../heads/read-under-other.ts';
import { allStanding, standingAt } from '../judge/standing.ts';
import { loadExperiment } from '../known/load-experiment.ts';
import { owedNow } from '../known/owe.ts';
import { calibrationsOfAnomaly } from './calibrations-of-anomaly.ts';
import { computedBy } from './computed-by.ts';
import { GapCauses, gapOf } from './gap-causes.ts';
import { judgedIn } from './judged-in.ts';
import { lookedAtOf } from './looked-at-on-wire.ts';
import { refuseUnmeasured } from './series-asked.ts';
import { setAside } from './set-aside.ts';
import { waitingIn } from './waiting-in.ts';

export interface AnomaliesQuery {
  readonly unit?: string | undefined;
  readonly pair?: string | undefined;
  readonly channel?: string | undefined;
  readonly kind?: Kind | undefined;
  /** Whether it is to be ongoing, or over. */
  readonly current?: boolean | undefined;
  /** The mildest that is wanted. */
  readonly severity?: Severity | undefined;
  readonly from?: Micros | undefined;
  readonly to?: Micros | undefined;
}

/**
 * Anomalies that touch [from, to), in order of onset, and which time of that was looked at. Refuses an empty range, and a
 * unit, pair or channel that there is not.
 */
export async function listAnomalies(
  ports: Ports,
  experiment: string,
  query: AnomaliesQuery,
): Promise<AnomaliesOnWire> {
  const range = { from: query.from ?? -Infinity, to: query.to ?? Infinity };
  if (range.from >= range.to) throw emptyRange('anomalies', range);
  const loaded = await loadExperiment(ports, experiment);
  refuseUnknown(loaded.index, query);
  // Work moves from the ledger to units, and from them to pairs: read in this order, none is missed between two.
  const owed = await owedNow(ports, loaded);
  const causes = await GapCauses.load(ports, loaded);
  const standing = await standingAt(ports, loaded, causes.now);
  const subjects = await allStanding(ports, standing);
  const found = subjects.flatMap(({ anomalies }) => anomalies);
  const asked = found.filter((anomaly) => isAsked(anomaly, query)).sort(byOnset);
  const anomalies = await Promise.all(asked.map((anomaly) => withCause(anomaly, causes)));
  const calibrationsOf = calibrationsOfAnomaly(loaded.index, await loaded.events());
  return {
    anomalies: anomalies.map((anomaly) => anomalyOnWire(anomaly, calibrationsOf(anomaly))),
    lookedFor: lookedFor(
      loaded.index,
      await loaded.events(),
      await judgedIn(subjects, standing, range),
      query,
    ),
    lookedAt: lookedAtOf(loaded.index, await loaded.events(), subjects, query, range),
    ...waitingIn(
      owed,
      loaded,
      subjects.map(({ record }) => record),
    ),
    ...(owed.atLeast && { atLeast: true as const }),
    ...(await setAside(ports, experiment, owed)),
    ...(await readUnderOtherAnywhere(ports, loaded)),
    ...causes.damagedOnWire(),
    ...computedBy(loaded),
  };
}

/** A gap's cause follows the contact plan and the clock, so it is told now. */
async function withCause(anomaly: Anomaly, causes: GapCauses): Promise<Anomaly> {
  if (anomaly.kind !== 'GAP') return anomaly;
  const [told] = await causes.told(gapOf(anomaly));
  return told === undefined ? anomaly : { ...anomaly, evidence: { ...anomaly.evidence, cause: told.cause } };
}

/** Else a mistyped name would read as "nothing is wrong". */
function refuseUnknown(index: DefinitionIndex, { unit, pair, channel }: AnomaliesQuery): void {
  if (unit !== undefined) unitNamed(index, unit);
  if (pair !== undefined) pairNamed(index, pair);
  if (channel !== undefined) refuseUnmeasured(index, channel);
}

function isAsked(anomaly: Anomaly, query: AnomaliesQuery): boolean {
  const { unit, pair, channel, kind, current, severity, from, to } = query;
  return (
    (unit === undefined || anomaly.unit === unit) &&
    (pair === undefined || anomaly.pair === pair) &&
    (channel === undefined || followsClock(anomaly) || anomaly.channels.includes(channel)) &&
    (kind === undefined || anomaly.kind === kind) &&
    (current === undefined || (anomaly.to === null) === current) &&
    (severity === undefined || isAtLeast(severityNow(anomaly), severity)) &&
    (from === undefined || anomaly.to === null || anomaly.to >= from) &&
    (to === undefined || anomaly.from < to)
  );
}
