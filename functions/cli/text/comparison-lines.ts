/** What qualifies a comparison of arms, a line each: its own numbers, and what may be said of others in the same words. */
import type { ComparisonOnWire } from '../../../shared/contract/comparisons.ts';
import { adjustedText } from '../../../shared/domain/comparison/adjusted-words.ts';
import { estimateText, intervalText } from '../../../shared/domain/comparison/estimate-words.ts';
import { minimumDetectableText } from '../../../shared/domain/comparison/minimum-detectable.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import {
  figureOfInterval,
  figureText,
  percentText,
  significantText,
} from '../../../shared/domain/words/figure.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { pText } from '../../../shared/domain/words/p-text.ts';
import { perText } from '../../../shared/domain/words/spoken-unit.ts';
import { unitsAgainstText } from '../../../shared/domain/words/units-against.ts';

/** Of the numbers themselves. */
export function ownLines(one: ComparisonOnWire): string[] {
  const { refused, tippingPoint, without, scale, literature } = one;
  return [
    ...(refused === undefined ? foundLines(one) : refusedLines(one)),
    ...(tippingPoint === undefined ? [] : [tippingPoint.sentence]),
    ...equivalenceLines(one),
    ...(literature === undefined ? [] : [`literature: ${literature.verdict}, ${literature.sentence}`]),
    ...nullLines(one),
    ...(without === undefined ? [] : [withoutText(without, scale)]),
  ];
}

function equivalenceLines({ equivalence, scale }: ComparisonOnWire): string[] {
  if (equivalence === undefined) return [];
  const { margin, equivalent, ci90, reason } = equivalence;
  const within =
    scale === 'ratio'
      ? `from × ${significantText(1 / margin, 3)} to × ${significantText(margin, 3)}`
      : `within ± ${significantText(margin, 3)}`;
  if (ci90 === null) return [`equal ${within}: not known, ${reason}`];
  const interval = ci90.map((end) => figureOfInterval(end, ci90, scale)).join(' to ');
  return [`equal ${within}: ${equivalent ? 'yes' : 'no'}, the 90 % interval is ${interval}`];
}

/** What is often said of several comparisons in the same words. */
export function commonLines({ levels, explained = [], unexplained, warnings }: ComparisonOnWire): string[] {
  return [
    ...(levels === null ? [] : [`rests on ${levels.sentence}`]),
    ...explained.map(({ sentence }) => `explained by: ${sentence}`),
    ...(unexplained === undefined ? [] : [`not explained: ${unexplained.sentence}`]),
    ...warnings.map(({ message }) => `note: ${message}`),
  ];
}

/** Ground against ground, where rehearsals were asked for. */
function nullLines({ null: aa, scale }: ComparisonOnWire): string[] {
  if (aa === undefined) return [];
  const told = aa.differences.map(
    ({ of, value }) => `${of} ${scale === 'ratio' ? '× ' : ''}${significantText(value, 3)}`,
  );
  const stands =
    aa.standsOut === null
      ? ''
      : aa.standsOut
        ? '; the estimate stands out from all of them'
        : '; the estimate does not stand out';
  return [
    `ground against ground: ${aa.sentence}${told.length === 0 ? '' : ` (${listText(told, ', ', 4)})`}${stands}`,
  ];
}

/** The other of the two results that an exclusion leaves. */
function withoutText(
  { n, estimate, ci95, pValue }: NonNullable<ComparisonOnWire['without']>,
  scale: ComparisonOnWire['scale'],
): string {
  const told = { estimate, ci95, scale };
  return `with what was excluded: ${n.a} v ${n.b}, ${estimateText(told)} (${intervalText(told)}), p ${pText(pValue)}`;
}

const BY = {
  units: 'units of the arms (Welch)',
  pairs: 'units of each pair',
  blocks: 'units within donors that both arms share',
} as const;

const BY_TOTALS = 'units of the arms, each weighted by the area or amount that was looked at (quasi-Poisson)';

