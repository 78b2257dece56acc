/** How much of a ratio a difference between the arms' surroundings would explain by itself. */
import type { Sensitivity } from '../experiment/sensitivity-schema.ts';
import { significantText } from '../words/figure.ts';

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
 */
export function explainedBy(
  endpoint: string,
  means: readonly QuantityMeans[],
  declared: readonly Sensitivity[],
): Explained[] {
  // With a slope of CO2 itself its acid would explain the same shift twice.
  const ofCo2 = declared.some((one) => one.endpoint === endpoint && one.quantity.toLowerCase() === 'co2');
  const all = ofCo2 ? means : [...means, ...acidOf(means)];
  return all.flatMap(({ quantity, a, b }) => {
    const fits = (one: Sensitivity) => one.endpoint === endpoint && one.quantity.toLowerCase() === quantity;
    const slope = declared.find(fits) ?? OF_THE_FIELD.find(fits);
    const shift = a - b;
    if (slope === undefined || slope.perUnit.every((one) => Math.abs(one * shift) < LEAST_RATIO)) return [];
    const [low, high] = slope.perUnit.map((one) => Math.exp(one * shift)).sort((one, other) => one - other);
    const ratio = [low!, high!] as const;
    const of = means.find((one) => one.quantity === 'co2');
    const how =
      quantity === 'ph' && of !== undefined && !means.some((one) => one.quantity === 'ph') ? co2Text(of) : '';
    const sentence = `${how}a shift of ${signed(shift)} ${NAMES[quantity] ?? quantity} would by itself make a ratio of ${significantText(ratio[0], 2)} to ${significantText(ratio[1], 2)} (${slope.source})`;
    return [{ quantity, shift, ratio, sentence }];
  });
}

const NAMES: Readonly<Record<string, string>> = { ph: 'of pH', temperature: 'of temperature', o2: 'of O2' };

const signed = (value: number): string => `${value > 0 ? '+' : '−'}${significantText(Math.abs(value), 2)}`;

const co2Text = ({ a, b }: QuantityMeans): string =>
  `CO2 of ${significantText(a, 3)} against ${significantText(b, 3)}, at constant bicarbonate: `;

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
const OF_THE_FIELD: readonly Sensitivity[] = ['pits', 'eroded-surface', 'trenches', 'resorbed-volume'].map(
  (endpoint) => ({ ...ACID, endpoint }),
);
