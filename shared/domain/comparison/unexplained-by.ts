/** Where arms stood apart in something of which nobody knows how much of a ratio it makes: that must not pass for nothing. */
import type { Sensitivity } from '../experiment/sensitivity-schema.ts';
import { listText } from '../words/list.ts';
import { type Explained, quantitiesThatExplain } from './explained-by.ts';
import { quantityName } from './required-quantities.ts';

export interface Unexplained {
  readonly quantities: readonly string[];
  readonly sentence: string;
  /** Entries of `sensitivities` that a definition has where they are known, one a line; null where only the means are not. */
  readonly declare: string | null;
}

/**
 * Of one comparison; null where all of the quantities are told of.
 *
 * @param explained what is told of it
 * @param confounding quantities in which its arms stood apart, in lower case
 */
export function unexplainedBy(
  endpoint: string,
  explained: readonly Explained[],
  declared: readonly Sensitivity[],
  confounding: ReadonlySet<string>,
): Unexplained | null {
  // CO2 explains what it does by its acid.
  const isTold = (one: string) =>
    explained.some(({ quantity }) => quantity === one || (one === 'co2' && quantity === 'ph'));
  const quantities = [...confounding].filter((one) => !isTold(one)).sort();
  if (quantities.length === 0) return null;
  const known = quantitiesThatExplain(endpoint, declared);
  const unknown = quantities.filter((one) => !known.has(one));
  const unread = quantities.filter((one) => known.has(one));
  const reasons = [
    ...(unknown.length === 0 ? [] : [`no sensitivity to ${namesOf(unknown)} is declared or known`]),
    ...(unread.length === 0 ? [] : [`the mean of ${namesOf(unread)} is not known of both arms`]),
  ];
  const sentence = `${reasons.join('; ')}, so that how much of it this explains cannot be told`;
  return { quantities, sentence, declare: declareText(endpoint, unknown) };
}

const namesOf = (quantities: readonly string[]): string => listText(quantities.map(quantityName), ', ', 6);

function declareText(endpoint: string, quantities: readonly string[]): string | null {
  if (quantities.length === 0) return null;
  return quantities
    .map(
      (quantity) => `{ endpoint: ${endpoint}, quantity: ${quantity}, perUnit: [LOW, HIGH], source: SOURCE }`,
    )
    .join('\n');
}
