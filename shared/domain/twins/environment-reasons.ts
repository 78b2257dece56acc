/** What speaks against a common environment of twins, or against telling: one maker for each sentence. */
import { MICROS_PER_SECOND, type Seconds } from '../time.ts';
import type { Interval } from '../timeline/interval.ts';
import { countText, groupedText } from '../words/count.ts';
import { significantText } from '../words/figure.ts';
import { spanText } from '../words/span.ts';
import { spokenUnit } from '../words/spoken-unit.ts';
import { isBeyond } from './beyond.ts';
import type { DifferenceRule, JudgedStretch } from './channel-facts.ts';
import { type Differences, secondsOf } from './differences.ts';
import type { EnvironmentFinding, EnvironmentReason } from './environment-reason.ts';
import type { ComparedLimit } from './lone-limits.ts';
import { environmentBlocks } from './median-blocks.ts';
import type { PairSides } from './pair-sides.ts';

/** A channel of the pair; one without a margin is not judged. */
export interface EnvironmentChannel extends DifferenceRule {
  readonly channel: string;
  readonly ucum: string;
  /** The greatest dose of one excursion, in the channel's unit times seconds; null: the margin for two hours. */
  readonly dose: number | null;
  /** Largest error of the difference of two sensors; null where it is not declared. */
  readonly accuracy: number | null;
  /** Its pairs of the range, as far as they lie in the time judged. */
  readonly judged: JudgedStretch;
  /** What was found on the channel of this pair, on the flight's axis. */
  readonly findings: readonly EnvironmentFinding[];
  /** LIMITs in the time judged that the other twin had not. */
  readonly limits: readonly ComparedLimit[];
}

const MOST_BEYOND = 0.01;
const LONGEST_EXCURSION: Seconds = 2 * 3600;
const LEAST_COVERAGE = 0.8;

/** Of its own differences. */
export function confoundsOf(
  { channel, ucum, dose: allowed, periodSeconds }: EnvironmentChannel,
  margin: number,
  { n, mean, blocks, beyond, longest, heaviest }: Differences,
  { flight, ground }: PairSides,
): EnvironmentReason[] {
  const reasons: EnvironmentReason[] = [];
  const blockText = spanText(environmentBlocks(periodSeconds).length);
  if (mean !== null && isBeyond(mean, margin)) {
    reasons.push({
      code: 'mean-beyond-margin',
      sentence: `${channel}: ${flight} minus ${ground} is ${short(mean)}${spokenUnit(ucum)} on average, beyond the margin of ${margin}${spokenUnit(ucum)}`,
      evidence: { channel, mean, margin, pairs: n },
    });
  }
  if (beyond > MOST_BEYOND * blocks) {
    reasons.push({
      code: 'blocks-beyond-margin',
      sentence: `${channel}: in ${short((100 * beyond) / blocks)} % of ${blocks} blocks of ${blockText} the median difference is beyond the margin of ${margin}${spokenUnit(ucum)}; 1 % is allowed`,
      evidence: { channel, beyond, blocks, margin },
    });
  }
  if (longest !== null && secondsOf(longest) > LONGEST_EXCURSION) {
    const seconds = secondsOf(longest);
    reasons.push({
      code: 'excursion',
      sentence: `${channel}: ${flight} stayed ${sideText(longest)} ${ground} by more than ${margin}${spokenUnit(ucum)} for ${spanText(seconds * MICROS_PER_SECOND)}; 2 h are allowed`,
      evidence: { channel, from: longest.from, seconds, worst: longest.worst, margin },
    });
  }
  const most = allowed ?? margin * LONGEST_EXCURSION;
  if (heaviest !== null && isBeyond(heaviest.dose, most)) {
    const { from, dose, worst } = heaviest;
    const hours = (amount: number) => `${short(amount / 3600)} ${spokenUnit(ucum).trim()}·h`;
    reasons.push({
      code: 'dose',
      sentence: `${channel}: ${flight} was up to ${short(Math.abs(worst))}${spokenUnit(ucum)} ${sideText(heaviest)} ${ground} within ${spanText(secondsOf(heaviest) * MICROS_PER_SECOND)}, ${hours(dose)} beyond the margin of ${margin}${spokenUnit(ucum)}; ${hours(most)} are allowed`,
      evidence: { channel, from, seconds: secondsOf(heaviest), worst, dose, allowed: most, margin },
    });
  }
  return reasons;
}

