/** Gene sets of a contrast for people. */
import type { ContrastOnWire } from '../../../shared/contract/expression.ts';
import { figureText } from '../../../shared/domain/words/figure.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { pText } from '../../../shared/domain/words/p-text.ts';
import type { Page } from './page.ts';
import { tableText } from './table.ts';

type GeneSets = NonNullable<ContrastOnWire['geneSets']>;
type SetTest = GeneSets['tests'][number];

const RIGHT = { align: 'right' } as const;
const MOST_NAMED = 12;

/** A table of the sets, and below it which of their genes are not in the numbers, and why. */
export function geneSetsText({ version, reference, lookedFor, note, tests }: GeneSets, page: Page): string {
  const columns = [
    { title: 'gene set', isHead: true },
    { title: 'genes', ...RIGHT },
    { title: 'log2 fold', ...RIGHT },
    { title: '95 % interval', ...RIGHT },
    { title: 'p', ...RIGHT },
    { title: 'adjusted p', ...RIGHT },
    { title: 'correlation', ...RIGHT, isMinor: true },
  ];
  const rows = tests.map(({ set, genes, tested, log2fc, ci95, pValue, adjPValue, correlation }) => [
    ...[set, `${tested} of ${genes.length}`, figureText(log2fc, 2)],
    ci95 === null ? '–' : `${figureText(ci95[0], 2)} to ${figureText(ci95[1], 2)}`,
    ...[pText(pValue), pText(adjPValue), figureText(correlation, 2)],
  ]);
  const told = [
    ...tests.flatMap(({ set, reason }) => (reason === undefined ? [] : [`${set}: ${reason}`])),
    ...lackingLines(tests),
    ...(note === undefined ? [] : [note]),
    `${version}: ${reference}; looked for: ${lookedFor}`,
  ];
  return `${tableText(columns, rows, page)}${told.map((line) => `${line}\n`).join('')}`;
}

/** Of sets that have a fold: those of others stand in their reason. */
function lackingLines(tests: readonly SetTest[]): string[] {
  const genes = tests.flatMap((one) => (one.log2fc === null ? [] : one.genes));
  const lacking = new Map(
    genes.flatMap(({ name, reason }) => (reason === undefined ? [] : [[name, reason]])),
  );
  const byReason = Map.groupBy(lacking, ([, reason]) => reason);
  return [...byReason].map(([reason, named]) => {
    const names = named.map(([name]) => name);
    return `not in the numbers, ${reason}: ${listText(names, ', ', MOST_NAMED)}`;
  });
}
