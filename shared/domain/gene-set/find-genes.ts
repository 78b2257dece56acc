/** Which row of a table each gene of the sets is. */
import { listText } from '../words/list.ts';
import type { FieldGene } from './field-sets.ts';

export type FoundGene =
  | { readonly place: number; readonly matched: 'id' | 'symbol' }
  | { readonly place: null; readonly reason: string };

/**
 * By human symbol. An Ensembl id goes before a symbol; of two rows of one name neither is taken, since none is guessed.
 *
 * @param symbols of the rows, where the table has them
 */
export function findGenes(
  genes: readonly string[],
  symbols: readonly string[] | null,
  wanted: readonly FieldGene[],
): ReadonlyMap<string, FoundGene> {
  const byId = new Map<string, number[]>();
  const bySymbol = new Map<string, number[]>();
  for (const { human, mouse, rat, humanId, mouseId } of wanted) {
    for (const id of [humanId, mouseId]) byId.set(id, []);
    for (const symbol of [human, mouse, rat]) bySymbol.set(symbol.toUpperCase(), []);
  }
  genes.forEach((gene, place) => {
    byId.get(gene.replace(/\.\d+$/, ''))?.push(place);
    const names = new Set([gene.toUpperCase(), (symbols?.[place] ?? '').toUpperCase()]);
    for (const name of names) bySymbol.get(name)?.push(place);
  });
  const placesOf = (known: typeof byId, names: readonly string[]) =>
    [...new Set(names)].flatMap((name) => known.get(name) ?? []);
  return new Map(
    wanted.map(({ human, mouse, rat, humanId, mouseId }) => {
      const ofIds = placesOf(byId, [humanId, mouseId]);
      const matched = ofIds.length > 0 ? 'id' : 'symbol';
      const ofSymbols = () =>
        placesOf(
          bySymbol,
          [human, mouse, rat].map((name) => name.toUpperCase()),
        );
      return [human, only(matched === 'id' ? ofIds : ofSymbols(), matched, genes)];
    }),
  );
}

function only(places: readonly number[], matched: 'id' | 'symbol', genes: readonly string[]): FoundGene {
  const [place] = places;
  if (place === undefined) return { place: null, reason: NOT_FOUND };
  if (places.length === 1) return { place, matched };
  const rows = listText(
    places.map((one) => genes[one]!),
    ', ',
    4,
  );
  return { place: null, reason: `${places.length} rows have its name (${rows}), so none is taken` };
}

export const NOT_FOUND = 'in no file';
