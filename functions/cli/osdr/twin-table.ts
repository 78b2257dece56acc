/** Flight minus ground of each pair and channel, by phase. */
import type { DeltaOnWire } from '../../../shared/contract/deltas.ts';
import { summaryReasons } from '../../../shared/domain/twins/summary-words.ts';
import { type Column, type HandedTable, tableOf } from './handed-table.ts';

interface Row {
  readonly delta: DeltaOnWire;
  readonly phase: string | null;
  readonly part: Pick<DeltaOnWire, 'summary' | 'environment'>;
}

export const twinsName = (experiment: string): string => `environment/${experiment}_twin_differences.csv`;

export function twinTable(experiment: string, deltas: readonly DeltaOnWire[]): HandedTable {
  const rows = deltas.flatMap((delta): Row[] => [
    { delta, phase: null, part: delta },
    ...delta.phases.map((part) => ({ delta, phase: part.phase, part })),
  ]);
  return tableOf({ path: twinsName(experiment), keys: 3 }, COLUMNS, rows);
}

const OF = 'environment, alignment, paired, reasons';
const COMPUTED = 'good, measured, paired samples of armed phases; of a phase: of that phase';

const COLUMNS: readonly Column<Row>[] = [
  { name: 'pair', meaning: 'Twins of the definition', cell: ({ delta }) => delta.pair },
  { name: 'channel', meaning: 'Channel', cell: ({ delta }) => delta.channel },
  { name: 'phase', meaning: 'Phase; empty: all armed time', cell: ({ phase }) => phase },
  { name: 'ucum', meaning: 'Unit (UCUM)', cell: ({ delta }) => delta.ucum },
  {
    name: 'difference',
    ucum: '[ucum]',
    meaning: 'Mean of flight minus ground',
    computed: COMPUTED,
    qualified: OF,
    cell: ({ part }) => part.summary.delta,
  },
  {
    name: 'sd',
    ucum: '[ucum]',
    meaning: 'Standard deviation of the paired differences',
    computed: 'n − 1',
    qualified: OF,
    cell: ({ part }) => part.summary.sd,
  },
  {
    name: 'ci95_low',
    ucum: '[ucum]',
    meaning: "Lower end of the 95 % interval of this pair's mean",
    computed: 't with effective sample size − 1',
    qualified: OF,
    cell: ({ part }) => part.summary.ci95?.[0],
  },
  {
    name: 'ci95_high',
    ucum: '[ucum]',
    meaning: 'Upper end of that interval',
    qualified: OF,
    cell: ({ part }) => part.summary.ci95?.[1],
  },
  {
    name: 'effective_n',
    meaning: 'Independent samples that the pairs are worth',
    cell: ({ part }) => part.summary.effectiveSampleSize,
  },
  { name: 'paired', meaning: 'Pairs of samples', cell: ({ part }) => part.summary.pairedSamples },
  {
    name: 'flight_mean',
    ucum: '[ucum]',
    meaning: 'Mean of the flight unit',
    qualified: OF,
    cell: ({ part }) => part.summary.flight.mean,
  },
  {
    name: 'ground_mean',
    ucum: '[ucum]',
    meaning: 'Mean of the ground unit',
    qualified: OF,
    cell: ({ part }) => part.summary.ground.mean,
  },
  {
    name: 'margin',
    ucum: '[ucum]',
    meaning: 'Difference that the definition calls negligible',
    cell: ({ part }) => part.summary.equivalence?.margin,
  },
  {
    name: 'alignment',
    meaning: 'How the axes of time of the twins lie: AGREED, AGREED_BY_EVENTS, DISPUTED, UNVERIFIED',
    cell: ({ delta }) => delta.alignment.verdict,
  },
  {
    name: 'environment',
    meaning: 'CLEAN, CONFOUNDED or UNKNOWN',
    cell: ({ part }) => part.environment.verdict,
  },
  {
    name: 'reasons',
    meaning: 'Why numbers are absent',
    cell: ({ part }) => summaryReasons(part.summary).join('; '),
  },
];
