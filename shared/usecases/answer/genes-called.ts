/** Genes of a table by other names than it has: by their products, and by symbols where the table has ids alone. */
import type { GeneTable } from '../../domain/contrast/gene-table.ts';
import { symbolOfRow } from '../../domain/literature/measured-names.ts';
import { symbolCalled } from '../../domain/literature/names.ts';

/** A name that the catalogue of the literature knows, and the row that is of its gene. */
export interface CalledGene {
  readonly name: string;
  readonly gene: string;
}

/** Of these names; none is guessed: of a gene with two rows, both are told. */
export function genesCalled(table: GeneTable, names: readonly string[]): CalledGene[] {
  const wanted = new Map(
    names.flatMap((name) => {
      const symbol = symbolCalled(name);
      return symbol === null ? [] : [[name, symbol] as const];
    }),
  );
  if (wanted.size === 0) return [];
  const asked = new Set(wanted.values());
  const bySymbol = new Map<string, string[]>();
  table.genes.forEach((gene, place) => {
    const own = table.symbols?.[place] ?? '';
    const said = symbolOfRow({ gene, ...(own !== '' && { symbol: own }) });
    const symbol = said === null ? null : symbolCalled(said);
    if (symbol === null || !asked.has(symbol)) return;
    bySymbol.set(symbol, [...(bySymbol.get(symbol) ?? []), gene]);
  });
  return [...wanted].flatMap(([name, symbol]) =>
    (bySymbol.get(symbol) ?? []).map((gene) => ({ name, gene })),
  );
}
