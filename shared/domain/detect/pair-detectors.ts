/** The detectors of one pair as one fold over its delta pages in order of time. The state is plain JSON, a checkpoint. */
import * as z from 'zod';
import { byOnset } from '../anomaly/anomaly.ts';
import type {
  JudgedChannel,
  Look,
  PagedChannel,
  PairContext,
  PairRulesByKind,
  TwinsNamed,
} from '../anomaly/pair-detector.ts';
import type { Span } from '../anomaly/unit-detector.ts';
import type { UnitSeries } from '../experiment/unit-series.ts';
import { statesSchemaOf } from './checkpoint-text.ts';
import { PAIR_DETECTORS } from './detectors.ts';
import type { Anomaly } from './registry.ts';

export const pairDetectorStateSchema = z.object({
  /** The newest sample of either unit, on the flight's axis. */
  asOf: z.number().nullable(),
  /** Channels of which good samples were paired, enough for a block, by name. */
  paired: z.array(z.string()),
  /** Channels of which single pairs were looked at, by name. */
  looked: z.array(z.string()),
  states: statesSchemaOf(PAIR_DETECTORS),
});
export type PairDetectorState = z.infer<typeof pairDetectorStateSchema>;

/** The state of a pair before its first page. */
export const PAIR_START: PairDetectorState = {
  asOf: null,
  paired: [],
  looked: [],
  states: Object.fromEntries(PAIR_DETECTORS.map(({ kind, start }) => [kind, start])),
};

/** By kind: what each detector holds the channel against; a detector that has nothing to do with it is not there. */
export function pairDetectorRules(channel: UnitSeries, context: PairContext): PairRulesByKind {
  return Object.fromEntries(
    PAIR_DETECTORS.flatMap((detector): [string, unknown][] => {
      const { rule } = detector.aimAt(channel, context);
      return rule === undefined ? [] : [[detector.kind, rule]];
    }),
  );
}

/** The part of the rules that a page over the span depends on. */
export function pairRulesWithin(rules: PairRulesByKind, span: Span): PairRulesByKind {
  return Object.fromEntries(
    PAIR_DETECTORS.filter(({ kind }) => rules[kind] !== undefined).map((detector) => [
      detector.kind,
      detector.ruleWithin(rules[detector.kind], span),
    ]),
  );
}

/** By kind: what looks at single pairs; nothing where blocks are enough. */
export function looksOf(rules: PairRulesByKind): ReadonlyMap<string, Look> {
  const looks = PAIR_DETECTORS.flatMap((detector): [string, Look][] => {
    const rule = rules[detector.kind];
    const look = rule === undefined ? null : detector.lookWith(rule);
    return look === null ? [] : [[detector.kind, look]];
  });
  return new Map(looks);
}

/**
 * Takes the next delta page in; `closed` are the anomalies that ended in it. Changes neither argument.
 *
 * @param judged with the part of their rules that the page depends on
 */
export function foldDeltaPage(
  state: PairDetectorState,
  page: { readonly extent: { readonly to: number } | null; readonly channels: readonly PagedChannel[] },
  judged: readonly JudgedChannel<PairRulesByKind>[],
  pair: TwinsNamed,
): { state: PairDetectorState; closed: Anomaly[] } {
  const channels = judged.flatMap((one) => {
    const paged = page.channels.find(({ series }) => series === one.channel.series);
    return paged === undefined ? [] : [{ ...one, paged }];
  });
  const steps = PAIR_DETECTORS.map((detector) => {
    const { kind } = detector;
    return { kind, ...detector.fold(state.states[kind] ?? detector.start, { pair, channels }) };
  });
  const closed = steps.flatMap((step): readonly Anomaly[] => step.closed);
  const pagedOf = (isMeant: (paged: PagedChannel) => boolean) =>
    channels.flatMap(({ paged }) => (isMeant(paged) ? [paged.series] : []));
  return {
    state: {
      asOf: page.extent?.to ?? state.asOf,
      paired: together(
        state.paired,
        pagedOf(({ blocks }) => blocks.length > 0),
      ),
      looked: together(
        state.looked,
        pagedOf(({ seen }) => Object.values(seen).some((runs) => runs.length > 0)),
      ),
      states: Object.fromEntries(steps.map((step) => [step.kind, step.state])),
    },
    closed: [...closed],
  };
}

function together(before: readonly string[], now: readonly string[]): string[] {
  return [...new Set([...before, ...now])].sort();
}

/** What still holds when no more pages come. */
export function finishPair(
  { states }: PairDetectorState,
  judged: readonly JudgedChannel<PairRulesByKind>[],
  pair: TwinsNamed,
): Anomaly[] {
  return PAIR_DETECTORS.flatMap((detector): Anomaly[] =>
    detector.finish(states[detector.kind] ?? detector.start, { pair, judged }),
  ).sort(byOnset);
}
