/** Arms against each other: by genes, and by channels and targets with the unit as the replicate. */
import type { ComparisonOnWire } from '../../../shared/contract/comparisons.ts';
import type { ContrastOnWire } from '../../../shared/contract/expression.ts';
import { gLines } from '../../../shared/domain/g-level/g-lines.ts';
import { platformLines } from '../../../shared/domain/platform/platform-lines.ts';
import { groupedText } from '../../../shared/domain/words/count.ts';
import { figureOfInterval, significantText } from '../../../shared/domain/words/figure.ts';
import { pText } from '../../../shared/domain/words/p-text.ts';
import { spokenUnit } from '../../../shared/domain/words/spoken-unit.ts';
import type { Report } from '../../../shared/usecases/answer/report-experiment.ts';
import { type HeadCell, list, type Row, table } from './table.ts';

/** Empty where the definition has nothing that could be compared. */
export function armsSection({ genes, arms }: Report): string {
  const compared = 'refused' in arms ? [] : arms.comparisons;
  if (genes.contrasts.length === 0 && compared.length === 0 && !('refused' in arms)) return '';
  return [
    '<h2 id="arms">Arms against each other</h2>',
    ...('refused' in arms ? [list([arms.refused])] : [comparisonsTable(compared), notesOf(arms)]),
    ...(genes.contrasts.length === 0 ? [] : [genesTable(genes.contrasts)]),
  ].join('\n');
}

const HEAD: readonly HeadCell[] = [
  { title: 'endpoint', width: 12 },
  { title: 'contrast', width: 11 },
  { title: 'units', isNumber: true, width: 6 },
  { title: 'estimate', isNumber: true, width: 9 },
  { title: '95 % interval', isNumber: true, width: 11 },
  { title: 'p', isNumber: true, width: 8 },
  { title: 'adjusted', isNumber: true, width: 10 },
  { title: 'rests on', width: 33 },
];

function comparisonsTable(comparisons: readonly ComparisonOnWire[]): string {
  if (comparisons.length === 0) return '<p>Nothing was compared by channels or targets.</p>';
  const caption =
    'The unit is the replicate; ×: a ratio of the arms, else their difference; adjusted over all that could be asked';
  return table(caption, HEAD, comparisons.map(rowOf));
}

function rowOf(one: ComparisonOnWire): Row {
  const { endpoint, assay, phase, contrast, arms, estimate, scale, ci95, ci95Reason, pValue, adjusted } = one;
  const size = `${scale === 'ratio' ? '× ' : ''}${figureOfInterval(estimate, ci95, scale)}`;
  // A ratio of the arms has no unit of measure.
  const unit = one.ucum === undefined || scale === 'ratio' ? '' : spokenUnit(one.ucum);
  const interval = ci95 === null ? '–' : ci95.map((end) => figureOfInterval(end, ci95, scale)).join(' to ');
  const role = adjusted.role === 'PRIMARY' ? 'primary' : 'exploratory';
  return {
    cells: [
      { text: `${endpoint}${assay === undefined ? '' : ` of ${assay}`}`, why: phase === null ? [] : [phase] },
      { text: contrast },
      { text: `${arms.a.n} v ${arms.b.n}` },
      {
        text: estimate === null ? '–' : `${size}${unit}`,
        why: one.refused === undefined ? [] : [one.refused.message],
      },
      { text: interval, why: ci95 === null && ci95Reason !== undefined ? [ci95Reason] : [] },
      {
        text: pText(pValue),
        why: one.permutation === null ? [] : [`exact ${pText(one.permutation.pValue)}`],
      },
      {
        text: pText(adjusted.pValue),
        why: [
          `${role}, of ${adjusted.of}`,
          ...(adjusted.preliminary === undefined ? [] : [`preliminary: ${adjusted.preliminary}`]),
        ],
      },
      {
        text: one.levels?.sentence ?? '–',
        why: qualifiedBy(one),
      },
    ],
  };
}

function qualifiedBy(one: ComparisonOnWire): string[] {
  const { tippingPoint, explained = [], literature } = one;
  return [
    ...(tippingPoint === undefined ? [] : [tippingPoint.sentence]),
    ...explained.map(({ sentence }) => `Explained by: ${sentence}`),
    ...(literature === undefined ? [] : [`Literature ${literature.verdict}: ${literature.sentence}`]),
    ...withoutText(one),
  ];
}

function withoutText({ without, scale }: ComparisonOnWire): string[] {
  if (without === undefined || without.estimate === null) return [];
  const size = significantText(without.estimate, 3);
  return [
    `with what was excluded: ${without.n.a} v ${without.n.b}, ${scale === 'ratio' ? '× ' : ''}${size}, p ${pText(without.pValue)}`,
  ];
}

function notesOf(arms: Exclude<Report['arms'], { refused: string }>): string {
  const { contrasts, primary, exclusions, notCompared } = arms;
  return list([
    ...contrasts.flatMap(({ contrast, assay, differs, environment }) => {
      const name = `${contrast}${assay === undefined ? '' : ` of ${assay}`}`;
      return [
        `${name}: ${differs}. Environment ${environment.verdict}: ${environment.sentence}.`,
        ...[...gLines(environment.gLevels), ...platformLines(environment.platforms)].map(
          (line) => `${name}: ${line}.`,
        ),
      ];
    }),
    ...(primary === null ? [] : [`Primary questions: ${primary.sentence}.`]),
    ...exclusions.map(
      ({ unit, sample, reason, by, at, blinded, evidence, unmet }) =>
        `Excluded: ${unit ?? sample} (${reason}: ${evidence}), by ${by} at ${at}, ${blinded === true ? 'before' : 'after'} unblinding.${unmet === undefined ? '' : ` It takes nothing out: ${unmet}.`}`,
    ),
    ...notCompared.map(({ what, sentence }) => `Not compared: ${what}: ${sentence}.`),
  ]);
}

const GENES_HEAD: readonly HeadCell[] = [
  { title: 'genes of', width: 16 },
  { title: 'contrast', width: 14 },
  { title: 'units', isNumber: true, width: 8 },
  { title: 'engine', width: 12 },
  { title: 'compared', isNumber: true, width: 10 },
  { title: 'found', isNumber: true, width: 10 },
  { title: 'environment', width: 30 },
];

function genesTable(contrasts: readonly ContrastOnWire[]): string {
  const rows = contrasts.map((one): Row => {
    const { assay, id, n, engine, tested, significant, expectedFalse, environment, refused, warnings } = one;
    const number = (value: number | null) => (value === null ? '–' : groupedText(value));
    return {
      cells: [
        { text: assay, why: warnings.map(({ message }) => message) },
        { text: id, why: refused === undefined ? [] : [`not compared: ${refused.message}`] },
        { text: n === null ? '–' : `${n.a} v ${n.b}` },
        { text: engine ?? '–', why: one.design === null ? [] : [one.design] },
        { text: number(tested) },
        {
          text: number(significant),
          why: expectedFalse === null ? [] : [`about ${significantText(expectedFalse, 2)} of them false`],
        },
        { text: environment.verdict, why: [environment.sentence] },
      ],
    };
  });
  return table('Genes with an adjusted p of .05 or less', GENES_HEAD, rows);
}
