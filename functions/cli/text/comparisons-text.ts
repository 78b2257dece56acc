/** Arms against each other for people: a line a comparison, and below what qualifies each. */
import type { ComparisonOnWire, ComparisonsOnWire } from '../../../shared/contract/comparisons.ts';
import { IN_FLIGHT } from '../../../shared/domain/comparison/in-flight.ts';
import { gLines } from '../../../shared/domain/g-level/g-lines.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import {
  figureOfInterval,
  figureText,
  percentText,
  significantText,
} from '../../../shared/domain/words/figure.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { pText } from '../../../shared/domain/words/p-text.ts';
import { spokenUnit } from '../../../shared/domain/words/spoken-unit.ts';
import { standingText } from './exclusions-text.ts';
import type { Page } from './page.ts';
import { pendingText } from './pending-text.ts';
import { readUnderOtherText } from './read-under-other-text.ts';
import { tableText } from './table.ts';
import { wrapText } from './wrap.ts';

const RIGHT = { align: 'right' } as const;

export function comparisonsText(answer: ComparisonsOnWire, page: Page): string {
  const { comparisons, contrasts, primary } = answer;
  const hasContrasts = new Set(comparisons.map(({ contrast }) => contrast)).size > 1;
  const columns = [
    { title: 'endpoint', isHead: true },
    ...(hasContrasts ? [{ title: 'contrast' }] : []),
    { title: 'units', ...RIGHT, isMinor: true },
    { title: 'estimate', ...RIGHT },
    { title: '95 % interval', ...RIGHT },
    { title: 'p', ...RIGHT },
    { title: 'adjusted', ...RIGHT },
    { title: 'environment', isMinor: true },
  ];
  const rows = comparisons.map((one) => [
    ...[nameOf(one), ...(hasContrasts ? [one.contrast] : []), `${one.arms.a.n} v ${one.arms.b.n}`],
    ...[estimateText(one), intervalText(one), pText(one.pValue), pText(one.adjusted.pValue)],
    one.environment.verdict,
  ]);
  const table = rows.length === 0 ? 'nothing was compared\n' : tableText(columns, rows, page);
  const key =
    rows.length === 0
      ? ''
      : '×: a ratio of the arms, else their difference; *: a primary question (Holm), else exploratory (Benjamini–Hochberg over all that could be asked)\n';
  const growing = comparisons.find(({ adjusted }) => adjusted.preliminary !== undefined);
  const preliminary =
    growing === undefined ? '' : `adjusted p are preliminary: ${growing.adjusted.preliminary}\n`;
  const told =
    comparisons.length > MOST_TOLD ? moreText(comparisons.length) : comparisons.map(toldText).join('');
  const about = contrasts.map(aboutText).join('');
  const questions = primary === null ? '' : `primary questions: ${primary.sentence}\n`;
  const rest = `${told}\n${about}${declareText(comparisons)}${questions}${standingText(answer.exclusions)}${notComparedText(answer)}${readUnderOtherText(answer)}${pendingText(answer)}`;
  return `${table}${wrapText(`${key}${preliminary}${rest}`, page.width)}`;
}

/** Beyond, the lines below a table would be longer than anybody reads. */
const MOST_TOLD = 8;

const moreText = (count: number): string =>
  `\nwhat qualifies each of the ${count}: name one with --endpoint, --phase or a contrast, or --csv\n`;

function nameOf({ endpoint, assay, phase, adjusted, warnings }: ComparisonOnWire): string {
  const isInFlight = warnings.some(({ code }) => code === IN_FLIGHT);
  const where = isInFlight ? ' in flight' : assay === undefined ? '' : ` of ${assay}`;
  const when = phase === null ? '' : `, ${phase}`;
  return `${endpoint}${where}${when}${adjusted.role === 'PRIMARY' ? ' *' : ''}`;
}

type Estimated = Pick<ComparisonOnWire, 'estimate' | 'scale' | 'ci95' | 'refused'>;

function estimateText({ estimate, scale, ci95, refused }: Estimated): string {
  if (estimate === null) return refused === undefined ? '–' : 'refused';
  const text = figureOfInterval(estimate, ci95, scale);
  return scale === 'ratio' ? `× ${text}` : text;
}

function intervalText({ scale, ci95 }: Pick<Estimated, 'scale' | 'ci95'>): string {
  if (ci95 === null) return '–';
  return ci95.map((end) => figureOfInterval(end, ci95, scale)).join(' to ');
}

