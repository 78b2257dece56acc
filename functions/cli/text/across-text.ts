/** Experiments against each other for people: a line an experiment, then every two of them. */
import type { AcrossOnWire, EffectOnWire } from '../../../shared/contract/across.ts';
import { figureOfInterval } from '../../../shared/domain/words/figure.ts';
import { pText } from '../../../shared/domain/words/p-text.ts';
import type { Page } from './page.ts';
import { pendingText } from './pending-text.ts';
import { tableText } from './table.ts';
import { wrapText } from './wrap.ts';

const RIGHT = { align: 'right' } as const;

export function acrossText(answer: AcrossOnWire, page: Page): string {
  const { of, effects, pairs, without } = answer;
  const columns = [
    { title: 'experiment', isHead: true },
    { title: 'platform' },
    { title: 'contrast', isMinor: true },
    { title: 'units', ...RIGHT, isMinor: true },
    { title: 'estimate', ...RIGHT },
    { title: '95 % interval', ...RIGHT },
    { title: 'environment', isMinor: true },
  ];
  const rows = effects.map((one) => [
    ...[one.experiment, one.technique ?? 'not told', one.contrast],
    ...[one.n === null ? '–' : `${one.n.exposed} v ${one.n.control}`, estimateText(one), intervalText(one)],
    one.environment.verdict,
  ]);
  const table = rows.length === 0 ? '' : tableText(columns, rows, page);
  const lines = [
    `${of}: of the arm whose gravity is altered over its control (×), or minus it; nothing is pooled`,
    ...without.map(({ experiment, sentence }) => `${experiment}: ${sentence}`),
    ...effects.flatMap(({ experiment, contrast, refused }) =>
      refused === undefined ? [] : [`${experiment}, ${contrast}: ${refused.message}`],
    ),
  ];
  const told = pairs.map((pair) => pairText(pair, effects)).join('');
  const none = pairs.length === 0 ? '\nthere are no two experiments to hold against each other\n' : '';
  return `${table}${wrapText(`${lines.map((line) => `${line}\n`).join('')}${told}${none}${pendingText(answer)}`, page.width)}`;
}

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
  const name = (place: typeof a) => `${place.experiment} (${place.contrast}, ${place.assay})`;
  return `\n${name(a)} and ${name(b)}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}
