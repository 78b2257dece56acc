import { type Anomaly, byOnset } from '../domain/anomaly/anomaly.ts';
import {
  finishUnit,
  foldUnitPage,
  startUnit,
  unitDetectorStateSchema,
} from '../domain/anomaly/unit-detectors.ts';
import { type HeadRecord, headKind, headPrefix } from '../domain/records/head.ts';
import type { Micros } from '../domain/time.ts';
import type { Ports } from '../ports.ts';
import { foldCheckpoints, type Step } from './fold-checkpoints.ts';
import { readUnitFacts } from './read-pages.ts';

/** Changes whenever the unit's detectors would say something else about the same pages. */
const DETECTORS = 'unit-detectors/2';

export interface Findings {
  readonly anomalies: readonly Anomaly[];
  /** Time of the newest sample they rest on; null where there is none. */
  readonly asOf: Micros | null;
}

/** Everything wrong with a unit, from its pages. */
export async function flagUnit(
  ports: Ports,
  experiment: string,
  generation: number,
  unit: string,
): Promise<Findings> {
  const steps: Step<ReturnType<typeof startUnit>>[] = [];
  for await (const { item } of ports.catalogue.list(headKind, experiment, headPrefix(generation, unit))) {
    if (item.page !== null) steps.push(stepOf(ports, item, item.page.key));
  }
  const at = { experiment, generation, kind: 'unit', id: unit } as const;
  const { state, closed } = await foldCheckpoints(ports, at, startUnit(unit), unitDetectorStateSchema, steps);
  const asOf = state.series.length === 0 ? null : Math.max(...state.series.map((series) => series.last));
  return { anomalies: [...closed, ...finishUnit(state)].sort(byOnset), asOf };
}

function stepOf(ports: Ports, { bucket }: HeadRecord, page: string): Step<ReturnType<typeof startUnit>> {
  return {
    bucket,
    basis: [DETECTORS, page],
    fold: async (state) => foldUnitPage(state, await readUnitFacts(ports, page)),
  };
}
