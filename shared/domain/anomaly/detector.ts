/** What detectors of all sorts have in common, and how they say what they look for. */
import type * as z from 'zod';
import { spokenUnit } from '../words/spoken-unit.ts';
import { type AnyAnomaly, anomalyOnWireSchemaOf, anomalySchemaOf } from './anomaly.ts';

/** An anomaly of one kind, with the evidence of its kind. */
export type AnomalyOf<Kind extends string, Evidence> = Omit<AnyAnomaly, 'kind' | 'evidence'> & {
  readonly kind: Kind;
  readonly evidence: Evidence;
};

/** One kind of anomaly: its name, and the shape of its evidence. */
export interface AnomalyKindOf<Kind extends string, Evidence extends z.ZodType, Wire extends z.ZodType> {
  readonly kind: Kind;
  /** Changes whenever the detector would say something else about the same samples; part of what it reports. */
  readonly version: string;
  readonly evidence: Evidence;
  /** The same on the wire, where instants are texts. */
  readonly evidenceOnWire: Wire;
  /** Members of the evidence that are instants, µs. */
  readonly instants: readonly string[];
  /** Whether twins of which one shows it did not stand in the same environment. */
  readonly confounds: boolean;
  /** Whether it stands in lists only: no journal, no verdict and no re-downlink order follows it. */
  readonly isLogOnly: boolean;
  /** Whether it goes by what it has learnt of a series, which is no measure while the series settles; absent: it does not. */
  readonly isLearnt?: boolean;
  /** Whether an event of the unit after which a series settles may be why it began; absent: it may not. */
  readonly isExplainable?: boolean;
  /** Whether people hear of it outside the armed phases too; absent: they do not. */
  readonly isToldUnarmed?: boolean;
  /** Whether the verdict and the re-downlink list tell it in lines of their own. */
  readonly hasOwnLine: boolean;
  /** What the series does, as in "FU1 temperature is … since 02:10Z". */
  readonly phrase: string;
}

/** What follows a number of the series: a blank and its unit as people say it, or nothing. */
export type UnitOf = (series: string) => string;

/** How people are told of anomalies of one kind, wherever they are told. */
export interface WordsOf<Anomaly> {
  /** What was measured against what is allowed, without a full stop: part of a verdict, a message and a table. */
  figures(anomaly: Anomaly, unitOf: UnitOf): string;
}

/** What a kind is to those who only hear of its anomalies: the evidence of one that comes from elsewhere is parsed. */
export interface Reported<Kind extends string, Evidence extends z.ZodType, Wire extends z.ZodType>
  extends AnomalyKindOf<Kind, Evidence, Wire>,
    WordsOf<AnyAnomaly> {
  readonly anomaly: ReturnType<typeof anomalySchemaOf<Kind, Evidence>>;
  readonly anomalyOnWire: ReturnType<typeof anomalyOnWireSchemaOf<Kind, Wire>>;
}

/** A kind as it is written: what its figures are told of follows from its evidence. */
export function anomalyKind<Kind extends string, Evidence extends z.ZodType, Wire extends z.ZodType>(
  spec: AnomalyKindOf<Kind, Evidence, Wire> & WordsOf<AnomalyOf<Kind, z.infer<Evidence>>>,
): AnomalyKindOf<Kind, Evidence, Wire> & WordsOf<AnomalyOf<Kind, z.infer<Evidence>>> {
  return spec;
}

export function reported<Kind extends string, Evidence extends z.ZodType, Wire extends z.ZodType>(
  spec: AnomalyKindOf<Kind, Evidence, Wire> & WordsOf<AnomalyOf<Kind, z.infer<Evidence>>>,
): Reported<Kind, Evidence, Wire> {
  const { kind, version, evidence, evidenceOnWire, instants, phrase } = spec;
  const { confounds, isLogOnly, hasOwnLine } = spec;
  const { isLearnt = false, isExplainable = false, isToldUnarmed = false } = spec;
  const known = (anomaly: AnyAnomaly) => ({ ...anomaly, kind, evidence: evidence.parse(anomaly.evidence) });
  return {
    ...{ kind, version, evidence, evidenceOnWire, instants, phrase },
    ...{ confounds, isLogOnly, hasOwnLine, isLearnt, isExplainable, isToldUnarmed },
    anomaly: anomalySchemaOf(kind, evidence),
    anomalyOnWire: anomalyOnWireSchemaOf(kind, evidenceOnWire),
    figures: (anomaly, unitOf) =>
      spec.figures(known(anomaly), (series) => {
        const own = anomaly.ucums?.[series];
        return own === undefined ? unitOf(series) : spokenUnit(own);
      }),
  };
}

/** What a detector is to do with one series. */
export interface Aim<Rule> {
  /** What it needs of the definition; absent where it has nothing to do with the series. */
  readonly rule?: Rule;
  /** Why it does not look for anything there; null where it does. */
  readonly unlooked: string | null;
}

export function lookingWith<Rule>(rule: Rule): Aim<Rule> {
  return { rule, unlooked: null };
}

export function notLooking(why: string): Aim<never> {
  return { unlooked: why };
}

/** How a detector stands in what it reports. */
export function detectorOf({ kind, version }: { readonly kind: string; readonly version: string }): {
  name: string;
  version: string;
} {
  return { name: kind.toLowerCase(), version };
}
