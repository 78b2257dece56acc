/** What of the catalogue a measured gene or endpoint is, by what it is called here. */
import { FIELD_GENES } from '../gene-set/field-sets.ts';
import { once } from '../once-per.ts';
import { type LiteratureRecord, literatureRecords } from './catalogue.ts';
import { endpointOf, symbolCalled } from './names.ts';
import { plain } from './plain.ts';

/** Endpoints of ours that the literature calls otherwise. */
const CALLED: Readonly<Record<string, string>> = {
  pits: 'pit_count',
  pitsandtrenches: 'pit_count',
  erodedsurface: 'bone_resorption',
  resorbedvolume: 'bone_resorption',
  osteoclasts: 'oc_number',
  osteoclastnumber: 'oc_number',
  trappositivecells: 'oc_number',
  nucleiperosteoclast: 'oc_nuclei',
  osteoclastnuclei: 'oc_nuclei',
  telopeptide: 'ctx',
};

const bySymbol = once(() => grouped(literatureRecords(), ({ symbols }) => symbols));
const byEndpoint = once(() =>
  grouped(literatureRecords(), (one) => [...new Set([plain(one.endpoint), plain(endpointOf(one))])]),
);

function grouped(
  records: readonly LiteratureRecord[],
  namesOf: (record: LiteratureRecord) => readonly string[],
): ReadonlyMap<string, readonly LiteratureRecord[]> {
  const named = records.flatMap((record) => namesOf(record).map((name) => ({ name, record })));
  return new Map(
    [...Map.groupBy(named, ({ name }) => name)].map(([name, all]) => [name, all.map(({ record }) => record)]),
  );
}

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
 * stand-in is not it.
 */
export const recordsOfGene = (name: string): readonly LiteratureRecord[] =>
  ofSymbol(officialSymbol(name)).filter(({ isRepresentative }) => isRepresentative !== true);

const ofSymbol = (symbol: string): readonly LiteratureRecord[] => bySymbol().get(symbol) ?? [];

/** As the catalogue holds it; of what it has not, the name in capitals. */
export function officialSymbol(name: string): string {
  const own = name.toUpperCase();
  return bySymbol().has(own) ? own : (symbolCalled(name) ?? own);
}

/**
 * Of an endpoint, or of the gene that a target of qPCR is.
 *
 * @param endpoint of one site and compartment as `bmd@femur/trabecular`
 */
export function recordsOfEndpoint(endpoint: string): readonly LiteratureRecord[] {
  const [name = '', place = ''] = endpoint.split('@');
  const genes = recordsOfGene(name);
  if (genes.length > 0) return genes;
  const records =
    byEndpoint().get(CALLED[plain(name)] === undefined ? plain(name) : plain(CALLED[plain(name)]!)) ?? [];
  const compartment = place.split('/')[1];
  return compartment === undefined ? records : records.filter((one) => one.compartment === compartment);
}
