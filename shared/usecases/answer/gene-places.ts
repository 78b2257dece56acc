/** Which rows of a table of genes are asked for, and what a name that is in none was likely meant to be. */
import type { GeneTable } from '../../domain/contrast/gene-table.ts';
import { nearest } from '../../domain/nearest.ts';

export type GeneOrder = 'pValue' | 'log2fc' | 'log2fcShrunk' | 'gene';

/** Places of the rows in their order, of genes that were compared; where genes are named, of those, compared or not. */
export function genePlaces(
  table: GeneTable,
  gene: readonly string[] | null,
  sort: GeneOrder,
): { places: number[]; notFound: string[] } {
  const all = table.genes.map((_, place) => place);
  if (gene === null)
    return {
      places: sorted(
        table,
        all.filter((place) => !Number.isNaN(table.log2fc[place]!)),
        sort,
      ),
      notFound: [],
    };
  const byName = new Map<string, number[]>();
  for (const place of all)
    for (const name of namesOf(table, place))
      if (name !== '') byName.set(name.toLowerCase(), [...(byName.get(name.toLowerCase()) ?? []), place]);
  const found = gene.map((name) => ({ name, places: byName.get(name.toLowerCase()) ?? [] }));
  return {
    places: sorted(table, [...new Set(found.flatMap(({ places }) => places))], sort),
    notFound: found.flatMap(({ name, places }) => (places.length === 0 ? [name] : [])),
  };
}

/** Of so many names the nearest is told: each is held against those of all genes. */
const MOST_MEANT = 20;

/** Of genes that somebody named; those of a set are called as they are elsewhere. */
export function genesMeant(table: GeneTable, asked: readonly string[], notFound: readonly string[]) {
  const wrong = asked.filter((name) => notFound.includes(name)).slice(0, MOST_MEANT);
  if (wrong.length === 0) return [];
  const known = table.genes.flatMap((_, place) => [...namesOf(table, place)].filter((name) => name !== ''));
  return wrong.flatMap((name) => {
    const gene = nearest(name, known);
    return gene === null ? [] : [{ name, gene }];
  });
}

/** Its id, that without a version, and its symbol. */
function namesOf({ genes, symbols }: GeneTable, place: number): ReadonlySet<string> {
  const gene = genes[place]!;
  return new Set([gene, gene.replace(/^(ENS[A-Z]*G\d+)\.\d+$/, '$1'), symbols?.[place] ?? '']);
}

/** Ties, and what has no number, in the order of the genes' names. */
function sorted(table: GeneTable, places: readonly number[], sort: GeneOrder): number[] {
  const rank = (place: number): number => {
    if (sort === 'gene') return 0;
    const value = sort === 'pValue' ? table.pValue[place]! : -Math.abs(table[sort][place]!);
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
  };
  return places.toSorted((a, b) => {
    const [one, other] = [rank(a), rank(b)];
    if (one !== other) return one < other ? -1 : 1;
    return table.genes[a]! < table.genes[b]! ? -1 : 1;
  });
}
