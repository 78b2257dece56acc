/** What units of rehearsals show of each endpoint: they never enter an answer as data, and always may as null. */

import type { SubjectRecord } from '../../domain/anomaly/subject.ts';
import { noneOf } from '../../domain/assay/rejected-records.ts';
import type { AssayResults } from '../../domain/assay/results.ts';
import type { HeadRecord } from '../../domain/bucket/head.ts';
import type { NullArm } from '../../domain/comparison/null-spread.ts';
import type { Exclusion } from '../../domain/exclusion/exclusion.ts';
import { excludesUnit } from '../../domain/exclusion/in-force.ts';
import { isOfGenes } from '../../domain/experiment/assay-schema.ts';
import { channelNamed } from '../../domain/experiment/lookups.ts';
import { confirmedSlices, type ToldSlice } from '../../domain/pit/confirmed-slices.ts';
import { amongUnits, endpointsIn, PIT_UNITS, unitShown } from '../../domain/pit/pit-endpoints.ts';
import { Refusal } from '../../domain/refusal.ts';
import { channelOf } from '../../domain/telemetry/frame.ts';
import type { Ports } from '../../ports.ts';
import { resultsOfNow } from '../assay/assay-results.ts';
import { loadConfirmations } from '../known/load-confirmations.ts';
import { loadExclusions } from '../known/load-exclusions.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import { owedNow } from '../known/owe.ts';
import { both, type Waiting, waitingOf } from '../known/stopped-work.ts';
import { unitMeans } from './unit-means.ts';

/** An endpoint: a series in a phase, in its unit of measure, or a target of an assay. */
export interface NullQuestion {
  readonly endpoint: string;
  /** Null: of telemetry, whose values are compared by their difference; else of an assay, by their ratio. */
  readonly assay: string | null;
  readonly phase: string | null;
  /** UCUM code of a channel; null of a target. */
  readonly ucum: string | null;
}

interface NullValue extends NullQuestion {
  readonly experiment: string;
  readonly arm: string;
  /** Of a ratio the logarithm. */
  readonly value: number;
}

export interface NullAnswer {
  readonly arms: readonly NullArm[];
  /** What rehearsals have under the same name, of another assay or in another unit of measure: it is not taken. */
  readonly apart: readonly string[];
}

export interface NullArms {
  readonly of: (question: NullQuestion) => NullAnswer;
  /** What the values of rehearsals do not hold yet. */
  readonly waiting: Waiting;
}

/** Refuses an experiment that is no rehearsal. */
export async function nullArms(ports: Ports, rehearsals: readonly string[]): Promise<NullArms> {
  const values: NullValue[] = [];
  let waiting: Waiting = { pending: 0, stopped: 0 };
  for (const rehearsal of new Set(rehearsals)) {
    const read = await valuesOf(ports, rehearsal);
    values.push(...read.values);
    waiting = both(waiting, read.waiting);
  }
  return { of: (question) => answerOf(values, question), waiting };
}

function answerOf(values: readonly NullValue[], question: NullQuestion): NullAnswer {
  const { endpoint, assay, phase, ucum } = question;
  const named = values.filter(
    (one) => one.endpoint === endpoint && one.phase === phase && (one.assay === null) === (assay === null),
  );
  const isOwn = (one: NullValue) => one.assay === assay && one.ucum === ucum;
  const byArm = Map.groupBy(named.filter(isOwn), (one) => JSON.stringify([one.experiment, one.arm]));
  const others = named.filter((one) => !isOwn(one)).map((one) => apartText(one, question));
  return {
    arms: [...byArm.values()].map((all) => ({
      ...{ experiment: all[0]!.experiment, arm: all[0]!.arm },
      values: all.map(({ value }) => value),
    })),
    apart: [...new Set(others)],
  };
}

function apartText(one: NullValue, { assay, ucum }: NullQuestion): string {
  const [has, expected] =
    one.assay === assay
      ? [`in ${one.ucum ?? 'no unit'}`, ucum ?? 'no unit']
      : [`of the assay ${one.assay}`, `the assay ${assay}`];
  return `${one.experiment} has ${one.endpoint} ${has}, which is not taken: expected ${expected}`;
}

function noRehearsal(experiment: string): Refusal {
  const message = `${experiment} is a flight: expected a rehearsal (mode: REHEARSAL), of which ground is compared with ground`;
  return new Refusal('invalid', 'null.not-a-rehearsal', message, { field: 'null' });
}

