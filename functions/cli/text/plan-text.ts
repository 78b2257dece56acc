/** For people, before launch: what so many units can show, and what they cannot. */
import {
  evenUnits,
  LEVEL,
  planOf,
  type UnitSpread,
  type UnitsPlan,
  unitsForExact,
} from '../../../shared/domain/comparison/plan.ts';
import type { ContrastPlan, DefinitionPlan } from '../../../shared/domain/comparison/plan-definition.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { figureText, significantText } from '../../../shared/domain/words/figure.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { pText } from '../../../shared/domain/words/p-text.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import { unitsAgainstText } from '../../../shared/domain/words/units-against.ts';
import type { Page } from './page.ts';
import { tableText } from './table.ts';

const RIGHT = { align: 'right' } as const;
const DOCUMENT = 'docs/design.md#before-launch';

export function unitsPlanText(
  { asked, table }: { readonly asked: UnitsPlan; readonly table: readonly UnitsPlan[] },
  spread: UnitSpread,
  page: Page,
): string {
  const { units, by } = asked;
  const head = by === 'pairs' ? countText(units.a, 'pair') : `${countText(units.a, 'unit')} per arm`;
  const told = blockText(head, [...shownLines(asked, spread, LEVEL), ...incubatorLines(asked)]);
  return `${told}\n${planTable(table, spread, page)}${KEY}`;
}

/** What contrasts have in common stands once. */
export function definitionPlanText({ contrasts, primary }: DefinitionPlan, spread: UnitSpread): string {
  if (contrasts.length === 0)
    return 'nothing will be compared: expected an arm that flies and an arm that is its control, got none such in arms\n';
  const about = contrasts.map((one) => blockText(one.contrast, aboutLines(one)));
  const shown = contrasts.map((one) => ({
    contrast: one.contrast,
    text: [
      ...shownLines(one, spread, primary?.level ?? LEVEL),
      ...(one.spansIncubators ? [] : incubatorLines(one)),
    ],
  }));
  const alike = [...Map.groupBy(shown, ({ text }) => text.join('\n')).values()].map((same) =>
    blockText(`what the units of ${same.map(({ contrast }) => contrast).join(', ')} can show`, same[0]!.text),
  );
  return `${[...about, ...alike].join('\n')}\n${questionsText(primary)}\nother numbers of units: ${typedCommand('plan --units 6')}\n`;
}

function questionsText(primary: DefinitionPlan['primary']): string {
  if (primary === null)
    return 'primary questions: none declared (analysis: { primary: [...] }), so that every result will be labelled exploratory';
  const { questions, level } = primary;
  if (questions === 1) return 'primary questions: 1, so that its p has to be .05 or less';
  return `primary questions: ${questions} (a channel counts in every armed phase, all else in every assay of its kind); by Holm the smallest p of all has to be ${pText(level)} or less (.05 / ${questions})`;
}

function aboutLines({ levels, undeclared, remarks, differs }: ContrastPlan): string[] {
  const { donor, incubator } = undeclared;
  const silent = [
    ...(donor.length === 0 ? [] : [`donor of ${listText(donor, ', ', 12)}`]),
    ...(incubator.length === 0 ? [] : [`incubator of ${listText(incubator, ', ', 12)}`]),
  ];
  return [
    `rests on ${levels}`,
    ...(silent.length === 0 ? [] : [`not declared: ${silent.join('; ')}`]),
    ...remarks.map(({ message }) => `note: ${message}`),
    differs,
  ];
}

const blockText = (head: string, lines: readonly string[]): string =>
  `${head}\n${lines.map((line) => `  ${line}\n`).join('')}`;

const COMPARED = {
  units: 't test of units',
  pairs: 't test of pairs',
  blocks: 't test of units within donors',
} as const;

