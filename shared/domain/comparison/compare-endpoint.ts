/** One endpoint of two arms: which units are held against which, what comes of it, and what it rests on. */
import type { Permutation } from '../../stats/permutation.ts';
import type { Remark } from '../assay/sample-register.ts';
import { countText } from '../words/count.ts';
import { figureText, roundedTo, significantText } from '../words/figure.ts';
import { listText } from '../words/list.ts';
import { perText } from '../words/spoken-unit.ts';
import type { CannotCompare, Scale } from './arms-asked.ts';
import { byRanks } from './by-ranks.ts';
import { type ArmsCompared, compareArms, pValueOfArms } from './compare-arms.ts';
import { comparedBy, type Held, type UnitOfArm, type UnitPairs } from './compared-by.ts';
import { type Levels, levelsOf } from './levels.ts';
import { tippingPoint } from './tipping-point.ts';

export interface UnitWithPlace extends UnitOfArm {
  readonly incubator: string | null;
}

/** What an endpoint is in two arms. */
export interface EndpointOfArms {
  readonly scale: Scale;
  /** What it is called in words: `temperature`, `CTSK`. */
  readonly endpoint: string;
  /** UCUM code of the values; absent of a target, which has none. */
  readonly ucum?: string;
  readonly arms: { readonly a: string; readonly b: string };
  readonly a: readonly UnitWithPlace[];
  readonly b: readonly UnitWithPlace[];
  /** Where units are compared in pairs; null where they are not. */
  readonly pairs: UnitPairs | null;
}

export type EndpointCompared =
  | {
      readonly refused: Remark;
      /** Where units are below detection, of ranks. */
      readonly permutation?: Permutation | null;
      /** Of an arm that counted nothing: what its rate is below, 95 %, one-sided; and the rate of the other arm. */
      readonly bound?: { readonly arm: 'a' | 'b'; readonly rateBelow: number; readonly rateOfOther: number };
    }
  | {
      readonly figures: ArmsCompared;
      readonly held: Held;
      readonly levels: Levels;
      /** Null where there is no interval, or it spans incubators. */
      readonly tipping: { readonly incubatorSd: number; readonly sentence: string } | null;
    };

export function compareEndpoint(asked: EndpointOfArms): EndpointCompared {
  const censored = censoredIn(asked);
  if (censored !== null) return censored;
  const held = heldIn(asked);
  if ('refused' in held) return held;
  const figures = compareArms(held.a, held.b, { scale: asked.scale, by: held.by });
  if ('code' in figures) {
    const refused = refusalOf(asked, figures);
    if (figures.code !== 'comparison.zero-arm' || figures.bound === null) return { refused };
    return { refused, bound: { arm: figures.arm, ...figures.bound } };
  }
  const ofHeld = (all: readonly UnitWithPlace[], kept: Held['a']) =>
    all.filter(({ unit }) => kept.some((one) => one.unit === unit));
  const levels = levelsOf(ofHeld(asked.a, held.a), ofHeld(asked.b, held.b));
  return { figures, held, levels, tipping: levels.spansIncubators ? null : tippingOf(figures) };
}

/** The p of it alone, for what is counted and not shown; null where there is none. */
export function pValueOfEndpoint(asked: EndpointOfArms): number | null {
  const censored = censoredIn(asked);
  if (censored !== null) return censored.permutation?.pValue ?? null;
  const held = heldIn(asked);
  return 'refused' in held ? null : pValueOfArms(held.a, held.b, { scale: asked.scale, by: held.by });
}

