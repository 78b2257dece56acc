/** What a SHIFT or a DRIFT shows. */
import * as z from 'zod';
import { instantText } from '../../instant-text.ts';
import { figureText } from '../../words/figure.ts';
import { utcText } from '../../words/instant.ts';
import { listText } from '../../words/list.ts';
import { spanText } from '../../words/span.ts';
import { differenceUnit } from '../../words/spoken-unit.ts';
import { withErrorText } from '../../words/with-error.ts';
import { againstText, isSure, NOISE_SOURCES, REFERENCE_KINDS, WITNESSES } from './evidence-words.ts';

/** `resolution`: it is quieter than that, and judged as if it scattered by two steps of it. */
const knownSchema = z.object({ value: z.number(), from: z.enum([...NOISE_SOURCES, 'learnt', 'resolution']) });

export const driftEvidenceSchema = z.object({
  reference: z.enum(REFERENCE_KINDS),
  /** Units whose mean, or sensors, it is; of a loop what it holds and its surroundings; none of a set-point. */
  against: z.array(z.string()),
  /** 1: the channel reads higher than its reference says. */
  sign: z.union([z.literal(1), z.literal(-1)]),
  /** How far the channel has gone from what its residual was believed to be, with the sign; of what is over the worst. */
  departure: z.number(),
  /** End of the ten minutes whose mean that is; absent where it is a median of six hours, or of what lasts. */
  departedAt: z.number().optional(),
  /** Slope per day and its standard error, of a DRIFT that lasts. */
  perDay: z.number().optional(),
  perDayError: z.number().optional(),
  /** Slope per day of Theil and Sen over medians of six hours, and how often medians without a trend show one as clear. */
  trendPerDay: z.number().optional(),
  trendChance: z.number().optional(),
  /** Of the residual's means of ten minutes. */
  noise: z.object({ phi: knownSchema, sd: knownSchema, mean: knownSchema }).optional(),
  /** Against a twin: how far each side went, less its set-point, from where it was before. */
  went: z.object({ own: z.number(), twin: z.number() }).optional(),
  /**
   * Against siblings: how far each unit went from where it stood before, and how likely it is one of those that moved; and
   * whether that is told by where each stood itself, or above its twin. Absent where it is not known where one stood; as it
   * was last known, since that is kept for seven days.
   */
  moved: z.array(z.object({ unit: z.string(), went: z.number(), chance: z.number() })).optional(),
  movedBy: z.enum(WITNESSES).optional(),
  /** End of the block in which it was seen. */
  raised: z.number(),
  /** What it is going to cross, or has crossed; absent where it leads to nothing that is declared. */
  bound: z.object({ what: z.string(), value: z.number() }).optional(),
  /** When, and one standard error of the slope to either side; no latest where the slope may be none. */
  crosses: z.number().optional(),
  crossesSoonest: z.number().optional(),
  crossesLatest: z.number().optional(),
  /** A limit that is CRITICAL or worse and may be crossed before the contact after the next: when at the soonest, and that contact. */
  urgentBound: z.object({ what: z.string(), value: z.number() }).optional(),
  urgentSoonest: z.number().optional(),
  contactAfterNext: z.number().optional(),
  /** False: against this reference no budget of false pages is kept, so that it pages nobody. */
  mayPage: z.boolean(),
});
export type DriftEvidence = z.infer<typeof driftEvidenceSchema>;

export const DRIFT_INSTANTS = [
  ...['raised', 'departedAt', 'crosses', 'crossesSoonest', 'crossesLatest'],
  ...['urgentSoonest', 'contactAfterNext'],
] as const;

export const driftEvidenceOnWireSchema = driftEvidenceSchema.extend({
  raised: instantText,
  departedAt: instantText.optional(),
  crosses: instantText.optional(),
  crossesSoonest: instantText.optional(),
  crossesLatest: instantText.optional(),
  urgentSoonest: instantText.optional(),
  contactAfterNext: instantText.optional(),
});

/** @param asOf of what lasts; null where it is over */
export function driftFigures(evidence: DriftEvidence, asOf: number | null, unit: string): string {
  const { reference, against, departure, perDay, perDayError = 0, mayPage } = evidence;
  const step = differenceUnit(unit);
  const side = departure < 0 ? 'below' : 'above';
  const trend = perDay === undefined ? '' : `, ${withErrorText(perDay, perDayError)}${step} per day`;
  const only = mayPage
    ? ''
    : ` (WATCH only: a ${reference === 'twin' ? 'twin' : 'set-point'} keeps no budget of false pages)`;
  return `${figured(Math.abs(departure))}${step} ${side} the value expected from ${againstText(reference, against)}${farthestText(evidence)}${trend}${crossingText(evidence, asOf, unit)}${urgentText(evidence, asOf, unit)}${wentText(evidence, step)}${movedText(evidence)}${only}`;
}

/** Of what was over within hours. */
function farthestText({ departedAt }: DriftEvidence): string {
  return departedAt === undefined ? '' : ` at its farthest (mean of 10 min up to ${utcText(departedAt)})`;
}

const figured = (value: number): string => figureText(Number(value.toPrecision(3)));

function crossingText(
  { bound, crosses, crossesSoonest, crossesLatest }: DriftEvidence,
  asOf: number | null,
  unit: string,
): string {
  if (bound === undefined || crosses === undefined || crossesSoonest === undefined || asOf === null)
    return '';
  const name = `${bound.what === 'margin' ? 'the margin of' : bound.what} ${figureText(bound.value)}${unit}`;
  if (crosses <= asOf) return `, beyond ${name} by now`;
  const latest = crossesLatest === undefined ? 'later or never' : `to ${spanText(crossesLatest - asOf)}`;
  return `, reaches ${name} in ${spanText(crossesSoonest - asOf)} ${latest}`;
}

function urgentText(
  { bound, crosses, urgentBound, urgentSoonest, contactAfterNext }: DriftEvidence,
  asOf: number | null,
  unit: string,
): string {
  if (!urgentBound || urgentSoonest === undefined || contactAfterNext === undefined || asOf === null)
    return '';
  const contact = `before the contact after the next (${utcText(contactAfterNext)})`;
  // The same bound is not named twice; of what is beyond it by now no contact decides.
  if (crosses !== undefined && bound?.what === urgentBound.what && bound.value === urgentBound.value)
    return crosses <= asOf ? '' : `, at the soonest ${contact}`;
  const name = `${urgentBound.what} ${figureText(urgentBound.value)}${unit}`;
  const when = urgentSoonest <= asOf ? 'by now' : `in ${spanText(urgentSoonest - asOf)} at the soonest`;
  return `, ${name} ${when}, ${contact}`;
}

function wentText({ went, against }: DriftEvidence, unit: string): string {
  if (went === undefined) return '';
  return ` (its own part ${signed(went.own)}${unit}, that of ${against.join(', ')} ${signed(went.twin)}${unit})`;
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${figured(Math.abs(value))}`;

/** Nothing where it is the unit itself that moved, alone. */
function movedText({ moved = [] }: DriftEvidence): string {
  const [own, ...others] = moved;
  if (own === undefined) return '';
  const sure = others.filter(({ chance }) => isSure(chance)).map(({ unit }) => unit);
  if (isSure(own.chance)) return sure.length === 0 ? '' : `; ${listText(sure)} moved too`;
  if (sure.length > 0) return `; it is ${listText(sure)} that moved, not ${own.unit}`;
  return `; it is not known yet which of ${listText(moved.map(({ unit }) => unit))} moved`;
}
