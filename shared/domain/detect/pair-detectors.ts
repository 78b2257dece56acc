/** The detectors of one pair as one fold over its delta pages in order of time. The state is plain JSON, a checkpoint. */
import * as z from 'zod';
import { byOnset } from '../anomaly/anomaly.ts';
import type { JudgedChannel, PagedChannel } from '../anomaly/pair-detector.ts';
import { statesSchemaOf } from './checkpoint-text.ts';
import { PAIR_DETECTORS } from './detectors.ts';
import type { Anomaly } from './registry.ts';

export const pairDetectorStateSchema = z.object({
  pair: z.string(),
  /** The newest sample of either unit, on the flight's axis. */
  asOf: z.number().nullable(),
  /** Channels with a margin of which good samples were paired, by name. */
  paired: z.array(z.string()),
  states: statesSchemaOf(PAIR_DETECTORS),
});
export type PairDetectorState = z.infer<typeof pairDetectorStateSchema>;

/** The state of a pair before its first page. */
export function startPair(pair: string): PairDetectorState {
  const states = Object.fromEntries(PAIR_DETECTORS.map(({ kind, start }) => [kind, start]));
  return { pair, asOf: null, paired: [], states };
}

/** Takes the next delta page in; `closed` are the anomalies that ended in it. Changes neither argument. */
export function foldDeltaPage(
  state: PairDetectorState,
  page: { readonly extent: { readonly to: number } | null; readonly channels: readonly PagedChannel[] },
  judged: readonly JudgedChannel[],
): { state: PairDetectorState; closed: Anomaly[] } {
  const { pair } = state;
  const channels = judged.flatMap((one) => {
    const paged = page.channels.find(({ series }) => series === one.channel.series);
    return paged === undefined ? [] : [{ judged: one, paged }];
  });
  const steps = PAIR_DETECTORS.map((detector) => {
    const { kind } = detector;
    return { kind, ...detector.fold(state.states[kind] ?? detector.start, { pair, channels }) };
  });
  const states = Object.fromEntries(steps.map((step) => [step.kind, step.state]));
  const closed = steps.flatMap((step): readonly Anomaly[] => step.closed);
  const paired = channels.filter(({ paged }) => paged.blocks.length > 0).map(({ paged }) => paged.series);
  return {
    state: {
      pair,
      asOf: page.extent?.to ?? state.asOf,
      paired: [...new Set([...state.paired, ...paired])].sort(),
      states,
    },
    closed: [...closed],
  };
}

/** What still holds when no more pages come. */
export function finishPair({ pair, states }: PairDetectorState, judged: readonly JudgedChannel[]): Anomaly[] {
  return PAIR_DETECTORS.flatMap((detector): Anomaly[] =>
    detector.finish(states[detector.kind] ?? detector.start, { pair, judged }),
  ).sort(byOnset);
}
