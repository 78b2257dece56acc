/** The difference of the twins of each pair, channel by channel and by phase. */
import type { DeltaOnWire } from '../../../shared/contract/deltas.ts';
import type { Definition } from '../../../shared/domain/experiment/definition.ts';
import { indexDefinition } from '../../../shared/domain/experiment/definition-index.ts';
import { pairNamed, unitNamed } from '../../../shared/domain/experiment/lookups.ts';
import { summaryReasons } from '../../../shared/domain/twins/summary-words.ts';
import { type Column, type HandedTable, tableOf } from './handed-table.ts';

interface Row {
  /** Whatever the definition calls flight and ground: a centrifuge on board is neither. */
  readonly a: Twin;
  readonly b: Twin;
  readonly delta: DeltaOnWire;
  readonly phase: string | null;
  readonly part: Pick<DeltaOnWire, 'summary' | 'environment'>;
}

export const twinsName = (experiment: string): string => `environment/${experiment}_twin_differences.csv`;

export function twinTable(definition: Definition, deltas: readonly DeltaOnWire[]): HandedTable {
  const index = indexDefinition(definition);
  const twin = (unit: string): Twin => ({ unit, arm: unitNamed(index, unit).arm });
  const rows = deltas.flatMap((delta): Row[] => {
    const { flight, ground } = pairNamed(index, delta.pair);
    const twins = { a: twin(flight), b: twin(ground) };
    return [
      { ...twins, delta, phase: null, part: delta },
      ...delta.phases.map((part) => ({ ...twins, delta, phase: part.phase, part })),
    ];
  });
  return tableOf({ path: twinsName(definition.id), keys: 3 }, COLUMNS, rows);
}

interface Twin {
  readonly unit: string;
  readonly arm: string;
}

const OF = 'environment, alignment, paired, reasons';
const COMPUTED = 'good, measured, paired samples of armed phases; of a phase: of that phase';

const COLUMNS: readonly Column<Row>[] = [
  { name: 'pair', meaning: 'Twins of the definition', cell: ({ delta }) => delta.pair },
  { name: 'channel', meaning: 'Channel', cell: ({ delta }) => delta.channel },
  { name: 'phase', meaning: 'Phase; empty: all armed time', cell: ({ phase }) => phase },
  { name: 'unit_a', meaning: 'First unit of the pair', cell: ({ a }) => a.unit },
  { name: 'arm_a', meaning: 'Its arm', cell: ({ a }) => a.arm },
  { name: 'unit_b', meaning: 'Second unit of the pair', cell: ({ b }) => b.unit },
  { name: 'arm_b', meaning: 'Its arm', cell: ({ b }) => b.arm },
  { name: 'ucum', meaning: 'Unit of measure (UCUM)', cell: ({ delta }) => delta.ucum },
  {
    name: 'difference',
    ucum: '[ucum]',
    meaning: 'Mean of unit_a minus unit_b',
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
    name: 'mean_a',
    ucum: '[ucum]',
    meaning: 'Mean of unit_a',
    qualified: OF,
    cell: ({ part }) => part.summary.flight.mean,
  },
  {
    name: 'mean_b',
    ucum: '[ucum]',
    meaning: 'Mean of unit_b',
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
    meaning: 'Of the pair, by all channels that were judged: CLEAN, CONFOUNDED or UNKNOWN',
    cell: ({ part }) => part.environment.verdict,
  },
  {
    name: 'environment_of_channel',
    meaning: 'Of the channel by itself; empty: not judged',
    cell: ({ delta, part }) =>
      part.environment.judged.find(({ channel }) => channel === delta.channel)?.verdict,
  },
  {
    name: 'reasons',
    meaning: 'Why numbers are absent',
    cell: ({ part }) => summaryReasons(part.summary).join('; '),
  },
];