function shownLines(plan: UnitsPlan, { scale, sd }: UnitSpread, level: number): string[] {
  const { by, effect, smallest } = plan;
  if (effect === null || smallest === null)
    return [
      `no p and no interval: ${unitsText(plan)}, and how far units of one arm are apart is known from 2 of each on`,
    ];
  const size =
    scale === 'ratio'
      ? `a ratio of ${figureText(smallest, 2)}, where the standard deviation of the logarithm is ${figureText(sd)}`
      : `a difference of ${significantText(smallest, 3)}, where the standard deviation is ${figureText(sd)}`;
  return [
    `8 of 10 such experiments see (${COMPARED[by]}, p < .05): a true effect of ${figureText(effect, 2)} standard deviations ${WHOSE[by]}, or more; that is ${size}`,
    ...exactLines(plan, level),
  ];
}

const WHOSE = {
  units: 'of a unit',
  pairs: 'of the differences within pairs',
  blocks: 'of a unit within its donor',
} as const;

const unitsText = ({ by, units }: UnitsPlan): string =>
  by === 'pairs' ? countText(units.a, 'pair') : unitsAgainstText(units.a, units.b);

/** What the exact test of so many units can reach. */
function exactLines(plan: UnitsPlan, level: number): string[] {
  const { by, smallestP } = plan;
  if (smallestP === null) return [];
  const smallest = `exact permutation test: the smallest p that ${unitsText(plan)} can show is ${pText(smallestP)}`;
  if (smallestP <= level) return [smallest];
  const needed = by === 'blocks' ? null : unitsForExact(level, by === 'pairs');
  const advice = needed === null ? '' : `; it takes ${needed} ${by === 'pairs' ? 'pairs' : 'units per arm'}`;
  const limit = level === LEVEL ? '.05' : `${pText(level)} (.05 over all primary questions)`;
  return [
    `${smallest}, so that it can never reach ${limit}, however large the effect: "not significant" there says nothing${advice}`,
  ];
}

function incubatorLines({ oneIncubator }: UnitsPlan): string[] {
  const [first, ...more] = oneIncubator;
  if (first === undefined) return [];
  const rest = more.map((one) => `, and ${shareText(one.share)} at ${significantText(one.incubatorSd, 2)}`);
  return [
    `where each arm is one incubator: p < .05 without any effect in ${shareText(first.share)} of experiments, not 5 %, if incubators differ by a standard deviation of ${significantText(first.incubatorSd, 2)}${rest.join('')}; more units make it worse, more incubators better (${DOCUMENT})`,
  ];
}

const shareText = (share: number): string => `${Math.round(100 * share)} %`;

function planTable(table: readonly UnitsPlan[], { scale }: UnitSpread, page: Page): string {
  const isPaired = table.some(({ by }) => by === 'pairs');
  const sds = table.findLast(({ oneIncubator }) => oneIncubator.length > 0)?.oneIncubator ?? [];
  const columns = [
    { title: isPaired ? 'pairs' : 'units per arm', ...RIGHT, isHead: true },
    { title: 'effect in sds', ...RIGHT },
    { title: scale, ...RIGHT },
    { title: 'smallest exact p', ...RIGHT },
    ...(isPaired ? [] : [{ title: 'the same in pairs', ...RIGHT }]),
    ...sds.map(({ incubatorSd }) => ({ title: `false at ${significantText(incubatorSd, 2)}`, ...RIGHT })),
  ];
  const rows = table.map(({ units, effect, smallest, smallestP, oneIncubator }) => [
    ...[String(units.a), figureText(effect, 2)],
    scale === 'ratio' ? figureText(smallest, 2) : smallest === null ? '–' : significantText(smallest, 3),
    pText(smallestP),
    ...(isPaired ? [] : [pText(planOf(evenUnits(units.a, true), { scale, sd: 1 }).smallestP)]),
    ...sds.map((_, i) => {
      const share = oneIncubator[i]?.share;
      return share === undefined ? '–' : shareText(share);
    }),
  ]);
  return tableText(columns, rows, page);
}

const KEY = [
  'effect in sds: the smallest that 8 of 10 such experiments see, in standard deviations (sds), and its size beside it',
  'false at: share of experiments without any effect whose p is below .05, where each arm is one incubator and incubators differ by this standard deviation',
  '',
].join('\n');
