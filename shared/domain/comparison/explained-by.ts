/** How much of a ratio a difference between the arms' surroundings would explain by itself. */
import type { PitEndpoint } from '../experiment/pit-schema.ts';
import type { Sensitivity } from '../experiment/sensitivity-schema.ts';
import { endsText, significantText } from '../words/figure.ts';
import { quantityName } from './required-quantities.ts';

/** Means of a quantity in the arms, over the pairs that join them. */
export interface QuantityMeans {
  readonly quantity: string;
  readonly a: number;
  readonly b: number;
}

export interface Explained {
  readonly quantity: string;
  /** Of a minus b, in the unit of the sensitivity. */
  readonly shift: number;
  /** The ratio of a over b that it would make, from the one end of the slope to the other, ascending. */
  readonly ratio: readonly [low: number, high: number];
  readonly sentence: string;
}

/** Quantities of which the means are wanted: those that the endpoint answers to, and CO2 in the place of pH. */
export function quantitiesThatExplain(
  endpoint: string,
  declared: readonly Sensitivity[],
): ReadonlySet<string> {
  const known = [...declared, ...OF_THE_FIELD].filter((one) => one.endpoint === endpoint);
  const quantities = known.map(({ quantity }) => quantity.toLowerCase());
  return new Set(quantities.flatMap((one) => (one === 'ph' ? ['ph', 'co2'] : [one])));
}

/** A ratio nearer to 1 is none that anybody would see. */
const LEAST_RATIO = 0.01;

/**
 * With the slopes of the definition, and those of the field where it has none for the quantity.
 *
 * @param means of every quantity that was measured in both arms
 * @param confounding quantities in which the arms stood apart: that they explain nothing is said too
 */
export function explainedBy(
  endpoint: string,
  means: readonly QuantityMeans[],
  declared: readonly Sensitivity[],
  confounding: ReadonlySet<string> = new Set(),
): Explained[] {
  // With a slope of CO2 itself its acid would explain the same shift twice.
  const ofCo2 = declared.some((one) => one.endpoint === endpoint && one.quantity.toLowerCase() === 'co2');
  const all = ofCo2 ? means : [...means, ...acidOf(means)];
  const isByCo2 = !means.some(({ quantity }) => quantity === 'ph');
  return all.flatMap(({ quantity, a, b }) => {
    const fits = (one: Sensitivity) => one.endpoint === endpoint && one.quantity.toLowerCase() === quantity;
    const slope = declared.find(fits) ?? OF_THE_FIELD.find(fits);
    if (slope === undefined) return [];
    const shift = a - b;
    const [low, high] = slope.perUnit.map((one) => Math.exp(one * shift)).sort((one, other) => one - other);
    const ratio = [low!, high!] as const;
    const isSmall = slope.perUnit.every((one) => Math.abs(one * shift) < LEAST_RATIO);
    const isApart = confounding.has(quantity) || (quantity === 'ph' && confounding.has('co2'));
    if (isSmall && !isApart) return [];
    const of = means.find((one) => one.quantity === 'co2');
    const how = quantity === 'ph' && of !== undefined && isByCo2 ? co2Text(of) : '';
    const sentence = isSmall
      ? `${how}the shift of ${quantityName(quantity)} is so small on average that it would by itself change the ratio by less than 1 % (${slope.source})`
      : `${how}a shift of ${signed(shift)} of ${quantityName(quantity)} would by itself make a ratio of ${endsText(ratio, 2)} (${slope.source})`;
    return [{ quantity, shift, ratio, sentence }];
  });
}

const signed = (value: number): string => `${value > 0 ? '+' : '−'}${significantText(Math.abs(value), 2)}`;

/** With so many digits that they are not the same number. */
function co2Text({ a, b }: QuantityMeans): string {
  const digits = [3, 4, 5].find((one) => significantText(a, one) !== significantText(b, one)) ?? 6;
  return `CO2 of ${significantText(a, digits)} against ${significantText(b, digits)}, at constant bicarbonate: `;
}

/**
 * Where CO2 was measured and pH was not: at constant bicarbonate pH falls by the logarithm (base 10) of the ratio of CO2.
 * Source: L. J. Henderson, Am J Physiol 21 (1908) 173; K. A. Hasselbalch, Biochem Z 78 (1916) 112.
 */
function acidOf(means: readonly QuantityMeans[]): QuantityMeans[] {
  const co2 = means.find(({ quantity }) => quantity === 'co2');
  if (co2 === undefined || means.some(({ quantity }) => quantity === 'ph')) return [];
  if (!(co2.a > 0 && co2.b > 0)) return [];
  return [{ quantity: 'ph', a: Math.log10(co2.b / co2.a), b: 0 }];
}

/** Logarithm of the ratio for one unit of pH: 0.05 or less halves or doubles what rat osteoclasts dig near pH 7.3. */
const ACID = {
  quantity: 'ph',
  perUnit: [-17.8, -13.9] as [number, number],
  cell: 'rat osteoclasts',
  source: 'Arnett & Spowage 1996, rat osteoclasts',
};
/**
 * Every number and sum of what is dug. Per osteoclast too: acid makes more of them dig within a day, not more of them.
 * Of the size of one pit only "slightly larger" is known, and no slope. Source: R. J. Murrills, L. S. Stein, D. W. Dempster,
 * J Cell Physiol 154 (1993) 511.
 */
const FOLLOW_ACID: readonly PitEndpoint[] = [
  'eroded-surface',
  'pits-and-trenches',
  'pits',
  'trenches',
  'resorbed-volume',
  'pits-per-osteoclast',
  'eroded-area-per-osteoclast',
];
const OF_THE_FIELD: readonly Sensitivity[] = FOLLOW_ACID.map((endpoint) => ({ ...ACID, endpoint }));
