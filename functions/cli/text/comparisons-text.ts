/** Arms against each other for people: a row per comparison, and below what qualifies each. */
import type { ComparisonOnWire, ComparisonsOnWire } from '../../../shared/contract/comparisons.ts';
import { estimateText, intervalText } from '../../../shared/domain/comparison/estimate-words.ts';
import { IN_FLIGHT } from '../../../shared/domain/comparison/in-flight.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { pText } from '../../../shared/domain/words/p-text.ts';
import { pendingText } from '../../../shared/domain/words/pending-text.ts';
import { unitsCellText } from '../../../shared/domain/words/units-against.ts';
import { commonLines, ownLines, unitText } from './comparison-lines.ts';
import { contrastsAboutText } from './contrasts-about.ts';
import { standingText } from './exclusions-text.ts';
import type { Page } from './page.ts';
import { readUnderOtherText } from './read-under-other-text.ts';
import { tableText } from './table.ts';
import { wrapText } from './wrap.ts';

const RIGHT = { align: 'right' } as const;

export function comparisonsText(answer: ComparisonsOnWire, page: Page): string {
  const { comparisons, contrasts, primary } = answer;
  const hasContrasts = contrastsIn(comparisons).length > 1;
  const columns = [
    { title: 'endpoint', isHead: true },
    ...(hasContrasts ? [{ title: 'contrast' }] : []),
    { title: 'units' },
    { title: 'estimate', ...RIGHT },
    { title: '95 % interval', ...RIGHT },
    { title: 'p', ...RIGHT },
    { title: 'adjusted', ...RIGHT },
    { title: 'environment' },
  ];
  const rows = comparisons.map((one) => [
    ...[nameOf(one), ...(hasContrasts ? [one.contrast] : []), unitsText(one.arms)],
    ...[estimateText(one), intervalText(one), shownP(one), pText(one.adjusted.pValue)],
    one.environment.verdict,
  ]);
  const table = rows.length === 0 ? 'nothing was compared\n' : tableText(columns, rows, page);
  const questions = primary === null ? '' : `primary questions: ${primary.sentence}\n`;
  const below = [
    keyText(comparisons),
    toldText(comparisons),
    `\n${contrastsAboutText(contrasts)}`,
    declareText(comparisons),
    questions,
    standingText(answer.exclusions),
    notComparedText(answer),
    readUnderOtherText(answer),
    pendingText(answer),
  ];
  return `${table}${wrapText(below.join(''), page.width)}`;
}

const contrastsIn = (comparisons: readonly ComparisonOnWire[]): string[] => [
  ...new Set(comparisons.map(({ contrast }) => contrast)),
];

function nameOf({ endpoint, assay, phase, adjusted, warnings }: ComparisonOnWire): string {
  const isInFlight = warnings.some(({ code }) => code === IN_FLIGHT);
  const where = isInFlight ? ' in flight' : assay === undefined ? '' : ` of ${assay}`;
  const when = phase === null ? '' : `, ${phase}`;
  return `${endpoint}${where}${when}${adjusted.role === 'PRIMARY' ? ' *' : ''}`;
}

/** In a list, where commas tell them apart. */
const plainName = ({ endpoint, assay, phase }: ComparisonOnWire): string =>
  `${endpoint}${assay === undefined ? '' : ` of ${assay}`}${phase === null ? '' : ` in ${phase}`}`;

const unitsText = ({ a, b }: ComparisonOnWire['arms']): string =>
  unitsCellText(a.n, b.n, (a.belowDetection ?? 0) + (b.belowDetection ?? 0));

/** Without an estimate the one that is adjusted: of ranks. */
function shownP({ pValue, refused, permutation }: ComparisonOnWire): string {
  if (pValue !== null || refused === undefined || permutation === null) return pText(pValue);
  return `${pText(permutation.pValue)} (ranks)`;
}

function keyText(comparisons: readonly ComparisonOnWire[]): string {
  if (comparisons.length === 0) return '';
  const growing = comparisons.find(({ adjusted }) => adjusted.preliminary !== undefined);
  const preliminary =
    growing === undefined ? '' : `adjusted p are preliminary: ${growing.adjusted.preliminary}\n`;
  return `×: ratio of the arms; without ×: their difference. *: primary question (p adjusted by Holm); without *: exploratory (by Benjamini–Hochberg over all questions of channels, or of assays)\n${preliminary}`;
}

/** Beyond, the lines below a table would be longer than anybody reads. */
const MOST_TOLD = 8;

/** The numbers of each, with what is said of it alone; then once what is said of several. */
function toldText(comparisons: readonly ComparisonOnWire[]): string {
  const said = comparisons.flatMap((one) => [...new Set(commonLines(one))].map((line) => ({ line, one })));
  const byLine = Map.groupBy(said, ({ line }) => line);
  const isOfMany = comparisons.length > MOST_TOLD;
  const isCommon = (line: string) => isOfMany || (byLine.get(line)?.length ?? 0) > 1;
  const each = comparisons.map((one) => {
    const lines = [...ownLines(one), ...commonLines(one).filter((line) => !isCommon(line))];
    return `\n${nameOf(one)}: ${one.contrast}${unitText(one)}\n${lines.map((line) => `  ${line}\n`).join('')}`;
  });
  const common = [...byLine].flatMap(([line, same]) => {
    if (!isCommon(line)) return [];
    return [
      `  ${ofText(
        same.map(({ one }) => one),
        comparisons,
      )}${line}\n`,
    ];
  });
  const numbers = isOfMany
    ? `\nthe numbers of each of the ${comparisons.length}: name one with --endpoint, --phase or a contrast, or --csv\n`
    : each.join('');
  return `${numbers}${common.length === 0 ? '' : `\nof all of these, or of those that are named\n${common.join('')}`}`;
}

/** Which they are, where they are not all: by their names, and by their contrasts where these differ. */
function ofText(same: readonly ComparisonOnWire[], all: readonly ComparisonOnWire[]): string {
  if (same.length === all.length) return '';
  const byContrast = [...Map.groupBy(same, ({ contrast }) => contrast)];
  const contrasts = contrastsIn(all).length;
  const texts = byContrast.map(([contrast, own]) => {
    const names = listText([...new Set(own.map(plainName))], ', ', 6);
    return contrasts === 1 ? names : `${names} (${contrast})`;
  });
  return `${listText([...new Set(texts)], '; ', 3)}: `;
}

/** Entries that are shown; the others are counted. */
const MOST_DECLARED = 12;

/** Each that lacks, once: an endpoint that is not shown would pass for one of which all is known. */
function declareText(comparisons: readonly ComparisonOnWire[]): string {
  const lacking = [
    ...new Set(comparisons.flatMap(({ unexplained }) => unexplained?.declare?.split('\n') ?? [])),
  ];
  if (lacking.length === 0) return '';
  const shown = lacking.slice(0, MOST_DECLARED).map((entry) => `  - ${entry}\n`);
  const more = lacking.length - shown.length;
  const others = more === 0 ? '' : `  # and ${countText(more, 'entry', 'entries')} more like these\n`;
  return `what is not explained is told once the definition has it (LOW to HIGH: natural logarithm of the ratio that one unit more makes):\n  sensitivities:\n${shown.join('')}${others}`;
}

function notComparedText({ notCompared }: ComparisonsOnWire): string {
  const bySentence = [...Map.groupBy(notCompared, ({ sentence }) => sentence)];
  return bySentence
    .map(([sentence, same]) => {
      const names = listText(
        same.map(({ what }) => what),
        ', ',
        12,
      );
      return `not compared: ${names}: ${sentence}\n`;
    })
    .join('');
}
