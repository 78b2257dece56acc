/** What was put into simulated genes against what was found in them. */
import * as z from 'zod';
import type { ContrastOnWire, GenesOnWire } from '../../../shared/contract/expression.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import type { Page } from './page.ts';
import { tableText } from './table.ts';

export const geneTruthSchema = z.object({
  assay: z.string(),
  genes: z.number().int(),
  causes: z.array(
    z.object({ cause: z.string(), arms: z.array(z.string()), log2: z.record(z.string(), z.number()) }),
  ),
  markers: z.array(z.string()),
  trap: z
    .object({
      factor: z.string(),
      contrasts: z.array(z.string()),
      toldBy: z.enum(['refusal', 'warning']),
    })
    .nullable(),
});
export type GeneTruth = z.infer<typeof geneTruthSchema>;

type AnsweredGene = Pick<GenesOnWire['rows'][number], 'gene' | 'log2fc' | 'se' | 'adjPValue'>;

/** A contrast as it was answered, with all its genes. */
export interface AnsweredContrast extends Pick<ContrastOnWire, 'id' | 'a' | 'b' | 'warnings' | 'refused'> {
  readonly rows: readonly AnsweredGene[];
}

/** Genes that one cause moves in a contrast; none of two. */
interface Moved {
  readonly cause: string;
  readonly genes: number;
  readonly found: number;
  /** Of genes that are moved by a factor of two at least. */
  readonly twofold: { readonly found: number; readonly genes: number };
  /** Found, and in the other direction. */
  readonly wrongWay: readonly string[];
}

interface JudgedContrast {
  readonly id: string;
  readonly isRefused: boolean;
  readonly moved: readonly Moved[];
  /** Genes that nothing moved, and how many of them were found. */
  readonly still: { readonly genes: number; readonly found: number; readonly atMost: number };
  /** Whether what goes along with its arms is told, and whether it must be. */
  readonly trap: { readonly isTold: boolean; readonly isThere: boolean };
}

interface JudgedMarker {
  readonly gene: string;
  readonly put: number;
  /** In each contrast in which it was moved. */
  readonly seen: readonly {
    readonly id: string;
    readonly log2fc: number | null;
    readonly se: number | null;
    readonly isFound: boolean;
  }[];
}

export interface GeneTruthTable {
  readonly factor: string | null;
  readonly contrasts: readonly JudgedContrast[];
  readonly markers: readonly JudgedMarker[];
}

/** A gene is found at an adjusted p of this or less. */
const LEVEL = 0.05;

export function geneTruthTable(truth: GeneTruth, answered: readonly AnsweredContrast[]): GeneTruthTable {
  const { trap, markers } = truth;
  return {
    factor: trap?.factor ?? null,
    contrasts: answered.map((one) => judgedContrast(truth, one)),
    markers: markers.map((gene) => judgedMarker(truth, gene, answered)),
  };
}

/** The causes that are in one arm of the contrast and not in the other, with their genes' log2 fold of a over b. */
function causesIn({ causes }: GeneTruth, { a, b }: AnsweredContrast) {
  return causes.flatMap(({ cause, arms, log2 }) => {
    const sign = Number(arms.includes(a)) - Number(arms.includes(b));
    return sign === 0 ? [] : [{ cause, fold: new Map(Object.entries(log2).map(([g, x]) => [g, sign * x])) }];
  });
}

function judgedContrast(truth: GeneTruth, one: AnsweredContrast): JudgedContrast {
  const found = new Map(one.rows.filter(isFound).map(({ gene, log2fc }) => [gene, log2fc ?? 0]));
  const causes = causesIn(truth, one);
  const moved = causes.map(({ cause, fold }) => movedBy(cause, fold, found));
  const isMoved = (gene: string) => causes.some(({ fold }) => fold.has(gene));
  const told = [...one.warnings, ...(one.refused === undefined ? [] : [one.refused])];
  const { trap } = truth;
  return {
    id: one.id,
    isRefused: one.refused !== undefined,
    moved,
    still: {
      genes: truth.genes - moved.reduce((sum, { genes }) => sum + genes, 0),
      found: [...found.keys()].filter((gene) => !isMoved(gene)).length,
      atMost: mostFalse(found.size),
    },
    trap: {
      isTold: trap !== null && told.some(({ message }) => message.includes(trap.factor)),
      isThere: trap?.contrasts.includes(one.id) ?? false,
    },
  };
}

const isFound = ({ adjPValue }: { readonly adjPValue: number | null }): boolean =>
  adjPValue !== null && adjPValue <= LEVEL;

function movedBy(
  cause: string,
  fold: ReadonlyMap<string, number>,
  found: ReadonlyMap<string, number>,
): Moved {
  const genes = [...fold.keys()];
  const large = genes.filter((gene) => Math.abs(fold.get(gene)!) >= 1);
  const hits = genes.filter((gene) => found.has(gene));
  return {
    ...{ cause, genes: genes.length, found: hits.length },
    twofold: { found: large.filter((gene) => found.has(gene)).length, genes: large.length },
    wrongWay: hits.filter((gene) => Math.sign(found.get(gene)!) !== Math.sign(fold.get(gene)!)),
  };
}

/** Of so many found, as an adjusted p lets through: the level's share, and two standard errors of it. */
function mostFalse(found: number): number {
  return Math.ceil(LEVEL * found + 2 * Math.sqrt(LEVEL * (1 - LEVEL) * found));
}

