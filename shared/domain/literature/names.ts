/** How people call genes and endpoints, and what the catalogue calls them. */
import { PIT_ENDPOINTS } from '../experiment/pit-schema.ts';
import { once } from '../once-per.ts';
import { quoted } from '../quoted.ts';
import { Refusal } from '../refusal.ts';
import { ALIASES } from './aliases.ts';
import { type LiteratureRecord, literatureRecords } from './catalogue.ts';
import { calledSo, plain, unknown } from './plain.ts';

/** The gene that a record is of. A ratio of two genes is of neither, and no family of the gene that stands for it. */
export const geneOf = ({ symbols, isRepresentative }: LiteratureRecord): string | null =>
  symbols.length === 1 && isRepresentative !== true ? symbols[0]! : null;

/** HGNC symbols by all that they are called: themselves, as mouse and rat genes are written, and their products. */
const symbolsByName: () => ReadonlyMap<string, string> = once(() => {
  const names = new Map<string, string>();
  const records = literatureRecords();
  for (const record of records) {
    const gene = geneOf(record);
    if (gene === null) continue;
    for (const alias of [record.endpoint, record.name]) names.set(plain(alias), gene);
  }
  for (const [symbol, aliases] of Object.entries(ALIASES))
    for (const alias of aliases) names.set(plain(alias), symbol);
  for (const symbol of records.flatMap(({ symbols }) => symbols)) names.set(plain(symbol), symbol);
  return names;
});

/** The official symbol of a gene of the catalogue, by anything that it is called; null where it has none. */
export const symbolCalled = (name: string): string | null => calledSo(name, symbolsByName());

/** Fails with `literature.symbol`, naming the nearest. */
export function symbolNamed(name: string): string {
  const symbol = symbolCalled(name);
  if (symbol !== null) return symbol;
  const symbols = [...new Set(symbolsByName().values())];
  throw unknown('symbol', name, `no study of the catalogue reports the gene ${quoted(name)}`, [
    ...symbols,
    ...symbolsByName().keys(),
  ]);
}

/** What a record is evidence of: `trab_density` of `bmd`. */
export const endpointOf = ({ endpoint, of = endpoint }: LiteratureRecord): string => of;

/** Endpoints of ours, and words of papers, that the catalogue calls otherwise. */
const CALLED: Readonly<Record<string, string>> = {
  ...{ pits: 'pit_count', pitnumber: 'pit_count', pitsandtrenches: 'pit_count' },
  ...{ erodedsurface: 'bone_resorption', resorbedvolume: 'bone_resorption' },
  ...{ osteoclasts: 'oc_number', osteoclastnumber: 'oc_number', trappositivecells: 'oc_number' },
  ...{ nucleiperosteoclast: 'oc_nuclei', osteoclastnuclei: 'oc_nuclei' },
  ...{ osteoclastformation: 'ocgenesis', osteoclastdifferentiation: 'ocgenesis' },
  telopeptide: 'ctx',
  ...{ ranklopg: 'rankl_opg_ratio', tnfsf11tnfrsf11b: 'rankl_opg_ratio' },
};

const endpointsByName: () => ReadonlyMap<string, string> = once(() => {
  const records = literatureRecords();
  return new Map([
    // Ours that nobody reported are known as well: of them the answer is that there is nothing.
    ...PIT_ENDPOINTS.map((id): [string, string] => [plain(id), id]),
    ...Object.entries(CALLED),
    ...records.map(({ name, endpoint }): [string, string] => [plain(name), endpoint]),
    ...records.flatMap((one): [string, string][] =>
      [one.endpoint, endpointOf(one)].map((id) => [plain(id), id]),
    ),
  ]);
});

/** The id of an endpoint, by anything that the catalogue, papers or we call it; null of what nobody knows. */
export const endpointCalled = (name: string): string | null => calledSo(name, endpointsByName());

/** Of an endpoint, or of all that is evidence of it. Fails with `literature.endpoint`, naming the nearest. */
export function endpointNamed(name: string): string {
  const endpoint = endpointCalled(name);
  if (endpoint !== null) return endpoint;
  const what = `no study of the catalogue reports the endpoint ${quoted(name)}`;
  const gene = symbolCalled(name);
  if (gene !== null)
    throw new Refusal(
      'not-found',
      'literature.endpoint',
      `${what}; ${gene} is a gene: ask for it as symbol`,
      {
        field: 'query.endpoint',
      },
    );
  const known = literatureRecords().filter((one) => geneOf(one) === null);
  const names = known.flatMap((one) => [one.endpoint, one.name]);
  throw unknown('endpoint', name, what, [...new Set([...names, ...Object.values(CALLED)])]);
}
