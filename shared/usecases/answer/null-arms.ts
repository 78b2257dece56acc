/** What units of rehearsals show of each endpoint: they never enter an answer as data, and always may as null. */
import { assayKey, assayKind } from '../../domain/assay/assay-record.ts';
import type { NullArm } from '../../domain/comparison/null-spread.ts';
import { excludedTimes, excludesUnit } from '../../domain/exclusion/in-force.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Ports } from '../../ports.ts';
import { assayResults } from '../assay/assay-results.ts';
import { loadExclusions } from '../known/load-exclusions.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import { unitMeans } from './unit-means.ts';

/** An endpoint by its name; of telemetry in a phase. */
export interface NullQuestion {
  readonly endpoint: string;
  readonly phase: string | null;
  readonly isRatio: boolean;
}

interface NullValue extends NullQuestion {
  readonly experiment: string;
  readonly arm: string;
  /** Of a ratio the logarithm. */
  readonly value: number;
}

/** Refuses an experiment that is no rehearsal. */
export async function nullArms(
  ports: Ports,
  rehearsals: readonly string[],
): Promise<(question: NullQuestion) => readonly NullArm[]> {
  const values: NullValue[] = [];
  for (const rehearsal of new Set(rehearsals)) {
    const loaded = await loadExperiment(ports, rehearsal);
    if (loaded.definition.mode !== 'REHEARSAL') throw noRehearsal(rehearsal);
    values.push(...(await channelValues(ports, loaded)), ...(await targetValues(ports, loaded)));
  }
  return ({ endpoint, phase, isRatio }) => {
    const own = values.filter(
      (one) => one.endpoint === endpoint && one.phase === phase && one.isRatio === isRatio,
    );
    const byArm = Map.groupBy(own, (one) => JSON.stringify([one.experiment, one.arm]));
    return [...byArm.values()].map((all) => ({
      ...{ experiment: all[0]!.experiment, arm: all[0]!.arm },
      values: all.map(({ value }) => value),
    }));
  };
}

function noRehearsal(experiment: string): Refusal {
  const message = `${experiment} is a flight: expected a rehearsal (mode: REHEARSAL), of which ground is compared with ground`;
  return new Refusal('invalid', 'null.not-a-rehearsal', message, { field: 'null' });
}

async function channelValues(ports: Ports, loaded: LoadedExperiment): Promise<NullValue[]> {
  const { experiment, definition } = loaded;
  const exclusions = await loadExclusions(ports, experiment);
  const values: NullValue[] = [];
  for (const { id, arm } of definition.units) {
    if (excludesUnit(exclusions, id) !== null) continue;
    const { means } = await unitMeans(ports, loaded, id, excludedTimes(exclusions, id));
    for (const { series, phase, mean } of means)
      if (mean !== null)
        values.push({ experiment, arm, endpoint: series, phase, isRatio: false, value: mean });
  }
  return values;
}

/** As they were computed last, without what is excluded of them. */
async function targetValues(
  ports: Ports,
  { experiment, generation, index }: LoadedExperiment,
): Promise<NullValue[]> {
  const values: NullValue[] = [];
  for (const { id, kind } of index.assays.values()) {
    const record = (await ports.catalogue.get(assayKind, assayKey(experiment, generation, id)))?.item;
    const results = kind !== 'qpcr' || record === undefined ? null : await assayResults(ports, record);
    for (const { target, units } of results?.quantities?.targets ?? [])
      for (const { arm, log2 } of units)
        if (log2 !== null)
          values.push({
            ...{ experiment, endpoint: target, phase: null, isRatio: true, value: log2 * Math.LN2 },
            arm,
          });
  }
  return values;
}