const sideText = ({ sign }: { readonly sign: 1 | -1 }): string => (sign > 0 ? 'above' : 'below');

export function findingsOf(
  { channel, findings }: EnvironmentChannel,
  judged: readonly Interval[],
): EnvironmentReason[] {
  return findings
    .filter((finding) => touches(finding, judged))
    .map(({ kind, from, to }) => ({
      code: `${kind.toLowerCase()}-open`,
      sentence: `${channel}: ${kind} ${to === null ? 'is open' : 'was open'} in the time judged`,
      evidence: { channel, from, to },
    }));
}

function touches(finding: EnvironmentFinding, judged: readonly Interval[]): boolean {
  return judged.some((interval) => finding.from < interval.to && (finding.to ?? Infinity) > interval.from);
}

/** @param time in words; null where there is none */
export function coverageOf(
  { channel }: EnvironmentChannel,
  pairs: number,
  expected: number,
  time: string | null,
): EnvironmentReason[] {
  if (expected > 0 && pairs >= LEAST_COVERAGE * expected) return [];
  const evidence = { channel, pairs, expected };
  return [
    { code: 'low-coverage', sentence: `${channel}: ${uncoveredText(pairs, expected, time)}`, evidence },
  ];
}

function uncoveredText(pairs: number, expected: number, time: string | null): string {
  if (time === null) return 'no time is judged, so that nothing can be told';
  if (expected === 0)
    return 'the time judged is shorter than from one sample to the next, which is too short to tell';
  const share = short((100 * pairs) / expected);
  return `${countText(pairs, 'good pair')} of ${groupedText(expected)} expected (${share} %) over ${time}; 80 % are needed to tell`;
}

/** A block of too few pairs is not judged: time that nobody looked at. */
export function blockCoverageOf(
  { channel }: EnvironmentChannel,
  blocks: number,
  expected: number,
  time: string,
): EnvironmentReason[] {
  if (blocks >= LEAST_COVERAGE * expected) return [];
  return [
    {
      code: 'low-coverage',
      sentence: `${channel}: ${blocks} of ${expected} blocks hold enough good pairs to be judged (${short((100 * blocks) / expected)} %) over ${time}; 80 % are needed to tell`,
      evidence: { channel, blocks, expectedBlocks: expected },
    },
  ];
}

export function accuracyOf(
  { channel, ucum, accuracy }: EnvironmentChannel,
  margin: number,
): EnvironmentReason[] {
  if (accuracy === null || margin >= accuracy) return [];
  return [
    {
      code: 'margin-below-accuracy',
      sentence: `${channel}: two of its sensors tell ${short(accuracy)}${spokenUnit(ucum)} at best, more than the margin of ${margin}${spokenUnit(ucum)}`,
      evidence: { channel, accuracy, margin },
    },
  ];
}

/**
 * A sensor that stands still is not believed, and not disproved either: a chamber that sits at 42 °C reads as still as
 * a sensor that died there.
 */
export function stoodBeyond(
  channel: EnvironmentChannel,
  margin: number,
  sides: PairSides,
): EnvironmentReason[] {
  const { asRead, stuckPairs } = channel.judged;
  if (stuckPairs === 0 || asRead === null) return [];
  return confoundsOf(channel, margin, asRead, sides).map(({ sentence, evidence }) => ({
    code: 'stood-beyond-margin',
    sentence: `${sentence}, if the readings of a stuck sensor are right; whether they are cannot be told`,
    evidence,
  }));
}

export const DISPUTED: EnvironmentReason = {
  code: 'alignment-disputed',
  sentence: 'the alignment is disputed, so that what is paired may not belong together',
  evidence: {},
};

export const noMarginOf = (channel: string): EnvironmentReason => ({
  code: 'no-margin',
  sentence: `${channel}: no twin margin is declared, so nothing is judged: add twin: { margin: … }`,
  evidence: { channel },
});

/** Over all pairs of the range, not those judged alone: so does `summaryAll`. */
export function stuckSamplesOf({ channel, judged }: EnvironmentChannel): EnvironmentReason[] {
  const { stuckPairs: stuck, pairs } = judged;
  if (stuck === 0) return [];
  return [
    {
      code: 'stuck-samples',
      sentence: `${channel}: ${stuck} of ${pairs} pairs hold a reading of a stuck sensor; summary leaves them out, summaryAll counts them`,
      evidence: { channel, stuck, pairs },
    },
  ];
}

function short(value: number): string {
  return significantText(value, 4);
}
