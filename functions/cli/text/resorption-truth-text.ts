/** What was put into simulated slices and medium against what was found, for people: a table per assay. */
import { countText } from '../../../shared/domain/words/count.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { imagesText } from './image-truth-table.ts';
import type { Page } from './page.ts';
import { intervalOfRatio, ratioText } from './ratio-text.ts';
import {
  explainedOf,
  hasCo2,
  isAsPutIn,
  type JudgedRatio,
  type ResorptionTruthTable,
  resorptionTroubles,
} from './resorption-truth-table.ts';
import { tableText } from './table.ts';
import { wrapText } from './wrap.ts';

const RIGHT = { align: 'right' } as const;
const COLUMNS = [
  { title: 'endpoint', isHead: true },
  { title: 'contrast', isHead: true },
  { title: 'put in', ...RIGHT },
  { title: 'found', ...RIGHT },
  { title: '95 % interval', ...RIGHT },
  { title: '' },
];

export function resorptionTruthText(table: ResorptionTruthTable, page: Page): string {
  const byAssay = [...Map.groupBy(table.ratios, ({ assay }) => assay)];
  const tables = byAssay.map(
    ([assay, all]) =>
      `${assay}, flight or centrifuge over control\n\n${tableText(COLUMNS, all.map(cellsOf), page)}\n`,
  );
  const lines = [...belowLines(table), ...co2Lines(table), ...oxygenLines(table), verdictOf(table)];
  const told = wrapText(lines.map((line) => `${line}\n`).join(''), page.width);
  return `${tables.join('')}${imagesText(table.images, page)}\n${told}`;
}

function cellsOf(one: JudgedRatio): string[] {
  const { endpoint, contrast, put, found, below } = one;
  const word = isAsPutIn(one) ? (below.length > 0 ? 'none, as it must be' : 'contains it') : 'MISSED';
  return [
    ...[endpoint, contrast, ratioText(put)],
    ...[found.estimate === null ? '–' : ratioText(found.estimate), intervalOfRatio(found.ci95), word],
  ];
}

function belowLines({ ratios }: ResorptionTruthTable): string[] {
  const told = ratios.flatMap(({ endpoint, below }) =>
    below.length === 0
      ? []
      : [`${endpoint} of ${listText(below)} is below detection: no ratio may be told of it`],
  );
  return [...new Set(told)];
}

function co2Lines({ ratios }: ResorptionTruthTable): string[] {
  const moved = ratios.filter(hasCo2);
  const each = [...Map.groupBy(moved, ({ contrast }) => contrast)].map(([contrast, all]) => {
    const told = all.map((one) => intervalOfRatio(explainedOf(one) ?? null));
    return `of ${contrast} CO2 makes ${ratioText(all[0]!.ofCo2)}; the answers explain ${listText([...new Set(told)], ', ', 6)}`;
  });
  return each;
}

function oxygenLines({ unmeasured, ratios }: ResorptionTruthTable): string[] {
  if (unmeasured.length === 0) return [];
  const verdicts = new Set(ratios.map(({ found }) => found.environment.verdict));
  return [`nobody measured ${listText(unmeasured)}: environments are called ${listText([...verdicts])}`];
}

function verdictOf(table: ResorptionTruthTable): string {
  const troubles = resorptionTroubles(table);
  if (troubles.length > 0) return `pits and telopeptide are not as put in: ${troubles.join('; ')}`;
  const held = table.ratios.filter(({ below }) => below.length === 0).length;
  const untold = table.ratios.length - held;
  const none = untold === 0 ? '' : `, ${countText(untold, 'ratio')} not told where a unit is below detection`;
  return `pits and telopeptide: ${held} of ${countText(held, 'interval')} hold what was put in${none}; ${countText(table.images.length, 'image')} as put in, no trench cut`;
}