/** The ratio of geometric means, beside that of means. */
function besideText(beside: NonNullable<ComparisonOnWire['sensitivity']>): string {
  const told = { ...beside, scale: 'ratio' } as const;
  return `with all units weighted alike (Welch of logarithms): ${estimateText(told)} (${intervalText(told)}), p ${pText(beside.pValue)}`;
}

/** What could not be told as one number still has its units, and maybe an exact p. */
function refusedLines(one: ComparisonOnWire): string[] {
  const { refused, permutation, arms, adjusted } = one;
  const hasUnits = arms.a.n + arms.b.n > 0;
  return [
    `no estimate: ${refused?.message}`,
    ...(hasUnits ? [sidesText(one)] : []),
    ...(permutation === null ? [] : [exactText(permutation, 'of ranks')]),
    ...(adjusted.pValue === null ? [] : [adjustedText(adjusted)]),
  ];
}

function foundLines(one: ComparisonOnWire): string[] {
  const { arms, by, pValueReason, permutation, hedgesG, sensitivity, adjusted } = one;
  const effect =
    hedgesG === null
      ? []
      : [
          `effect size: ${figureText(hedgesG.g, 1)} standard deviations of a unit (${hedgesG.ci95.map((end) => figureText(end, 1)).join(' to ')})`,
        ];
  return [
    sidesText(one),
    ...(by === null ? [] : [`compared: ${sensitivity === undefined ? BY[by] : BY_TOTALS}`]),
    ...(pValueReason === undefined ? [] : [`no p: ${pValueReason}`]),
    ...(sensitivity === undefined ? [] : [besideText(sensitivity)]),
    ...(permutation === null ? [] : [exactText(permutation, 'by permutation')]),
    ...effect,
    ...seenLines(one),
    adjustedText(adjusted),
    ...thinText([...arms.a.units, ...arms.b.units]),
  ];
}

const exactText = (
  { pValue, smallestAttainable }: NonNullable<ComparisonOnWire['permutation']>,
  how: string,
): string =>
  `exact p ${pText(pValue)}, ${how}; the smallest that so many units can show is ${pText(smallestAttainable)}`;

function seenLines({ minimumDetectable, scale, by, arms, ucum }: ComparisonOnWire): string[] {
  if (minimumDetectable === null) return [];
  const units = by === 'pairs' ? countText(arms.a.n, 'pair') : unitsAgainstText(arms.a.n, arms.b.n);
  return [`power: ${minimumDetectableText(minimumDetectable, { scale, units, ucum })}`];
}

/** Every unit with its value, or with what it is below. */
function sidesText({ arms, scale }: ComparisonOnWire): string {
  const side = ({ units, missing }: ComparisonOnWire['arms']['a']) => {
    const below = missing.flatMap((one) =>
      one.below === undefined ? [] : [`${one.unit} < ${digits(one.below)}`],
    );
    return listText([...units.map(({ unit, value }) => `${unit} ${digits(value)}`), ...below], ', ', 12);
  };
  // Of a difference the digits behind those that both arms share are what counts.
  const digits = (value: number) => significantText(value, scale === 'ratio' ? 3 : 6);
  return `${side(arms.a) || 'no unit'} against ${side(arms.b) || 'no unit'}`;
}

function thinText(units: readonly { readonly coverage?: number | undefined }[]): string[] {
  const known = units.flatMap(({ coverage }) => coverage ?? []);
  if (known.length === 0) return [];
  const least = Math.min(...known);
  return [`each mean covers ${least === 1 ? 'all' : `${percentText(least)} or more`} of the phase`];
}

/** What the values of units are in: `, per mm2`, `, in °C`; nothing of a target. */
export function unitText({ ucum }: Pick<ComparisonOnWire, 'ucum'>): string {
  const spoken = perText(ucum);
  return spoken === '' ? '' : spoken.startsWith(' per ') ? `,${spoken}` : `, in${spoken}`;
}
