/** The genes of one contrast, sorted and by pages, with everything that qualifies them. */
import type { ContrastOnWire, GenesOnWire } from '../../contract/expression.ts';
import type { ContrastResult } from '../../domain/assay/results.ts';
import { contrastId } from '../../domain/contrast/compare-genes.ts';
import { type GeneEquality, isGeneEqual } from '../../domain/contrast/gene-equivalence.ts';
import { type GeneTable, whyNoP } from '../../domain/contrast/gene-table.ts';
import { log2Of } from '../../domain/experiment/equivalence-schema.ts';
import { nearest } from '../../domain/nearest.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import { derived } from '../../domain/words/derived.ts';
import { decodeGeneTable } from '../../formats/assay/gene-table-file.ts';
import { orBadBytes } from '../../formats/checked/bad-bytes.ts';
import type { Ports } from '../../ports.ts';
import { standingOnWire } from '../assay/unmet-exclusions.ts';
import { intact } from '../known/intact.ts';
import { computedBy } from './computed-by.ts';
import { ContrastEnvironments } from './contrast-environments.ts';
import { contrastSince } from './contrast-since.ts';
import { type GeneOrder, genePlaces, genesMeant } from './gene-places.ts';
import { checkSet } from './gene-sets-on-wire.ts';
import {
  type AskedContrast,
  askContrasts,
  contrastOnWire,
  type Exclusions,
  excludedIn,
  pendingOf,
  withExclusions,
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
  const all = await askContrasts(ports, experiment, query.assay);
  const { loaded } = all;
  const asked = withExclusions(contrastNamed(all.contrasts, contrast), query.exclusions);
  const engine = engineNamed(asked, query.engine);
  const environments = new ContrastEnvironments(ports, loaded);
  const told = await contrastOnWire(environments, asked, {
    ...{ engine, set: query.set },
    isExcluded: excludedIn(all, query.exclusions),
  });
  const table = engine === undefined ? null : await tableOf(ports, engine);
  const wanted = wantedOf(query, told);
  const { places, notFound } = table === null ? NO_ROWS : genePlaces(table, wanted, query.sort);
  const meant = table === null ? [] : genesMeant(table, query.gene ?? [], notFound);
  const page = places.slice(query.skip, query.skip + query.limit);
  const found = table === null ? [] : page.map((place) => rowOf(table, place, equalityIn(asked, engine)));
  // The catalogue is much text: loaded where somebody asks for genes.
  const { besideGenes } = await import('./literature-beside.ts');
  const rows = besideGenes(loaded.index, asked.contrast, found);
  const after = query.skip + page.length < places.length ? query.skip + page.length : null;
  return {
    genes: {
      ...{ ...told, rows, notFound, ...(meant.length > 0 && { meant }) },
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

const NO_ROWS = { places: [], notFound: [] };

function contrastNamed(contrasts: readonly AskedContrast[], id: string): AskedContrast {
  const found = contrasts.filter(({ contrast }) => contrastId(contrast) === id);
  const [first] = found;
  if (first === undefined) {
    const known = [...new Set(contrasts.map(({ contrast }) => contrastId(contrast)))];
    const meant = nearest(id, known);
    const hint = meant === null ? `it has ${known.join(', ') || 'none'}` : `did you mean ${quoted(meant)}?`;
    throw new Refusal(
      'not-found',
      'contrast.unknown',
      `the experiment has no contrast ${quoted(id)}; ${hint}`,
    );
  }
  if (found.length === 1) return first;
  const assays = found.map(({ assay }) => assay.id).join(', ');
  throw new Refusal(
    'invalid',
    'assay.ambiguous',
    `${found.length} assays have the contrast ${id} (${assays}): name one as assay`,
    { field: 'assay' },
  );
}

type Engine = ContrastResult['engines'][number];

function engineNamed({ found }: AskedContrast, name: string | undefined): Engine | undefined {
  if (name === undefined || found === null || found.engines.length === 0) return found?.engines[0];
  const engine = found.engines.find((one) => one.engine === name);
  if (engine !== undefined) return engine;
  const known = found.engines.map((one) => one.engine).join(', ');
  throw new Refusal('not-found', 'engine.unknown', `the contrast was compared by ${known}, not by ${name}`, {
    field: 'engine',
  });
}

function tableOf(ports: Ports, { table }: Engine): Promise<GeneTable> {
  return intact(table, async () => {
    const bytes = await ports.archive.read(table);
    return orBadBytes(table.key, () => decodeGeneTable(bytes));
  });
}

/** Null where no margin is declared. */
function equalityIn(
  { assay: { equivalence } }: AskedContrast,
  engine: Engine | undefined,
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
