/** The deltas of one pair for a report, with their pictures. */
import type { DeltaListOnWire, DeltaOnWire } from '../../contract/deltas.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Figure } from '../../formats/svg/figure.ts';
import type { Ports } from '../../ports.ts';
import { figuresOf } from '../answer/draw-deltas.ts';
import { listAnomalies } from '../answer/list-anomalies.ts';
import { type DeltasQuery, queryDeltas } from '../answer/query-deltas.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';

export interface ReportedPair {
  readonly pair: string;
  readonly deltas: readonly DeltaOnWire[];
  /** Of each delta, in their order; null of a channel without a margin beside others that have one, unless it was asked for. */
  readonly figures: readonly (Figure | null)[];
  readonly notPaired: DeltaListOnWire['notPaired'];
  readonly pending: number;
  /** Why there is nothing of it here, where there is too much; null else. */
  readonly leftOut: string | null;
}

/** Refuses what `queryDeltas` refuses; too much of it only where the pair was asked for by name. */
export async function reportPair(
  ports: Ports,
  loaded: LoadedExperiment,
  pair: string,
  query: DeltasQuery,
): Promise<ReportedPair> {
  const asked = { ...query, pair: [pair], resolution: query.resolution ?? null };
  const answer = await orTooMuch(() => queryDeltas(ports, loaded.experiment, asked), query);
  const nothing = { pair, deltas: [], figures: [], notPaired: [], pending: 0 };
  if (answer instanceof Refusal) return { ...nothing, leftOut: answer.message };
  const deltas = 'deltas' in answer ? answer.deltas : [answer];
  return {
    ...{ pair, deltas, figures: await drawn(ports, loaded, deltas, query) },
    notPaired: 'deltas' in answer ? answer.notPaired : [],
    ...{ pending: answer.pending, leftOut: null },
  };
}

/** The channels that twins must share: of the others dozens of pictures would hide these. */
async function drawn(
  ports: Ports,
  loaded: LoadedExperiment,
  deltas: readonly DeltaOnWire[],
  { channel }: DeltasQuery,
): Promise<(Figure | null)[]> {
  const found = await listAnomalies(ports, loaded.experiment, {});
  const hasMargin = ({ summary }: DeltaOnWire) => summary.equivalence !== undefined;
  const isAll = channel !== undefined || !deltas.some(hasMargin);
  const meant = deltas.filter((delta) => isAll || hasMargin(delta));
  const figures = await figuresOf(ports, loaded, meant, found);
  return deltas.map((delta) => figures[meant.indexOf(delta)] ?? null);
}

/** What somebody asked for by name is refused as everywhere; of a whole experiment the rest can still be told. */
async function orTooMuch<T>(ask: () => Promise<T>, { pair }: DeltasQuery): Promise<T | Refusal> {
  try {
    return await ask();
  } catch (error) {
    if (pair === undefined && error instanceof Refusal && error.kind === 'too-large') return error;
    throw error;
  }
}
