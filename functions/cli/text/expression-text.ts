/** Contrasts of genes for people: what was compared, what was found, and what qualifies it. */
import type { ContrastOnWire, ContrastsOnWire, GenesOnWire } from '../../../shared/contract/expression.ts';
import { foundLines, isAwaited, withoutText } from '../../../shared/domain/contrast/contrast-words.ts';
import { gLines } from '../../../shared/domain/g-level/g-lines.ts';
import { platformLines } from '../../../shared/domain/platform/platform-lines.ts';
import { quoted } from '../../../shared/domain/quoted.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { figureText } from '../../../shared/domain/words/figure.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { pText } from '../../../shared/domain/words/p-text.ts';
import { pendingText } from '../../../shared/domain/words/pending-text.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import { standingText } from './exclusions-text.ts';
import { geneSetsText } from './gene-sets-text.ts';
import type { Page } from './page.ts';
import { tableText } from './table.ts';
import { wrapText } from './wrap.ts';

const RIGHT = { align: 'right' } as const;

export function contrastsText(answer: ContrastsOnWire, page: Page): string {
  const { contrasts } = answer;
  if (contrasts.length === 0) return 'the definition declares no assay of genes\n';
  const columns = [
    { title: 'contrast', isHead: true },
    { title: 'assay' },
    { title: 'units', ...RIGHT },
    { title: 'engine' },
    { title: 'genes', ...RIGHT },
    { title: 'found', ...RIGHT },
    { title: 'environment' },
  ];
  const rows = contrasts.map(({ id, assay, n, engine, tested, significant, refused, environment }) => [
    ...[id, assay, n === null ? '–' : `${n.a} v ${n.b}`, engine ?? (isAwaited(refused) ? '–' : 'refused')],
    ...[tested === null ? '–' : groupedText(tested), significant === null ? '–' : groupedText(significant)],
    environment.verdict,
  ]);
  const told = contrasts.map((one) => `\n${qualifiedText(one)}${setsText(one, page)}`).join('');
  return `${tableText(columns, rows, page)}found: an adjusted p of .05 or less\n${told}${standingText(answer.exclusions)}${pendingText(answer)}`;
}

/** What qualifies a contrast, a line each. */
function qualifiedText(one: ContrastOnWire): string {
  const { id, assay, refused, warnings, environment } = one;
  const lines = [
    ...(refused === undefined
      ? foundLines(one)
      : [`not compared${isAwaited(refused) ? ' yet' : ''}: ${refused.message}`]),
    ...(one.equivalence === undefined ? [] : [one.equivalence.sentence]),
    ...(one.without === undefined ? [] : [withoutLine(one.without)]),
    ...warnings.map(({ message }) => `note: ${message}`),
    `environment ${environment.verdict}: ${environment.sentence}`,
    ...environment.pairs.flatMap(({ pair, reasons }) => reasons.map((reason) => `  ${pair}: ${reason}`)),
    ...gLines(environment.gLevels),
    ...platformLines(environment.platforms),
  ];
  return `${id} of ${assay}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

/** Of what can be compared, how to see it. */
const withoutLine = (without: NonNullable<ContrastOnWire['without']>): string =>
  `${withoutText(without)}${without.refused === undefined ? ' (--with-excluded)' : ''}`;

const setsText = ({ geneSets }: ContrastOnWire, page: Page): string =>
  geneSets === null ? '' : `\n${geneSetsText(geneSets, page)}`;

export function genesText(answer: GenesOnWire, page: Page): string {
  const { id, assay, rows, notFound, readAs = [], meant = [], refused, next } = answer;
  const hasSymbols = rows.some(({ symbol }) => symbol !== undefined);
  const columns = [
    { title: 'gene', isHead: true },
    ...(hasSymbols ? [{ title: 'symbol' }] : []),
    { title: 'log2 fold', ...RIGHT },
    { title: 'shrunken', ...RIGHT },
    { title: 'error', ...RIGHT },
    { title: 'p', ...RIGHT },
    { title: 'adjusted p', ...RIGHT },
    { title: answer.a, ...RIGHT, isMinor: true },
    { title: answer.b, ...RIGHT, isMinor: true },
    { title: 'why' },
  ];
  const table = rows.map(({ gene, symbol, log2fc, log2fcShrunk, se, pValue, adjPValue, means, reason }) => [
    ...[gene, ...(hasSymbols ? [symbol ?? ''] : [])],
    ...[
      figureText(log2fc, 3),
      figureText(log2fcShrunk, 3),
      figureText(se, 3),
      pText(pValue),
      pText(adjPValue),
    ],
    ...[figureText(means.a, 2), figureText(means.b, 2), reason ?? ''],
  ]);
  const orMeantGene = (name: string) => {
    const gene = meant.find((one) => one.name === name)?.gene;
    return gene === undefined ? name : `${name} (did you mean ${gene}?)`;
  };
  const absent =
    notFound.length === 0 ? '' : `in no file of ${assay}: ${listText(notFound.map(orMeantGene), ', ', 20)}\n`;
  const other = readAs.map(({ name, gene }) => `${quoted(name)} is read as ${gene}\n`).join('');
  const more = next === undefined ? '' : `more genes follow: --limit, or --csv for all\n`;
  const shown =
    rows.length === 0
      ? `${refused === undefined ? 'no gene to show' : `not compared: ${refused.message}`}\n`
      : tableText(columns, table, page);
  const advice =
    rows.length === 0
      ? ''
      : `log2 fold: of ${answer.a} over ${answer.b}; shrunken: drawn towards 0 by what all genes say, to rank genes by size; columns of the arms: mean log2 of counts a million of scaled libraries, or of intensities\n`;
  return `${shown}${advice}${literatureText(rows, page)}${other}${absent}${more}\n${qualifiedText(answer)}${setsText(answer, page)}${sinceText(answer)}${standingText(answer.exclusions)}${hintText(id)}${pendingText(answer)}`;
}

/** Of the genes shown: what studies reported of them, a line each; of how many nothing is known is said. */
function literatureText(rows: GenesOnWire['rows'], page: Page): string {
  const beside = rows.flatMap(({ gene, symbol = gene, literature }) =>
    literature === undefined ? [] : [{ symbol, ...literature }],
  );
  if (beside.length === 0) return '';
  const told = beside.filter(({ overall }) => overall.verdict !== 'NO_EXPECTATION');
  const rest = beside.length - told.length;
  const lines = [
    ...told
      .slice(0, MOST_BESIDE)
      .map(({ symbol, verdict, sentence }) => `  ${symbol} ${verdict}: ${sentence}`),
    ...(told.length > MOST_BESIDE ? [`  ${countText(told.length - MOST_BESIDE, 'more gene')}: --csv`] : []),
    ...(rest > 0
      ? [
          `  ${countText(rest, 'gene')} that no study of the catalogue reports, or that the file names by an id alone`,
        ]
      : []),
  ];
  return wrapText(
    `literature (${typedCommand('literature --symbol <name>')}):\n${lines.map((line) => `${line}\n`).join('')}`,
    page.width,
  );
}

const MOST_BESIDE = 12;

/** By the snapshot an answer of later says what has changed. */
function sinceText({ snapshot, since }: GenesOnWire): string {
  const name = snapshot === null ? '' : `snapshot ${snapshot}\n`;
  if (since === undefined) return name;
  if (since.isSame) return `${name}nothing has changed since ${since.snapshot}\n`;
  return `${name}since ${since.snapshot}:\n${since.changes.map((one) => `  ${one}\n`).join('')}`;
}

const hintText = (id: string): string => `one gene: ${typedCommand(`expression ${id} --gene <name>`)}\n`;
