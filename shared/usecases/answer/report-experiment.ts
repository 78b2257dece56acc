/** What a report of an experiment is made of. */
import type { AnomaliesOnWire } from '../../contract/anomalies.ts';
import { isoOf } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { loadExperiment } from '../known/load-experiment.ts';
import { type DrawnDeltas, deltaFigures } from './draw-deltas.ts';
import type { DeltasQuery } from './query-deltas.ts';
import { isOfPair } from './twin-figure.ts';

export interface Report extends DrawnDeltas {
  readonly experiment: string;
  readonly title: string;
  readonly revision: number;
  readonly sha256: string;
  /** The UCUM code of each channel. */
  readonly ucums: Readonly<Record<string, string>>;
  /** Ids of the assays, none of which is in the page. */
  readonly assays: readonly string[];
  /** When it was asked for. */
  readonly asOf: string;
  /** Inputs that are known and not folded in yet. */
  readonly pending: number;
}

/**
 * Deltas with their pictures, and what was found on the pairs that they are of. Refuses what `queryDeltas` refuses, such
 * as more than 64 of them.
 */
export async function reportExperiment(
  ports: Ports,
  experiment: string,
  query: DeltasQuery,
): Promise<Report> {
  const { definition, revision, sha256 } = await loadExperiment(ports, experiment);
  const drawn = await deltaFigures(ports, experiment, query);
  const asked = new Set(query.pair ?? definition.pairs.map(({ id }) => id));
  const isMeant = definition.pairs.filter(({ id }) => asked.has(id)).map(isOfPair);
  const anomalies = drawn.found.anomalies.filter((one) => isMeant.some((isOf) => isOf(one)));
  const found: AnomaliesOnWire = { ...drawn.found, anomalies };
  return {
    ...{ ...drawn, found, experiment, title: definition.title ?? experiment, revision, sha256 },
    ucums: Object.fromEntries(definition.channels.map(({ id, unit }) => [id, unit])),
    assays: definition.assays.map(({ id }) => id),
    asOf: isoOf(ports.clock.now()),
    pending: Math.max(drawn.answer.pending, found.pending),
  };
}
