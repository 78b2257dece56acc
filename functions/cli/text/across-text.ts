/** Experiments against each other for people: a line an experiment, then every two of them. */
import type { AcrossOnWire, EffectOnWire } from '../../../shared/contract/across.ts';
import { figureOfInterval } from '../../../shared/domain/words/figure.ts';
import { pText } from '../../../shared/domain/words/p-text.ts';
import { pendingText } from '../../../shared/domain/words/pending-text.ts';
import { unitsCellText } from '../../../shared/domain/words/units-against.ts';
import type { Page } from './page.ts';
import { tableText } from './table.ts';
import { wrapText } from './wrap.ts';

const RIGHT = { align: 'right' } as const;

export function acrossText(answer: AcrossOnWire, page: Page): string {
  const { of, effects, pairs, without } = answer;
  const columns = [
    { title: 'experiment', isHead: true },
    { title: 'contrast', isHead: true },
    { title: 'assay', isHead: true },
    { title: 'platform' },
    { title: 'units' },
    { title: 'estimate', ...RIGHT },
    { title: '95 % interval', ...RIGHT },
    { title: 'environment' },
  ];
  const rows = effects.map((one) => [
    ...[one.experiment, one.contrast, one.assay, one.technique ?? 'not told', unitsText(one)],
    ...[estimateText(one), intervalText(one), one.environment.verdict],
  ]);
  const table = rows.length === 0 ? '' : tableText(columns, rows, page);
  const lines = [
    `${of}: of the arm whose gravity is altered over its control (×), or minus it; nothing is pooled`,
    ...without.map(({ experiment, sentence }) => `${experiment}: ${sentence}`),
    ...effects.flatMap((one) =>
      one.refused === undefined ? [] : [`${placeText(one)}: ${one.refused.message}`],
    ),
  ];
  const told = pairs.map((pair) => pairText(pair, effects)).join('');
  const none = pairs.length === 0 ? '\nthere are no two experiments to hold against each other\n' : '';
  return `${table}${wrapText(`${lines.map((line) => `${line}\n`).join('')}${told}${none}${pendingText(answer)}`, page.width)}`;
}

/** Of one experiment several contrasts, and of one contrast several assays may bring the endpoint. */
const placeText = ({ experiment, contrast, assay }: AcrossOnWire['pairs'][number]['a']): string =>
  `${experiment} (${contrast}, ${assay})`;

function unitsText({ n, belowDetection: { exposed, control } = NONE }: EffectOnWire): string {
  return n === null ? '–' : unitsCellText(n.exposed, n.control, exposed + control);
}

const NONE = { exposed: 0, control: 0 };

type Told = Pick<EffectOnWire, 'estimate' | 'scale' | 'ci95' | 'refused'>;

function estimateText({ estimate, scale, ci95, refused }: Told): string {
  if (estimate === null) return refused === undefined ? '–' : 'refused';
  const text = figureOfInterval(estimate, ci95, scale);
  return scale === 'ratio' ? `× ${text}` : text;
}

const intervalText = ({ scale, ci95 }: Told): string =>
  ci95 === null ? '–' : ci95.map((end) => figureOfInterval(end, ci95, scale)).join(' to ');

function pairText(pair: AcrossOnWire['pairs'][number], effects: readonly EffectOnWire[]): string {
  const { a, b, estimate, ci95, pValue, sentence, differs } = pair;
  const scale = effects.find(({ experiment }) => experiment === a.experiment)?.scale ?? 'ratio';
  const what = scale === 'ratio' ? 'ratio of ratios ×' : 'difference of differences';
  const figures =
    estimate === null || ci95 === null
      ? []
      : [
          `${what} ${figureOfInterval(estimate, ci95, scale)} (${ci95.map((end) => figureOfInterval(end, ci95, scale)).join(' to ')}), p ${pText(pValue)}: ${sentence}`,
        ];
  const lines = [
    ...(figures.length > 0 ? figures : [sentence]),
    ...differs.map((one) => `beside the platform: ${one}`),
  ];
  return `\n${placeText(a)} and ${placeText(b)}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}
