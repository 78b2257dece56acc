/** What must have been looked at before an environment is called CLEAN for what is compared. */
import type { Assay } from '../experiment/assay-schema.ts';
import type { DefinitionIndex } from '../experiment/definition-index.ts';
import { isOfPits } from '../experiment/pit-assay.ts';
import { listText } from '../words/list.ts';

/**
 * What decides how much osteoclasts dig more than most treatments do: a shift of 0.05 of pH halves or doubles pits. CO2 stands
 * for pH where the medium buffers with bicarbonate. Source: T. R. Arnett, M. Spowage, Bone 18 (1996) 277; T. R. Arnett et al.,
 * J Cell Physiol 196 (2003) 2.
 */
const OF_PITS = ['temperature', 'ph|co2', 'o2'];

/** Quantities of which each must be judged, alternatives between `|`: as the assay says, else what its kind needs. */
export const requiredOf = (assay: Assay): readonly string[] =>
  isOfPits(assay) || assay.kind === 'endpoint-table' ? (assay.requires ?? OF_PITS) : [];

/** What people call what decides pits, by its symbol. */
const SYMBOLS: Readonly<Record<string, string>> = {
  'carbon dioxide': 'co2',
  pco2: 'co2',
  oxygen: 'o2',
  po2: 'o2',
  acidity: 'ph',
};

/** What a channel measures, in lower case: its `quantity` by its symbol, else its id. */
export function quantityOf({ definition }: Pick<DefinitionIndex, 'definition'>, series: string): string {
  const id = series.split('@')[0] ?? series;
  const told = (definition.channels.find((one) => one.id === id)?.quantity ?? id).toLowerCase();
  return SYMBOLS[told] ?? told;
}

/** Those of which nothing was judged: `pH or CO2`. */
export function unjudgedOf(required: readonly string[], judged: ReadonlySet<string>): string[] {
  return required
    .filter((one) => !alternativesOf(one).some((quantity) => judged.has(quantity)))
    .map((one) => alternativesOf(one).map(quantityName).join(' or '));
}

const alternativesOf = (one: string): string[] => one.split('|').map((part) => part.trim().toLowerCase());

const NAMES: Readonly<Record<string, string>> = { ph: 'pH', co2: 'CO2', o2: 'O2' };
/** As people write it: `pH`. */
export const quantityName = (quantity: string): string => NAMES[quantity] ?? quantity;

export const unjudgedText = (unjudged: readonly string[]): string =>
  `it cannot be CLEAN, as nothing judged ${listText(unjudged, ', ', 12)}`;