async function valuesOf(
  ports: Ports,
  rehearsal: string,
): Promise<{ readonly values: readonly NullValue[]; readonly waiting: Waiting }> {
  const loaded = await loadExperiment(ports, rehearsal);
  if (loaded.definition.mode !== 'REHEARSAL') throw noRehearsal(rehearsal);
  // Before what is computed from it: work moves one way, and none is missed between.
  const owed = await owedNow(ports, loaded);
  const exclusions = await loadExclusions(ports, rehearsal);
  const channels = await channelValues(ports, loaded, exclusions);
  const assays = await assayValues(ports, loaded, exclusions);
  const own = waitingOf(owed.stopped, loaded, channels.heads, channels.subjects);
  return {
    values: [...channels.values, ...assays.values],
    waiting: both(own, { pending: owed.upstream + assays.due, stopped: 0 }),
  };
}

interface ChannelValues {
  readonly values: readonly NullValue[];
  readonly heads: readonly HeadRecord[];
  readonly subjects: readonly (SubjectRecord | null)[];
}

async function channelValues(
  ports: Ports,
  loaded: LoadedExperiment,
  exclusions: readonly Exclusion[],
): Promise<ChannelValues> {
  const { experiment, definition, index } = loaded;
  const values: NullValue[] = [];
  const heads: HeadRecord[] = [];
  const subjects: (SubjectRecord | null)[] = [];
  for (const { id, arm } of definition.units) {
    if (excludesUnit(exclusions, id) !== null) continue;
    const read = await unitMeans(ports, loaded, id, exclusions);
    heads.push(...read.heads);
    subjects.push(read.subject);
    for (const { series, phase, mean } of read.means) {
      if (mean === null) continue;
      const { unit: ucum } = channelNamed(index, channelOf(series));
      values.push({ experiment, arm, endpoint: series, assay: null, phase, ucum, value: mean });
    }
  }
  return { values, heads, subjects };
}

/** Without what is excluded of them; what was computed under another definition is due, and no null. */
async function assayValues(
  ports: Ports,
  loaded: LoadedExperiment,
  exclusions: readonly Exclusion[],
): Promise<{ readonly values: readonly NullValue[]; readonly due: number }> {
  const { experiment, index } = loaded;
  const confirmations = await loadConfirmations(ports, experiment);
  const values: NullValue[] = [];
  let due = 0;
  for (const assay of index.assays.values()) {
    if (isOfGenes(assay)) continue;
    const { results, isDue } = await resultsOfNow(ports, loaded, assay.id, exclusions);
    due += isDue ? 1 : 0;
    const common = { experiment, assay: assay.id, phase: null };
    const slices = confirmedSlices(results?.slices ?? [], assay.id, confirmations);
    const shown = [
      ...targetsIn(results),
      ...pitsIn(slices, (unit) => index.units.get(unit)?.arm),
      ...measuredIn(results, (unit) => index.units.get(unit)?.arm),
    ];
    values.push(...shown.map((one) => ({ ...common, ...one })));
  }
  return { values, due };
}

type OfArm = Pick<NullValue, 'endpoint' | 'arm' | 'ucum' | 'value'>;
type ArmOf = (unit: string) => string | undefined;

function targetsIn(results: AssayResults | null): OfArm[] {
  return (results?.quantities?.targets ?? []).flatMap(({ target: endpoint, units }) =>
    units.flatMap(({ arm, log2 }) =>
      log2 === null ? [] : [{ endpoint, arm, ucum: null, value: log2 * Math.LN2 }],
    ),
  );
}

/** A unit without a pit has no logarithm, and is no null of a ratio. */
function pitsIn(slices: readonly ToldSlice[], armOf: ArmOf): OfArm[] {
  // Each has a slice: why one had none is not asked.
  const among = amongUnits(slices, noneOf('slice', []));
  const byUnit = [...Map.groupBy(slices, ({ unit }) => unit)];
  return endpointsIn(slices).flatMap((endpoint) =>
    byUnit.flatMap(([unit, own]) => {
      const [arm, told] = [armOf(unit), unitShown(endpoint, own, among)];
      if (arm === undefined || 'reason' in told || !(told.value > 0)) return [];
      return [{ endpoint, arm, ucum: PIT_UNITS[endpoint], value: Math.log(told.value) }];
    }),
  );
}

function measuredIn(results: AssayResults | null, armOf: ArmOf): OfArm[] {
  return (results?.measured ?? []).flatMap(({ unit, endpoint, ucum, value }) => {
    const arm = armOf(unit);
    return arm === undefined || value === null || !(value > 0)
      ? []
      : [{ endpoint, arm, ucum, value: Math.log(value) }];
  });
}
