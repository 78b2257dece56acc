/** How people call genes and endpoints, and what the catalogue calls them. */
import { once } from '../once-per.ts';
import { quoted } from '../quoted.ts';
import { ALIASES } from './aliases.ts';
import { type LiteratureRecord, literatureRecords } from './catalogue.ts';
import { plain, unknown } from './plain.ts';

/** HGNC symbols by all that they are called: themselves, as mouse and rat genes are written, and their products. */
const symbolsByName: () => ReadonlyMap<string, string> = once(() => {
  const names = new Map<string, string>();
  const records = literatureRecords();
  // A product of two genes, and a stand-in of a family, is no name of either.
  for (const { symbols, isRepresentative, endpoint, name } of records) {
    if (symbols.length !== 1 || isRepresentative === true) continue;
    for (const alias of [endpoint, name]) names.set(plain(alias), symbols[0]!);
  }
  for (const [symbol, aliases] of Object.entries(ALIASES))
    for (const alias of aliases) names.set(plain(alias), symbol);
  for (const symbol of records.flatMap(({ symbols }) => symbols)) names.set(plain(symbol), symbol);
  return names;
});

/** The official symbol of a gene of the catalogue, by anything that it is called; null where it has none. */
export const symbolCalled = (name: string): string | null => symbolsByName().get(plain(name)) ?? null;

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

const endpointsByName: () => ReadonlyMap<string, string> = once(() => {
  const records = literatureRecords();
  return new Map([
    ...records.map(({ name, endpoint }): [string, string] => [plain(name), endpoint]),
    ...records.flatMap((one): [string, string][] =>
      [one.endpoint, endpointOf(one)].map((id) => [plain(id), id]),
    ),
  ]);
});

/** Of an endpoint, or of all that is evidence of it. Fails with `literature.endpoint`, naming the nearest. */
export function endpointNamed(name: string): string {
  const endpoint = endpointsByName().get(plain(name));
  if (endpoint !== undefined) return endpoint;
  const known = literatureRecords().flatMap((one) => [one.endpoint, one.name]);
  throw unknown('endpoint', name, `no study of the catalogue reports the endpoint ${quoted(name)}`, [
    ...new Set(known),
  ]);
}