function judgedMarker(truth: GeneTruth, gene: string, answered: readonly AnsweredContrast[]): JudgedMarker {
  const seen = answered.flatMap((one) => {
    const put = causesIn(truth, one)
      .find(({ fold }) => fold.has(gene))
      ?.fold.get(gene);
    if (put === undefined || one.refused !== undefined) return [];
    const row = one.rows.find((candidate) => candidate.gene === gene);
    const log2fc = row?.log2fc ?? null;
    const isThere = row !== undefined && isFound(row) && Math.sign(log2fc ?? 0) === Math.sign(put);
    return [{ id: one.id, log2fc, se: row?.se ?? null, isFound: isThere, put }];
  });
  return { gene, put: seen[0]?.put ?? 0, seen };
}

/** What is not as it was put in, a sentence each; empty where all is. Genes that were missed are counted, and no fault. */
export function geneTroubles({ factor, contrasts, markers }: GeneTruthTable): string[] {
  const missed = markers.flatMap(({ gene, seen }) =>
    seen.flatMap(({ id, isFound: is }) => (is ? [] : [`${gene} is missed in ${id}`])),
  );
  const each = contrasts.flatMap(({ id, isRefused, moved, still, trap }) => [
    ...(isRefused && !trap.isThere ? [`${id} is refused`] : []),
    ...(still.found > still.atMost
      ? [
          `${still.found} genes of ${id} are found that nothing moved, ${still.atMost} at most were to be expected`,
        ]
      : []),
    ...(moved.some(({ wrongWay }) => wrongWay.length > 0)
      ? [`${listText(moved.flatMap(({ wrongWay }) => wrongWay))} of ${id}: found in the wrong direction`]
      : []),
    ...(trap.isThere && !trap.isTold ? [`${id} does not say that ${factor} goes along with its arms`] : []),
    ...(trap.isTold && !trap.isThere ? [`${id} says that ${factor} goes along with its arms`] : []),
  ]);
  return [...(contrasts.length === 0 ? ['no contrast was answered'] : []), ...missed, ...each];
}

const RIGHT = { align: 'right' } as const;

export function geneTruthText(table: GeneTruthTable, page: Page): string {
  const columns = [
    { title: 'contrast', isHead: true },
    { title: 'moved by' },
    { title: 'put in', ...RIGHT },
    { title: 'found', ...RIGHT },
    { title: 'missed', ...RIGHT },
    { title: '2-fold or more', ...RIGHT },
  ];
  const rows = table.contrasts.flatMap(contrastRows);
  return [
    tableText(columns, rows, page),
    'found: adjusted p of .05 or less; moved by nothing: false positives\n',
    ...(table.markers.length === 0 ? [] : [`\n${markersText(table, page)}`]),
    `\n${trapText(table)}${verdictText(table)}\n`,
  ].join('');
}

function contrastRows({ id, isRefused, moved, still }: JudgedContrast): string[][] {
  if (isRefused) return [[id, 'refused', '–', '–', '–', '–']];
  return [
    ...moved.map(({ cause, genes, found, twofold }) => [
      ...[id, cause, groupedText(genes), groupedText(found), groupedText(genes - found)],
      `${twofold.found} of ${twofold.genes}`,
    ]),
    [id, 'nothing', groupedText(still.genes), groupedText(still.found), '–', '–'],
  ];
}

function markersText({ markers }: GeneTruthTable, page: Page): string {
  const ids = [...new Set(markers.flatMap(({ seen }) => seen.map(({ id }) => id)))];
  const columns = [
    { title: '' },
    { title: 'gene', isHead: true },
    { title: 'put in', ...RIGHT },
    ...ids.map((title) => ({ title, ...RIGHT })),
  ];
  const rows = markers.map(({ gene, put, seen }) => [
    ...[markWord(seen), gene, signed(put)],
    ...ids.map((id) => {
      const one = seen.find((candidate) => candidate.id === id);
      return one === undefined || one.log2fc === null
        ? '–'
        : `${signed(one.log2fc)} ± ${one.se?.toFixed(2) ?? '–'}`;
    }),
  ]);
  return `${tableText(columns, rows, page)}log2 fold change, ± one standard error\n`;
}

/** Nothing where every contrast that it moves in is refused. */
function markWord(seen: JudgedMarker['seen']): string {
  if (seen.length === 0) return '–';
  return seen.every((one) => one.isFound) ? 'found' : 'MISSED';
}

const signed = (fold: number): string => `${fold < 0 ? '-' : '+'}${Math.abs(fold).toFixed(2)}`;

function trapText({ factor, contrasts }: GeneTruthTable): string {
  if (factor === null) return '';
  const ids = (is: (one: JudgedContrast) => boolean) => listText(contrasts.filter(is).map(({ id }) => id));
  const told = ids(({ trap }) => trap.isTold) || 'none';
  const there = ids(({ trap }) => trap.isThere) || 'none';
  return `${factor} goes along with the arms of ${there}\n  the answers name it in ${told}\n`;
}

function verdictText(table: GeneTruthTable): string {
  const troubles = geneTroubles(table);
  if (troubles.length > 0) return `genes are not as put in: ${troubles.join('; ')}`;
  const seen = table.markers.filter((one) => one.seen.length > 0).length;
  return `genes: ${seen} of ${countText(table.markers.length, 'marker')} found, none reversed, no more false ones than expected`;
}
