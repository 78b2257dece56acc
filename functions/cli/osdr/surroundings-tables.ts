/** What the units of each contrast felt, and whether their surroundings were alike. */
import type { ComparisonsOnWire } from '../../../shared/contract/comparisons.ts';
import { type Column, type HandedTable, tableOf, withoutHand } from './handed-table.ts';

export const gLevelsName = (experiment: string): string => `environment/${experiment}_g_levels.csv`;

export function surroundingsTables(
  experiment: string,
  { contrasts }: Pick<ComparisonsOnWire, 'contrasts'>,
): HandedTable[] {
  const verdicts = contrasts.flatMap(({ contrast, assay, environment }) =>
    environment.pairs.map((pair) => ({ contrast, assay, ...pair })),
  );
  return [
    tableOf({ path: gLevelsName(experiment), keys: 2 }, G_LEVELS, gLevelsOf(contrasts)),
    tableOf({ path: `environment/${experiment}_verdicts.csv`, keys: 3 }, VERDICTS, verdicts),
  ];
}

type GLevel = NonNullable<ComparisonsOnWire['contrasts'][number]['environment']['gLevels']>[number];

/** Each unit once: what it felt is the same in every contrast. */
function gLevelsOf(contrasts: ComparisonsOnWire['contrasts']): GLevel[] {
  const all = contrasts.flatMap(({ environment }) => environment.gLevels ?? []);
  return [...new Map(all.map((one) => [one.unit, one])).values()];
}

const OF_G = 'minutes of culture_minutes, lacks';

const G_LEVELS: readonly Column<GLevel>[] = [
  { name: 'arm', meaning: 'Arm of the unit', cell: ({ arm }) => arm },
  { name: 'unit', meaning: 'Culture unit (Source Name of the study)', cell: ({ unit }) => unit },
  {
    name: 'mean',
    ucum: '[g]',
    meaning: 'Mean length of the vector of acceleration in the culture',
    qualified: OF_G,
    cell: ({ g }) => g,
  },
  {
    name: 'quasi_steady_least',
    ucum: '[g]',
    meaning: 'Smallest quasi-steady level',
    qualified: OF_G,
    cell: ({ quasiSteady }) => quasiSteady?.least,
  },
  {
    name: 'quasi_steady_mean',
    ucum: '[g]',
    meaning: 'Mean quasi-steady level',
    qualified: OF_G,
    cell: ({ quasiSteady }) => quasiSteady?.mean,
  },
  {
    name: 'quasi_steady_most',
    ucum: '[g]',
    meaning: 'Largest quasi-steady level',
    qualified: OF_G,
    cell: ({ quasiSteady }) => quasiSteady?.most,
  },
  {
    name: 'rms',
    ucum: '[g]',
    meaning: 'Root mean square of the vibration',
    qualified: OF_G,
    cell: ({ rms }) => rms,
  },
  {
    name: 'minutes_above',
    meaning: 'The g-dose: minutes above each level, as level=minutes',
    qualified: OF_G,
    cell: ({ above }) => above.map(({ g, minutes }) => `${g}=${minutes}`).join(' '),
  },
  {
    name: 'minutes',
    ucum: 'min',
    meaning: 'Minutes of the culture that were read',
    cell: ({ minutes }) => minutes,
  },
  {
    name: 'culture_minutes',
    ucum: 'min',
    meaning: 'Minutes of the culture',
    cell: ({ cultureMinutes }) => cultureMinutes,
  },
  { name: 'lacks', meaning: 'What is not told, and why', cell: ({ lacks }) => lacks.join('; ') },
];

interface Verdict {
  readonly contrast: string;
  readonly assay: string | undefined;
  readonly pair: string;
  readonly verdict: string;
  readonly reasons: readonly string[];
}

const VERDICTS: readonly Column<Verdict>[] = [
  { name: 'contrast', meaning: 'Arms of the definition', cell: ({ contrast }) => contrast },
  {
    name: 'assay',
    meaning: "Assay whose samples' own history was judged; empty: all armed time",
    cell: ({ assay }) => assay,
  },
  { name: 'pair', meaning: 'Twins: a unit of either arm', cell: ({ pair }) => pair },
  {
    name: 'verdict',
    meaning: 'CLEAN, CONFOUNDED or UNKNOWN, by the margins of the definition',
    cell: ({ verdict }) => verdict,
  },
  {
    name: 'reasons',
    meaning: 'Mean differences, excursions with their dose, and what was not measured',
    cell: ({ reasons }) => withoutHand(reasons.join('; ')),
  },
];
