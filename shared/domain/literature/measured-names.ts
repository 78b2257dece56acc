/** What of the catalogue a measured gene is, by what it is called here. */
import { FIELD_GENES } from '../gene-set/field-sets.ts';
import { once } from '../once-per.ts';
import { type LiteratureRecord, literatureRecords } from './catalogue.ts';
import { geneOf, symbolCalled } from './names.ts';

const byGene: () => ReadonlyMap<string, readonly LiteratureRecord[]> = once(() => {
  const named = literatureRecords().flatMap((record) => {
    const gene = geneOf(record);
    return gene === null ? [] : [{ gene, record }];
  });
  return new Map(
    [...Map.groupBy(named, ({ gene }) => gene)].map(([gene, all]) => [gene, all.map(({ record }) => record)]),
  );
});

const symbolById = once(
  () =>
    new Map(
      FIELD_GENES.flatMap(({ human, humanId, mouseId }) => [humanId, mouseId].map((id) => [id, human])),
    ),
);

/** Ids of Ensembl and of NCBI are no symbols. */
const ID = /^(ENS[A-Z]*G\d+|\d+)$/;

/** The symbol that a row of a table is of; null where neither the table nor the ids that are known here tell it. */
export function symbolOfRow({
  gene,
  symbol,
}: {
  readonly gene: string;
  readonly symbol?: string | undefined;
}) {
  if (symbol !== undefined) return symbol;
  const id = gene.replace(/\.\d+$/, '');
  return symbolById().get(id) ?? (ID.test(id) ? null : gene);
}

/**
 * Of a gene by its symbol, of human, mouse or rat, or by what else it is called; none where nobody reported it. A family's
 * stand-in is not it, and a ratio of two genes is of neither.
 */
export const recordsOfGene = (name: string): readonly LiteratureRecord[] =>
  byGene().get(officialSymbol(name)) ?? [];

/** As the catalogue holds it; of what it has not, the name in capitals. */
export const officialSymbol = (name: string): string => symbolCalled(name) ?? name.toUpperCase();
