/**
 * Every detector there is, an entry each. What lists kinds is made from it: the API's enum, what was looked for, the
 * words of findings, and the versions that pages and checkpoints are held against.
 */
import * as z from 'zod';
import { clockDetector } from './clock/detector.ts';
import { deadDetector } from './dead/detector.ts';
import { gapDetector } from './gap/detector.ts';
import { limitDetector } from './limit/detector.ts';
import { offsetDetector } from './offset/detector.ts';
import { rateDetector } from './rate/detector.ts';
import { silenceDetector } from './silence/detector.ts';
import { spikeDetector } from './spike/detector.ts';
import { stepDetector } from './step/detector.ts';
import { stuckDetector } from './stuck/detector.ts';

/** Folded over the pages of a unit. */
export const UNIT_DETECTORS = [
  limitDetector,
  rateDetector,
  stuckDetector,
  deadDetector,
  gapDetector,
  spikeDetector,
  stepDetector,
] as const;
/** Folded over the delta pages of a pair. */
export const PAIR_DETECTORS = [offsetDetector, clockDetector] as const;

/** Asked at an instant: what they report is in no stored list. */
export const CLOCK_DETECTORS = [silenceDetector] as const;

export const DETECTORS = [...UNIT_DETECTORS, ...PAIR_DETECTORS, ...CLOCK_DETECTORS] as const;

/** Kinds that are designed (docs/design.md#what-is-wrong) and that nothing looks for yet. */
export const NOT_BUILT = ['SHIFT', 'DRIFT', 'VARIANCE'] as const;

const [first, ...others] = DETECTORS;
/** An anomaly as lists, checkpoints and the journal hold it: instants are whole µs. */
export const anomalySchema = z.discriminatedUnion('kind', [
  first.anomaly,
  ...others.map(({ anomaly }) => anomaly),
]);
export type Anomaly = z.infer<typeof anomalySchema>;
export type AnomalyKind = Anomaly['kind'];

/** The same on the wire: instants are texts. */
export const anomalyOnWireSchema = z.discriminatedUnion('kind', [
  first.anomalyOnWire,
  ...others.map(({ anomalyOnWire }) => anomalyOnWire),
]);

/** Every kind by name, whether something looks for it or not. */
export const KINDS = [...DETECTORS.map(({ kind }) => kind), ...NOT_BUILT];
export type Kind = (typeof KINDS)[number];

/** Whether anomalies of the kind follow the clock: they concern the whole unit, at the instant asked. */
export function followsClock({ kind }: { readonly kind: AnomalyKind }): boolean {
  return CLOCK_DETECTORS.some((one) => one.kind === kind);
}

/** The detector that reports anomalies of the kind. */
export function detectorNamed(kind: AnomalyKind): (typeof DETECTORS)[number] {
  const detector = DETECTORS.find((one) => one.kind === kind);
  if (detector === undefined) throw new RangeError(`no detector reports ${kind}`);
  return detector;
}
