/** Arms against each other for a first look: how many times the one is the other, how sure that is, and whether they stood alike. */
import type { ComparisonOnWire, ComparisonsOnWire } from '../../../shared/contract/comparisons.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { pText } from '../../../shared/domain/words/p-text.ts';
import { pendingText } from '../../../shared/domain/words/pending-text.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import type { Column } from './column.ts';
import type { Page } from './page.ts';
import { intervalOfRatio, ratioText } from './ratio-text.ts';
import { tableText } from './table.ts';
import { wrapText } from './wrap.ts';

const COLUMNS: readonly Column[] = [
  { title: 'endpoint' },
  { title: 'contrast' },
  { title: 'ratio', align: 'right' },
  { title: '95 % interval', align: 'right' },
  { title: 'p', align: 'right' },
  { title: 'environment' },
];

type Answer = Pick<ComparisonsOnWire, 'comparisons' | 'contrasts' | 'pending' | 'stopped'>;

/** A row per ratio; below, what qualifies it, contrast by contrast, and what has the rest. */
export function comparisonsBriefText(answer: Answer, experiment: string, page: Page): string {
  const { comparisons } = answer;
  const rows = comparisons.map((one) => [
    ...[nameOf(one), one.contrast, one.estimate === null ? '–' : ratioText(one.estimate)],
    ...[intervalOfRatio(one.ci95), pText(one.pValue), one.environment.verdict],
  ]);
  const contrasts = new Set(comparisons.map(({ contrast }) => contrast));
  const levels = distinct(comparisons.flatMap(({ levels: told }) => told?.sentence ?? []));
  const told = [
    'ratio: of the first arm over the second\n',
    ...levels.map((sentence) => `rests on ${sentence}\n`),
    ...Array.from(contrasts, (contrast) => contrastText(answer, contrast)),
  ].join('');
  const endpoints = distinct(comparisons.map(({ endpoint }) => endpoint));
  const commands = endpoints.map(
    (one) => `  ${typedCommand(`compare --endpoint ${one} -e ${experiment}`)}\n`,
  );
  return `${tableText(COLUMNS, rows, page)}${wrapText(told, page.width)}${pendingText(answer)}\neffect size, exact p, power and every reason:\n${commands.join('')}`;
}

const distinct = <T>(all: readonly T[]): T[] => [...new Set(all)];

const nameOf = ({ endpoint, assay }: Pick<ComparisonOnWire, 'endpoint' | 'assay'>): string =>
  assay === undefined ? endpoint : `${endpoint} of ${assay}`;

function contrastText({ comparisons, contrasts }: Answer, contrast: string): string {
  const about = contrasts.filter((one) => one.contrast === contrast);
  const own = comparisons.filter((one) => one.contrast === contrast);
  const lines = [
    ...distinct(about.map(({ differs }) => differs)),
    ...distinct(about.map(({ environment }) => environmentLine(environment))),
    ...explainedLines(own),
    ...unexplainedLines(own),
    ...own.flatMap(refusedLine),
    adjustedLine(own),
  ];
  return `\n${contrast}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

/** With the first reason of the pairs that are not CLEAN. */
function environmentLine({
  verdict,
  sentence,
  pairs,
}: ComparisonsOnWire['contrasts'][number]['environment']): string {
  const [first, ...others] = pairs
    .filter((pair) => pair.verdict !== 'CLEAN')
    .flatMap(({ pair, reasons }) => reasons.map((reason) => `${pair}: ${reason}`));
  const more = others.length === 0 ? '' : `; and ${countText(others.length, 'more reason')}`;
  return `environment ${verdict}: ${sentence}${first === undefined ? '' : `; ${first}${more}`}`;
}

/** What is said of several endpoints in the same words stands once. */
function explainedLines(own: readonly ComparisonOnWire[]): string[] {
  const all = own.flatMap((one) =>
    (one.explained ?? []).map(({ sentence }) => ({ sentence, name: nameOf(one) })),
  );
  return [...Map.groupBy(all, ({ sentence }) => sentence)].map(
    ([sentence, same]) => `${listText(same.map(({ name }) => name))}, explained by: ${sentence}`,
  );
}

/** By what is not explained, and not endpoint by endpoint. */
function unexplainedLines(own: readonly ComparisonOnWire[]): string[] {
  const all = own.flatMap(({ unexplained, endpoint }) =>
    unexplained === undefined ? [] : [{ endpoint, what: listText(unexplained.quantities, ', ', 6) }],
  );
  return [...Map.groupBy(all, ({ what }) => what)].map(
    ([what, same]) =>
      `${listText(distinct(same.map(({ endpoint }) => endpoint)), ', ', 12)}: how much of it ${what} explains is not known`,
  );
}

function refusedLine({ refused, permutation }: ComparisonOnWire): string[] {
  if (refused === undefined) return [];
  const exact = permutation === null ? '' : ` (${pText(permutation.pValue)})`;
  return [`${refused.message}${exact}`];
}

function adjustedLine(own: readonly ComparisonOnWire[]): string {
  if (own.every(({ adjusted }) => adjusted.pValue === null)) return 'no p is adjusted: there is none';
  const of = Math.max(...own.map(({ adjusted }) => adjusted.of));
  const each = own.map((one) => `${nameOf(one)} ${pText(one.adjusted.pValue)}`);
  return `p adjusted for all ${countText(of, 'question')}: ${listText(each, ', ', 12)}`;
}