/** Where units are below detection there is no ratio and no difference; null where none is. */
function censoredIn(asked: EndpointOfArms): Extract<EndpointCompared, { readonly refused: Remark }> | null {
  const { endpoint, arms, a, b } = asked;
  if (a.length === 0 || b.length === 0 || ![...a, ...b].some(({ isBelow }) => isBelow)) return null;
  const held = heldIn(asked);
  const isByUnits = !('refused' in held) && held.by === 'units';
  const { below, permutation, why } = byRanks(a, b);
  const told = `${below.a} of ${countText(a.length, 'unit')} of ${arms.a} and ${below.b} of ${b.length} of ${arms.b} are below detection`;
  const reason = isByUnits
    ? (why ?? (permutation === null ? 'there are too many ways to count' : null))
    : 'ranks are not told within pairs or donors';
  const rank = reason === null ? 'the exact p is of ranks' : `there is no p either: ${reason}`;
  const message = `${endpoint}: ${told}: all that is known of them is that they are less than their limit, so that there is no estimate; ${rank}`;
  const refused = { code: 'comparison.below-detection', message };
  return { refused, permutation: reason === null ? permutation : null };
}

function heldIn({ endpoint, arms, a, b, pairs }: EndpointOfArms): Held | { readonly refused: Remark } {
  const absent = [a.length === 0 ? [arms.a] : [], b.length === 0 ? [arms.b] : []].flat();
  if (absent.length > 0) {
    const message = `no unit of ${absent.join(', and none of ')} has a value of ${endpoint}`;
    return { refused: { code: 'comparison.no-units', message } };
  }
  const held = comparedBy(a, b, pairs);
  const twice = held.by === 'pairs' ? repeated([...held.a, ...held.b].map(({ unit }) => unit)) : [];
  if (twice.length > 0) {
    const message = `compared in pairs: expected each unit in one pair, got ${listText(twice, ', ', 12)} in several, whose differences then are not independent: declare other pairs, or paired: false`;
    return { refused: { code: 'comparison.shared-partner', message } };
  }
  if (held.a.length > 0 && held.b.length > 0) return held;
  const message = `compared in pairs: no pair of ${arms.a} and ${arms.b} has a value of ${endpoint} in both of its units`;
  return { refused: { code: 'comparison.no-pairs', message } };
}

const repeated = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, i) => names.indexOf(name) !== i)),
];

function refusalOf({ endpoint, ucum, arms, a, b }: EndpointOfArms, cannot: CannotCompare): Remark {
  const { code } = cannot;
  if (code === 'comparison.not-positive') {
    const message = `expected ${endpoint} above 0 in every unit, got ${cannot.value} in ${cannot.unit}: a ratio of it has no meaning`;
    return { code, message };
  }
  if (code === 'comparison.unpaired')
    return { code, message: `expected as many units in either arm, got ${cannot.units.join(' and ')}` };
  if (code === 'comparison.none-counted')
    return { code, message: `${endpoint}: none was found in any unit of either arm: there is no ratio` };
  const [arm, other, units] = cannot.arm === 'a' ? [arms.a, arms.b, a] : [arms.b, arms.a, b];
  const rate = (value: number) => `${significantText(value, 3)}${perText(ucum)}`;
  const { bound } = cannot;
  const told =
    bound === null
      ? ''
      : `; the rate of ${arm} is below ${rate(bound.rateBelow)} (95 %, one-sided), that of ${other} is ${rate(bound.rateOfOther)}`;
  const message = `${endpoint}: none was found in ${countText(units.length, 'unit')} of ${arm}, so that there is no ratio${told}`;
  return { code, message };
}

const noEffectText = ({ scale }: ArmsCompared): string =>
  `no effect (${scale === 'ratio' ? 'a ratio of 1' : 'a difference of 0'}) is inside the interval, even if incubators do not differ`;

function tippingOf(figures: ArmsCompared): { incubatorSd: number; sentence: string } | null {
  const incubatorSd = tippingPoint(figures);
  if (incubatorSd === null) return null;
  if (incubatorSd === 0) return { incubatorSd, sentence: noEffectText(figures) };
  const size =
    figures.scale === 'ratio'
      ? `${significantText(100 * incubatorSd, 2)} %`
      : figureText(roundedTo(incubatorSd, 2));
  const sentence = `incubators that differ by a standard deviation of ${size} would be enough for the interval to include no effect`;
  return { incubatorSd, sentence };
}
