/** The genes of one contrast, sorted and by pages, with everything that qualifies them. */
import type { ContrastOnWire, GenesOnWire } from '../../contract/expression.ts';
import { type GeneEquality, isGeneEqual } from '../../domain/contrast/gene-equivalence.ts';
import { type GeneTable, whyNoP } from '../../domain/contrast/gene-table.ts';
import { log2Of } from '../../domain/experiment/equivalence-schema.ts';
import { derived } from '../../domain/words/derived.ts';
import type { Ports } from '../../ports.ts';
import { standingOnWire } from '../assay/unmet-exclusions.ts';
import { computedBy } from './computed-by.ts';
import { askContrast, type ContrastEngine } from './contrast-asked.ts';
import { ContrastEnvironments } from './contrast-environments.ts';
import { contrastSince } from './contrast-since.ts';
import { type GeneOrder, genePlaces, genesMeant } from './gene-places.ts';
import { checkSet } from './gene-sets-on-wire.ts';
import type { CalledGene } from './genes-called.ts';
import {
  type AskedContrast,
  contrastOnWire,
  type Exclusions,
  excludedIn,
  pendingOf,
} from './list-contrasts.ts';

export interface GenesQuery {
  readonly assay?: string | undefined;
  /** Ids or symbols, in any case; absent: all that were compared. */
  readonly gene?: readonly string[] | undefined;
  /** The genes of a gene set, and its own line. */
  readonly set?: string | undefined;
  readonly engine?: string | undefined;
  readonly sort: GeneOrder;
  readonly exclusions?: Exclusions | undefined;
  readonly limit: number;
  /** Rows before the page. */
  readonly skip: number;
  /** A snapshot of the contrast: what has changed after it is told. */
  readonly since?: string | undefined;
}

/** Resolves to the page, and to how many rows stand before the one after it; null where it is the last. */
export async function queryGenes(
  ports: Ports,
  experiment: string,
  contrast: string,
  query: GenesQuery,
): Promise<{ readonly genes: Omit<GenesOnWire, 'next'>; readonly after: number | null }> {
  checkSet(query.set);
  const { all, asked, engine, table } = await askContrast(ports, experiment, contrast, query);
  const { loaded } = all;
  const environments = new ContrastEnvironments(ports, loaded);
  const told = await contrastOnWire(environments, asked, {
    ...{ engine, set: query.set },
    isExcluded: excludedIn(all, query.exclusions),
  });
  const wanted = wantedOf(query, told);
  const { places, notFound, readAs, meant } = table === null ? NO_ROWS : await placesOf(table, wanted, query);
  const page = places.slice(query.skip, query.skip + query.limit);
  const found = table === null ? [] : page.map((place) => rowOf(table, place, equalityIn(asked, engine)));
  // The catalogue is much text: loaded where somebody asks for genes.
  const { besideGenes } = await import('./literature-beside.ts');
  const rows = besideGenes(loaded.index, asked.contrast, found);
  const after = query.skip + page.length < places.length ? query.skip + page.length : null;
  return {
    genes: {
      ...{ ...told, rows, notFound },
      ...{ ...(readAs.length > 0 && { readAs }), ...(meant.length > 0 && { meant }) },
      exclusions: await standingOnWire(ports, all.loaded, all.exclusions),
      ...(query.since !== undefined && { since: await contrastSince(ports, experiment, query.since, told) }),
      pending: pendingOf(all, environments),
      ...computedBy(loaded),
    },
    after,
  };
}

/** Names of genes: those that are asked for, and of a set how its rows are called. Null where none is: all that were compared. */
function wantedOf({ gene = [], set }: GenesQuery, { geneSets }: ContrastOnWire): readonly string[] | null {
  if (set === undefined) return gene.length === 0 ? null : gene;
  const ofSet = geneSets?.tests.find((one) => one.set === set)?.genes ?? [];
  return [...gene, ...ofSet.map((one) => one.gene ?? one.name)];
}

interface PlacesFound {
  readonly places: readonly number[];
  readonly notFound: string[];
  readonly readAs: CalledGene[];
  readonly meant: CalledGene[];
}

const NO_ROWS: PlacesFound = { places: [], notFound: [], readAs: [], meant: [] };

/** By what the table calls its genes, else by what they are called elsewhere; of other names the nearest is told. */
async function placesOf(
  table: GeneTable,
  wanted: readonly string[] | null,
  { gene = [], sort }: GenesQuery,
): Promise<PlacesFound> {
  const { places, notFound } = genePlaces(table, wanted, sort);
  const unknown = gene.filter((name) => notFound.includes(name));
  if (unknown.length === 0) return { ...NO_ROWS, places, notFound };
  // The catalogue is much text: loaded where a name is not in the table.
  const { genesCalled } = await import('./genes-called.ts');
  const readAs = genesCalled(table, unknown);
  const isCalled = new Set(readAs.map(({ name }) => name));
  const left = notFound.filter((name) => !isCalled.has(name));
  const all = [...(wanted ?? []), ...readAs.map((one) => one.gene)];
  return {
    places: readAs.length === 0 ? places : genePlaces(table, all, sort).places,
    ...{ notFound: left, readAs, meant: genesMeant(table, gene, left) },
  };
}

/** Null where no margin is declared. */
function equalityIn(
  { assay: { equivalence } }: AskedContrast,
  engine: ContrastEngine | undefined,
): GeneEquality | null {
  if (equivalence === undefined) return null;
  const df = engine?.df === 'infinite' ? Number.POSITIVE_INFINITY : (engine?.df ?? null);
  return { log2: log2Of(equivalence), df };
}

function rowOf(table: GeneTable, place: number, equality: GeneEquality | null): GenesOnWire['rows'][number] {
  const number = (values: Float64Array) => {
    const value = values[place]!;
    return Number.isNaN(value) ? null : derived(value);
  };
  const symbol = table.symbols?.[place] ?? '';
  const [log2fc, se] = [number(table.log2fc), number(table.se)];
  const reason = whyNoP(table, place);
  return {
    gene: table.genes[place]!,
    ...(symbol !== '' && { symbol }),
    ...{ log2fc, log2fcShrunk: number(table.log2fcShrunk) },
    ...{ se, stat: number(table.stat) },
    ...{ pValue: number(table.pValue), adjPValue: number(table.adjPValue) },
    means: { a: number(table.meanA), b: number(table.meanB) },
    ...(reason !== null && { reason }),
    ...(equality !== null && { equivalent: isGeneEqual({ log2fc, se }, equality) }),
  };
}
