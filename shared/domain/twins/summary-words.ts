/** How a summary is said to people, one maker for the terminal, the report and the tables. */
import { FEWEST_VALUES } from '../../stats/mean-uncertainty.ts';
import { countText, groupedText } from '../words/count.ts';
import { decimalsFor, figureText, roundedTo, significantText } from '../words/figure.ts';
import { spokenUnit } from '../words/spoken-unit.ts';
import type { Counts } from './channel-pairs.ts';
import { tooShortText } from './interval.ts';

interface ToldSummary {
  readonly delta: number | null;
  readonly deltaReason?: string | undefined;
  readonly sd: number | null;
  readonly ci95: readonly [number, number] | null;
  readonly ci95Reason?: string | undefined;
  readonly interval: { readonly decorrelationTimes?: number | undefined };
  readonly effectiveSampleSize: number;
  readonly pairedSamples: number;
  readonly equivalence?: ToldEquivalence | undefined;
}

interface ToldEquivalence {
  readonly margin: number;
  readonly equivalent: boolean | null;
  readonly reason?: string | undefined;
}

export interface SummaryCells {
  readonly delta: string;
  readonly interval: string;
  readonly sd: string;
  readonly pairs: string;
  readonly effective: string;
  readonly margin: string;
}

const NOTHING = '–';

/** Of a phase that is not armed, in a summary of armed ones: it has pairs, and none counts. */
export const NOT_ARMED_CELLS: SummaryCells = {
  ...{ delta: 'n/a: not armed', interval: NOTHING, sd: NOTHING, pairs: NOTHING },
  ...{ effective: NOTHING, margin: NOTHING },
};
/** Of an estimated number of samples. */
const KNOWN_DIGITS = 3;

export function summaryCells(summary: ToldSummary, ucum: string): SummaryCells {
  const { delta, ci95, sd, pairedSamples, effectiveSampleSize, interval, equivalence } = summary;
  const unit = spokenUnit(ucum);
  const decimals = decimalsFor(uncertaintyOf(summary));
  const least = interval.decorrelationTimes === undefined ? '' : '≥ ';
  const effective = roundedTo(effectiveSampleSize, KNOWN_DIGITS);
  return {
    delta:
      delta === null
        ? `n/a${pairedSamples === 0 ? ': no pair counts' : ''}`
        : `${signed(figureText(delta, decimals))}${unit}`,
    interval:
      ci95 === null
        ? noIntervalText(summary)
        : `[${ci95.map((end) => endText(end, decimals)).join(', ')}]${unit}`,
    sd: sd === null ? NOTHING : `${figureText(sd, decimals)}${unit}`,
    pairs: pairedSamples === 0 ? '0' : groupedText(pairedSamples),
    effective: pairedSamples === 0 ? NOTHING : `${least}${groupedText(effective)}`,
    margin: marginText(equivalence, unit),
  };
}

/** Why pairs are left out of a summary whose readings may yet be right: with them it may be another number. */
const DOUBTS = ['stuck', 'bad', 'uncertain', 'conflict', 'not-measured'];

/**
 * `with all 12,087 pairs +343.5 ppm`: what the difference is with the readings that are doubted; null where none is, or
 * where there is no number with them either.
 */
export function withDoubtedText(
  all: ToldSummary,
  excluded: { readonly flight: Counts; readonly ground: Counts },
  ucum: string,
): string | null {
  const isDoubted = ({ flight, ground }: typeof excluded) =>
    DOUBTS.some((reason) => (flight[reason] ?? 0) + (ground[reason] ?? 0) > 0);
  if (!isDoubted(excluded) || all.delta === null) return null;
  const { delta, pairs } = summaryCells(all, ucum);
  return `with all ${pairs} pairs ${delta}`;
}

/** Why numbers of a summary are not there, each cause once: what only follows from another is not said again. */
export function summaryReasons({ delta, deltaReason, ci95, ci95Reason, equivalence }: ToldSummary): string[] {
  const ofMargin = equivalence?.reason;
  if (delta === null) return deltaReason === undefined ? [] : [`no delta: ${deltaReason}`];
  if (ci95 === null && ci95Reason !== undefined) {
    return [
      `no interval${ofMargin === undefined ? '' : ' and no judgement against the margin'}: ${ci95Reason}`,
    ];
  }
  return ofMargin === undefined ? [] : [`cannot be judged against the margin: ${ofMargin}`];
}

function noIntervalText({ pairedSamples, interval: { decorrelationTimes } }: ToldSummary): string {
  if (decorrelationTimes !== undefined) return tooShortText(decorrelationTimes);
  if (pairedSamples === 0) return NOTHING;
  return pairedSamples < FEWEST_VALUES ? `n/a: ${countText(pairedSamples, 'pair')}` : 'n/a';
}

/** How well the delta is known, for its decimals only: half the interval, else the spread of a mean of all pairs. */
function uncertaintyOf({ ci95, sd, pairedSamples }: ToldSummary): number | null {
  if (ci95 !== null) return (ci95[1] - ci95[0]) / 2;
  return sd === null || pairedSamples === 0 ? sd : sd / Math.sqrt(pairedSamples);
}

/** On which side of 0 an end lies decides something: it is never rounded to 0. */
function endText(end: number, decimals: number | null): string {
  const text = figureText(end, decimals);
  return Number(text) === 0 && end !== 0 ? significantText(end, 1) : text;
}

function signed(text: string): string {
  return /^-|^0(\.0+)?$/.test(text) ? text : `+${text}`;
}

function marginText(equivalence: ToldEquivalence | undefined, unit: string): string {
  if (equivalence === undefined) return 'no margin';
  const { equivalent, margin } = equivalence;
  const verdict = equivalent === null ? 'not known' : equivalent ? 'yes' : 'no';
  return `${verdict} (±${figureText(margin)}${unit})`;
}
