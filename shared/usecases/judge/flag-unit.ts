import { byOnset } from '../../domain/anomaly/anomaly.ts';
import type { SubjectRecord } from '../../domain/anomaly/subject.ts';
import type { Derived } from '../../domain/archive/derived.ts';
import { type HeadRecord, headKey, headKind, headPrefix } from '../../domain/bucket/head.ts';
import type { Damaged } from '../../domain/damaged.ts';
import { withBlindedLimits } from '../../domain/detect/blinded-limits.ts';
import { withDeadUnit } from '../../domain/detect/dead-unit.ts';
import { isArmJudged, seriesNamed } from '../../domain/detect/drift/reference.ts';
import type { Anomaly } from '../../domain/detect/registry.ts';
import { withoutSuperseded } from '../../domain/detect/superseded.ts';
import {
  finishUnit,
  foldUnitPage,
  progressOfUnit,
  startUnit,
  type UnitDetectorState,
  unitDetectorStateSchema,
} from '../../domain/detect/unit-detectors.ts';
import type { UnitFacts } from '../../domain/detect/unit-facts.ts';
import { UNIT_FOLD, UNIT_PAGE_FORMAT } from '../../domain/detect/versions.ts';
import { answerRulesOf } from '../../domain/experiment/answer-rules.ts';
import { declaredSeries } from '../../domain/experiment/lookups.ts';
import { unitsAnswered } from '../../domain/experiment/units-read.ts';
import { unitsMoved } from '../../domain/telemetry/page-units.ts';
import type { Micros } from '../../domain/time.ts';
import { standingEventsOf } from '../../domain/timeline/event.ts';
import { digestOf } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import type { BucketAddress } from '../heads/bucket-address.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { readUnitFacts } from '../pages/read-pages.ts';
import { type Chain, type Folded, foldCheckpoints, type Step } from './fold-checkpoints.ts';
import { OutdatedPages } from './outdated-pages.ts';
import { readFindings } from './read-findings.ts';

/** Version of the checkpoints. */
const DETECTORS = digestOf(UNIT_FOLD);

export interface Findings {
  readonly anomalies: readonly Anomaly[];
  /** Time of the newest sample they rest on; null where there is none. */
  readonly asOf: Micros | null;
  /** What the subject is to remember of how they were found. */
  readonly remember: Folded<unknown>['remember'] &
    Pick<SubjectRecord, 'reached'> &
    Partial<
      Pick<SubjectRecord, 'shiftMicros' | 'first' | 'units' | 'compared' | 'quiet' | 'noise' | 'progress'>
    >;
  /** What could not be read, so that all was found from the beginning; null where all could. */
  readonly damaged: Damaged | null;
}

/** Everything wrong with a unit, from its pages. Fails with `OutdatedPages` where older code wrote one of them, or one is in other units. */
export async function flagUnit(
  ports: Ports,
  loaded: LoadedExperiment,
  subject: SubjectRecord,
): Promise<Findings> {
  const { experiment, generation, index } = loaded;
  const { id: unit } = subject;
  const units = unitsAnswered(answerRulesOf(index, unit));
  const chain: Chain<UnitDetectorState> = {
    detectors: DETECTORS,
    start: startUnit(unit),
    schema: unitDetectorStateSchema,
    stepsAfter: async (bucket) => {
      const page = bucket === null ? {} : { after: headKey(experiment, generation, unit, bucket).sort };
      const steps: Step<UnitDetectorState>[] = [];
      const outdated: BucketAddress[] = [];
      const heads = ports.catalogue.list(headKind, experiment, headPrefix(generation, unit), page);
      for await (const { item } of heads) {
        if (item.page === null) continue;
        const isInUnits = unitsMoved(item.page.units, units).size === 0;
        if (item.page.format === UNIT_PAGE_FORMAT && isInUnits) steps.push(stepOf(ports, item, item.page));
        else outdated.push({ experiment, generation, unit, bucket: item.bucket });
      }
      if (outdated.length > 0) throw new OutdatedPages(outdated);
      return steps;
    },
  };
  const at = { experiment, generation, kind: 'unit', id: unit } as const;
  const { state, closed, remember, damaged } = await foldCheckpoints(ports, at, subject, chain);
  const asOf = state.series.length === 0 ? null : Math.max(...state.series.map((series) => series.last));
  const reached = Object.fromEntries(state.series.map(({ series, reach }) => [series, reach]));
  const found = [...closed, ...finishUnit(state, declaredSeries(index, unit))];
  const sent = state.series.map(({ series }) => series);
  const told = withoutSuperseded(withDeadUnit(unit, found, sent));
  const events = standingEventsOf(await loaded.events(), unit);
  const own = withBlindedLimits(told, sent, { index, unit, events });
  const beside = await foundBeside(ports, loaded, unit);
  return {
    anomalies: [...own, ...beside.anomalies].sort(byOnset),
    asOf,
    remember: {
      ...{ ...remember, reached, first: state.first, units },
      ...{ progress: progressOfUnit(state), compared: beside.compared, quiet: beside.quiet },
    },
    damaged,
  };
}

/** What the units of its arm show of it, each held against the others. */
async function foundBeside(
  ports: Ports,
  { experiment, generation, index }: Pick<LoadedExperiment, 'experiment' | 'generation' | 'index'>,
  unit: string,
): Promise<{
  readonly anomalies: readonly Anomaly[];
  readonly compared: string[];
  readonly quiet: string[];
}> {
  const arm = index.units.get(unit)?.arm;
  if (arm === undefined || !isArmJudged(index, arm)) return { anomalies: [], compared: [], quiet: [] };
  const { record, anomalies } = await readFindings(ports, experiment, generation, 'arm', arm);
  return {
    anomalies: anomalies.filter((one) => one.unit === unit),
    compared: seriesNamed(Object.keys(record?.reached ?? {}), unit),
    quiet: seriesNamed(record?.quiet ?? [], unit),
  };
}

function stepOf(ports: Ports, { bucket }: HeadRecord, page: Derived): Step<UnitDetectorState> {
  return {
    bucket,
    basis: [DETECTORS, page.digest],
    fold: async (state) => foldStretches(state, await readUnitFacts(ports, page)),
  };
}

function foldStretches(
  before: UnitDetectorState,
  stretches: readonly UnitFacts[],
): { state: UnitDetectorState; closed: Anomaly[] } {
  let state = before;
  const closed: Anomaly[] = [];
  for (const stretch of stretches) {
    const step = foldUnitPage(state, stretch);
    state = step.state;
    closed.push(...step.closed);
  }
  return { state, closed: closed.sort(byOnset) };
}
