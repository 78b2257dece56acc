/** Arms against each other by channels, targets, pits and other endpoints, with the unit as the replicate. */
import type { ComparisonOnWire } from '../../../shared/contract/comparisons.ts';
import { adjustedText } from '../../../shared/domain/comparison/adjusted-words.ts';
import { intervalText, qualifiedBy, sizeText } from '../../../shared/domain/comparison/qualified-words.ts';
import { gLines } from '../../../shared/domain/g-level/g-lines.ts';
import { platformLines } from '../../../shared/domain/platform/platform-lines.ts';
import { pText } from '../../../shared/domain/words/p-text.ts';
import { belowText, unitsCellText } from '../../../shared/domain/words/units-against.ts';
import type { ReportedArms, ReportFrame } from '../../../shared/usecases/report/report-experiment.ts';
import { dotsOfEndpoints } from './dots.ts';
import { pendingLine } from './findings.ts';
import { filesOfAssay } from './sources.ts';
import { type Cell, type HeadCell, list, type Row, table } from './table.ts';

/** Where nothing could be compared it says so. */
export function armsSection(frame: ReportFrame, arms: ReportedArms): string {
  const heading = '<h2 id="arms">Arms against each other</h2>';
  if ('refused' in arms) return `${heading}\n${list([arms.refused])}`;
  return [
    heading,
    list(pendingLine(arms.pending)),
    dotsOfEndpoints(frame, arms),
    comparisonsTable(frame, arms.comparisons),
    notesOf(arms),
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

function comparisonsTable(frame: ReportFrame, comparisons: readonly ComparisonOnWire[]): string {
  if (comparisons.length === 0)
    return '<p>Nothing was compared by channels, targets, pits or other endpoints.</p>';
  const caption =
    'The unit is the replicate; ×: ratio of the arms, without × their difference; adjusted over all that could be asked: primary questions, channels and assays each among themselves';
  return table(caption, HEAD, rowsOf(frame, comparisons));
}

/** What is true of all comparisons of two arms stands once, below the table. */
function rowsOf(frame: ReportFrame, comparisons: readonly ComparisonOnWire[]): Row[] {
  const shared = sharedLevels(comparisons);
  return comparisons.map((one) => rowOf(frame, one, shared.get(one.contrast) === one.levels?.sentence));
}

/** By contrast, of its first comparison. */
function sharedLevels(comparisons: readonly ComparisonOnWire[]): ReadonlyMap<string, string> {
  const shared = new Map<string, string>();
  for (const { contrast, levels } of comparisons)
    if (levels !== null && !shared.has(contrast)) shared.set(contrast, levels.sentence);
  return shared;
}

function rowOf(frame: ReportFrame, one: ComparisonOnWire, hasShared: boolean): Row {
  const { endpoint, assay, phase, contrast, arms, ci95, ci95Reason, pValue, adjusted } = one;
  const levels = hasShared || one.levels === null ? [] : [one.levels.sentence];
  return {
    cells: [
      { text: `${endpoint}${assay === undefined ? '' : ` of ${assay}`}`, why: phase === null ? [] : [phase] },
      { text: contrast },
      unitsCell(arms),
      {
        text: sizeText(one),
        why: one.refused === undefined ? [] : [one.refused.message],
      },
      { text: intervalText(one), why: ci95 === null && ci95Reason !== undefined ? [ci95Reason] : [] },
      {
        text: pText(pValue),
        why: one.permutation === null ? [] : [`exact ${pText(one.permutation.pValue)}`],
      },
      {
        text: pText(adjusted.pValue),
        why: [
          adjustedText(adjusted),
          ...(adjusted.preliminary === undefined || adjusted.pValue === null
            ? []
            : [`preliminary: ${adjusted.preliminary}`]),
        ],
      },
      { text: '', why: [...levels, ...qualifiedBy(one), ...restsOn(frame, one)] },
    ],
  };
}

function unitsCell({ a, b }: ComparisonOnWire['arms']): Cell {
  const below = (a.belowDetection ?? 0) + (b.belowDetection ?? 0);
  return { text: unitsCellText(a.n, b.n), why: below === 0 ? [] : [belowText(below)] };
}

function restsOn(frame: ReportFrame, { assay, snapshot }: ComparisonOnWire): string[] {
  const files = assay === undefined ? '' : filesOfAssay(frame, assay);
  return [
    ...(files === '' ? [] : [`files ${files}`]),
    ...(snapshot === null ? [] : [`snapshot ${snapshot}`]),
  ];
}

function notesOf(arms: Exclude<ReportedArms, { refused: string }>): string {
  const { comparisons, contrasts, primary, exclusions, notCompared } = arms;
  return list([
    ...Array.from(sharedLevels(comparisons), ([contrast, sentence]) => `${contrast}: ${sentence}.`),
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