/** What qualifies a comparison, a line each. */
function toldText(one: ComparisonOnWire): string {
  const { contrast, refused, warnings, levels, tippingPoint, ucum, without, scale } = one;
  const spoken = ucum === undefined ? '' : spokenUnit(ucum).trim();
  // Of a number of things per area nothing stands before the line.
  const unit = spoken === '' ? '' : spoken.startsWith('/') ? `, per ${spoken.slice(1)}` : `, in ${spoken}`;
  const lines = [
    ...(refused === undefined ? foundLines(one) : [`not compared: ${refused.message}`]),
    ...(levels === null ? [] : [`rests on ${levels.sentence}`]),
    ...(tippingPoint === undefined ? [] : [tippingPoint.sentence]),
    ...(one.literature === undefined ? [] : [literatureLine(one.literature)]),
    ...(one.explained ?? []).map(({ sentence }) => `explained by: ${sentence}`),
    ...(one.unexplained === undefined ? [] : [`not explained: ${one.unexplained.sentence}`]),
    ...nullLines(one),
    ...(without === undefined ? [] : [withoutText(without, scale)]),
    ...warnings.map(({ message }) => `note: ${message}`),
  ];
  return `\n${nameOf(one)}: ${contrast}${unit}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

/** Once, whatever else is not explained: all are declared alike. */
function declareText(comparisons: readonly ComparisonOnWire[]): string {
  const [first] = comparisons.flatMap(({ unexplained }) => unexplained?.declare ?? []);
  return first === undefined ? '' : `what is not explained is told once it is declared, such as ${first}\n`;
}

const literatureLine = ({ verdict, sentence }: NonNullable<ComparisonOnWire['literature']>): string =>
  `literature: ${verdict}, ${sentence}`;

/** Ground against ground, where rehearsals were asked for. */
function nullLines({ null: aa, scale }: ComparisonOnWire): string[] {
  if (aa === undefined) return [];
  const told = aa.differences.map(
    ({ of, value }) => `${of} ${scale === 'ratio' ? '× ' : ''}${significantText(value, 3)}`,
  );
  const stands =
    aa.standsOut === null
      ? ''
      : aa.standsOut
        ? '; the estimate stands out from all of them'
        : '; the estimate does not stand out';
  return [
    `ground against ground: ${aa.sentence}${told.length === 0 ? '' : ` (${listText(told, ', ', 4)})`}${stands}`,
  ];
}

/** The other of the two results that an exclusion leaves. */
function withoutText(
  { n, estimate, ci95, pValue }: NonNullable<ComparisonOnWire['without']>,
  scale: ComparisonOnWire['scale'],
): string {
  const told = { estimate, ci95, scale, refused: undefined };
  return `with what was excluded: ${n.a} v ${n.b}, ${estimateText(told)} (${intervalText(told)}), p ${pText(pValue)}`;
}

const BY = {
  units: 'units of the arms (Welch)',
  pairs: 'units of each pair',
  blocks: 'units within donors that both arms share',
} as const;

const BY_TOTALS = 'units of the arms, weighed by what was looked at of each (quasi-Poisson)';

/** The ratio of geometric means, beside that of means. */
function besideText(beside: NonNullable<ComparisonOnWire['sensitivity']>): string {
  const told = { ...beside, scale: 'ratio', refused: undefined } as const;
  return `each unit alike (Welch of logarithms): ${estimateText(told)} (${intervalText(told)}), p ${pText(beside.pValue)}`;
}

function foundLines(one: ComparisonOnWire): string[] {
  const { arms, by, pValueReason, permutation, hedgesG, minimumDetectable, scale, adjusted } = one;
  const { sensitivity } = one;
  const side = ({ units }: ComparisonOnWire['arms']['a']) =>
    listText(
      units.map(({ unit, value }) => `${unit} ${significantText(value, 6)}`),
      ', ',
      12,
    );
  const exact =
    permutation === null
      ? []
      : [
          `exact p ${pText(permutation.pValue)}, by permutation; the smallest that so many units can show is ${pText(permutation.smallestAttainable)}`,
        ];
  const effect =
    hedgesG === null
      ? []
      : [
          `effect ${figureText(hedgesG.g, 1)} standard deviations of a unit (${hedgesG.ci95.map((end) => figureText(end, 1)).join(' to ')})`,
        ];
  const seen =
    minimumDetectable === null
      ? []
      : [
          `eight of ten such experiments see ${scale === 'ratio' ? `a ratio of ${significantText(minimumDetectable, 3)} or more` : `a difference of ${significantText(minimumDetectable, 2)} or more`}`,
        ];
  return [
    `${side(arms.a)} against ${side(arms.b)}`,
    ...(by === null ? [] : [`compared: ${sensitivity === undefined ? BY[by] : BY_TOTALS}`]),
    ...(pValueReason === undefined ? [] : [`no p: ${pValueReason}`]),
    ...(sensitivity === undefined ? [] : [besideText(sensitivity)]),
    ...exact,
    ...effect,
    ...seen,
    `${adjusted.role === 'PRIMARY' ? 'primary' : 'exploratory'}, one of ${countText(adjusted.of, 'question')}${adjusted.preliminary === undefined ? '' : `; preliminary: ${adjusted.preliminary}`}`,
    ...thinText([...arms.a.units, ...arms.b.units]),
  ];
}

function thinText(units: readonly { readonly coverage?: number | undefined }[]): string[] {
  const known = units.flatMap(({ coverage }) => coverage ?? []);
  if (known.length === 0) return [];
  return [`means stand for ${percentText(Math.min(...known))} of the phase or more`];
}

function aboutText({
  contrast,
  assay,
  differs,
  environment,
}: ComparisonsOnWire['contrasts'][number]): string {
  const lines = [
    differs,
    `environment ${environment.verdict}: ${environment.sentence}`,
    ...reasonLines(environment.pairs),
    ...gLines(environment.gLevels),
  ];
  return `${contrast}${assay === undefined ? '' : ` of ${assay}`}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

/** What is said of several pairs in the same words stands once. */
function reasonLines(pairs: ComparisonsOnWire['contrasts'][number]['environment']['pairs']): string[] {
  const all = pairs.flatMap(({ pair, reasons }) => reasons.map((reason) => ({ pair, reason })));
  return [...Map.groupBy(all, ({ reason }) => reason)].map(
    ([reason, same]) =>
      `  ${listText(
        same.map(({ pair }) => pair),
        ', ',
        6,
      )}: ${reason}`,
  );
}

function notComparedText({ notCompared }: ComparisonsOnWire): string {
  return notCompared.map(({ what, sentence }) => `not compared: ${what}: ${sentence}\n`).join('');
}
