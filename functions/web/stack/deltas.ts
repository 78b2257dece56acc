import { type DeltaOnWire, deltaAnswerSchema } from '../../../shared/contract/deltas.ts';
import type { Api } from './api.ts';
import { type Experiment, pathOf } from './experiment.ts';

export interface AllDeltas {
  readonly deltas: readonly DeltaOnWire[];
  /** Channels that both units of a pair do not measure, in sentences. */
  readonly notPaired: readonly string[];
}

/** One answer holds at most 64 deltas: a pair's channels are asked for in so many at once. */
const AT_ONCE = 60;
/** Whole differences are shown: their windows are as long as they get. */
const RESOLUTION = 'P30D';

/** Of every pair and channel, pair by pair. */
export async function askDeltas(
  api: Api,
  { id, pairs, channels }: Pick<Experiment, 'id' | 'pairs' | 'channels'>,
  signal: AbortSignal,
): Promise<AllDeltas> {
  const deltas: DeltaOnWire[] = [];
  const notPaired: string[] = [];
  for (const { id: pair } of pairs) {
    for (let from = 0; from < channels.length; from += AT_ONCE) {
      const channel = channels.slice(from, from + AT_ONCE).map((one) => one.id);
      const query = { pair, channel, resolution: RESOLUTION };
      const answer = await api.get(pathOf(id, 'deltas'), deltaAnswerSchema, query, signal);
      // Of one pair and one channel it is the delta itself.
      deltas.push(...('deltas' in answer ? answer.deltas : [answer]));
      if ('deltas' in answer) notPaired.push(...answer.notPaired.map(({ sentence }) => sentence));
    }
  }
  return { deltas, notPaired };
}
