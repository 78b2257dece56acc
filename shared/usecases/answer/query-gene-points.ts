/** All genes of a contrast as a picture needs them: vectors, as few digits as are seen, and how many are not among them. */
import type { GenePointsOnWire } from '../../contract/expression.ts';
import { contrastId } from '../../domain/contrast/compare-genes.ts';
import { type GeneTable, whyNoFold } from '../../domain/contrast/gene-table.ts';
import { roundedTo } from '../../domain/words/figure.ts';
import type { Ports } from '../../ports.ts';
import { computedBy } from './computed-by.ts';
import { askContrast, type ContrastQuery } from './contrast-asked.ts';
import { genePlaces } from './gene-places.ts';
import { whyNotCompared } from './list-contrasts.ts';

/** More are not seen in a picture. */
const DIGITS = 5;

/** Those that have a fold, the smallest p first. */
export async function queryGenePoints(
  ports: Ports,
  experiment: string,
  contrast: string,
  query: ContrastQuery,
): Promise<GenePointsOnWire> {
  const { all, asked, engine, table } = await askContrast(ports, experiment, contrast, query);
  const refused = whyNotCompared(asked);
  const { a, b } = asked.contrast;
  return {
    ...{ id: contrastId(asked.contrast), assay: asked.assay.id, a, b, engine: engine?.engine ?? null },
    ...(table === null ? NOTHING : pointsOf(table)),
    ...(refused !== undefined && { refused }),
    pending: all.upstream + all.due,
    ...computedBy(all.loaded),
  };
}

type Points = Pick<
  GenePointsOnWire,
  'genes' | 'symbols' | 'log2fc' | 'level' | 'pValue' | 'adjPValue' | 'notCompared' | 'inFiles'
>;

const NOTHING: Points = {
  ...{ genes: [], log2fc: [], level: [], pValue: [], adjPValue: [], notCompared: [], inFiles: 0 },
};

function pointsOf(table: GeneTable): Points {
  const { places } = genePlaces(table, null, 'pValue');
  const numbersOf = (values: Float64Array) =>
    places.map((place) => (Number.isNaN(values[place]!) ? null : roundedTo(values[place]!, DIGITS)));
  const { symbols } = table;
  return {
    genes: places.map((place) => table.genes[place]!),
    ...(symbols !== null && { symbols: places.map((place) => symbols[place] ?? '') }),
    log2fc: places.map((place) => roundedTo(table.log2fc[place]!, DIGITS)),
    level: numbersOf(table.meanA.map((one, place) => (one + table.meanB[place]!) / 2)),
    pValue: numbersOf(table.pValue),
    adjPValue: numbersOf(table.adjPValue),
    notCompared: notComparedIn(table),
    inFiles: table.genes.length,
  };
}

function notComparedIn(table: GeneTable): Points['notCompared'] {
  const genes = new Map<string, number>();
  for (const place of table.genes.keys()) {
    const reason = whyNoFold(table, place);
    if (reason !== null) genes.set(reason, (genes.get(reason) ?? 0) + 1);
  }
  return Array.from(genes, ([reason, count]) => ({ reason, genes: count }));
}
