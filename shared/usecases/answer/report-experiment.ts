/** What a report of an experiment is made of. */

import type { AnomaliesOnWire } from '../../contract/anomalies.ts';
import type { ComparisonsOnWire } from '../../contract/comparisons.ts';
import type { ContrastsOnWire } from '../../contract/expression.ts';
import type { PitsOnWire } from '../../contract/pits.ts';
import { Refusal } from '../../domain/refusal.ts';
import { isoOf } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { loadExperiment } from '../known/load-experiment.ts';
import { type DrawnDeltas, deltaFigures } from './draw-deltas.ts';
import { listComparisons } from './list-comparisons.ts';
import { listContrasts } from './list-contrasts.ts';
import { listPits } from './list-pits.ts';
import type { DeltasQuery } from './query-deltas.ts';
import { isOfPair } from './twin-figure.ts';

export interface Report extends DrawnDeltas {
  readonly experiment: string;
  readonly title: string;
  readonly revision: number;
  readonly sha256: string;
  /** The UCUM code of each channel. */
  readonly ucums: Readonly<Record<string, string>>;
  readonly genes: ContrastsOnWire;
  /** Why not, where there is too much to compare. */
  readonly arms: ComparisonsOnWire | { readonly refused: string };
  /** Slices of its assays of pits. */
  readonly pits: PitsOnWire;
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
  const genes = await listContrasts(ports, experiment, {});
  const arms = await armsOf(ports, experiment);
  const pits = await listPits(ports, experiment, {});
  const asked = new Set(query.pair ?? definition.pairs.map(({ id }) => id));
  const isMeant = definition.pairs.filter(({ id }) => asked.has(id)).map(isOfPair);
  const anomalies = drawn.found.anomalies.filter((one) => isMeant.some((isOf) => isOf(one)));
  const found: AnomaliesOnWire = { ...drawn.found, anomalies };
  return {
    ...{ ...drawn, found, experiment, title: definition.title ?? experiment, revision, sha256 },
    ucums: Object.fromEntries(definition.channels.map(({ id, unit }) => [id, unit])),
    ...{ genes, arms, pits },
    asOf: isoOf(ports.clock.now()),
    pending: Math.max(
      drawn.answer.pending,
      found.pending,
      genes.pending,
      pits.pending,
      'refused' in arms ? 0 : arms.pending,
    ),
  };
}

/** Too many comparisons are no reason to keep the rest back: the page says so in their place. */
async function armsOf(ports: Ports, experiment: string): Promise<Report['arms']> {
  try {
    return await listComparisons(ports, experiment, {});
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.message };
    throw error;
  }
}
