/**
 * Every kind of anomaly that is looked for, an entry each: how its anomalies are kept, sent and told. What lists kinds is
 * made from it: the API's enum, what was looked for, the words of findings, and the versions that pages and checkpoints
 * are held against. What looks for them stands apart (`detectors.ts`), so that who only tells of them need not load it.
 */
import * as z from 'zod';
import { reported } from '../anomaly/detector.ts';
import { CLOCK } from './clock/kind.ts';
import { DEAD } from './dead/kind.ts';
import { DRIFT, SHIFT } from './drift/kind.ts';
import { GAP } from './gap/kind.ts';
import { LIMIT } from './limit/kind.ts';
import { DELTA_SIDE } from './limit/side.ts';
import { OFFSET } from './offset/kind.ts';
import { RATE } from './rate/kind.ts';
import { SILENCE } from './silence/kind.ts';
import { SPIKE } from './spike/kind.ts';
import { STEP } from './step/kind.ts';
import { STUCK } from './stuck/kind.ts';
import { VARIANCE } from './variance/kind.ts';

/** Found on units and on pairs: of a pair the limits are of flight minus ground. */
const OF_BOTH = reported(LIMIT);
/** Found on the pages of a unit. */
export const UNIT_KINDS = [
  OF_BOTH,
  reported(RATE),
  reported(STUCK),
  reported(DEAD),
  reported(GAP),
  reported(SPIKE),
  reported(STEP),
  reported(VARIANCE),
] as const;
const OF_PAIRS_ALONE = [reported(OFFSET), reported(CLOCK)] as const;
/** Found on the delta pages of a pair. */
export const PAIR_KINDS = [OF_BOTH, ...OF_PAIRS_ALONE] as const;
/** Found on the pages of all units of an arm, which are held against each other. */
export const ARM_KINDS = [reported(SHIFT), reported(DRIFT)] as const;
/** Asked at an instant: they stand in no stored list. */
export const CLOCK_KINDS = [reported(SILENCE)] as const;

/** Every detector, as who only hears of its anomalies knows it. */
export const DETECTORS = [...UNIT_KINDS, ...OF_PAIRS_ALONE, ...ARM_KINDS, ...CLOCK_KINDS] as const;

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

/** Every kind by name. */
export const KINDS = DETECTORS.map(({ kind }) => kind);
export type Kind = (typeof KINDS)[number];

/** Whether anomalies of the kind follow the clock: they concern the whole unit, at the instant asked. */
export function followsClock({ kind }: { readonly kind: AnomalyKind }): boolean {
  return CLOCK_KINDS.some((one) => one.kind === kind);
}

/** Whether nobody can say that it is over: the newest readings tell nothing of it. */
export function isLeftOpen(anomaly: Anomaly): boolean {
  return anomaly.kind === 'RATE' && anomaly.evidence.isUnknown === true;
}

/** What the anomaly or alarm of this name is found on: a name of a pair says so by its kind, or by its side. */
export function subjectNamed(id: string): { readonly kind: 'unit' | 'pair'; readonly id: string } {
  const [kind = '', subject = '', , side = ''] = id.split(':');
  const isOfPair = side.startsWith(DELTA_SIDE) || OF_PAIRS_ALONE.some((one) => one.kind === kind);
  return { kind: isOfPair ? 'pair' : 'unit', id: subject };
}

/** The detector that reports anomalies of the kind. */
export function detectorNamed(kind: AnomalyKind): (typeof DETECTORS)[number] {
  const detector = DETECTORS.find((one) => one.kind === kind);
  if (detector === undefined) throw new RangeError(`no detector reports ${kind}`);
  return detector;
}
