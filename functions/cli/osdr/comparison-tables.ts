/** Arms against each other, and the values of their units that these rest on. */
import type { ComparisonOnWire, ComparisonsOnWire } from '../../../shared/contract/comparisons.ts';
import { type Column, type HandedTable, tableOf, withoutHand } from './handed-table.ts';

export function comparisonTables(
  experiment: string,
  { comparisons }: Pick<ComparisonsOnWire, 'comparisons'>,
): HandedTable[] {
  return [
    tableOf({ path: `processed/${experiment}_comparisons.csv`, keys: 4 }, COMPARISONS, comparisons),
    tableOf(
      { path: `processed/${experiment}_values_by_unit.csv`, keys: 6 },
      VALUES,
      comparisons.flatMap((one) => [...valuesOf(one, 'a'), ...valuesOf(one, 'b')]),
    ),
  ];
}

const NAMES = [
  { name: 'contrast', meaning: 'Arms of the definition, the first against the second' },
  { name: 'assay', meaning: 'Assay of the definition; empty: telemetry' },
  {
    name: 'endpoint',
    meaning:
      'Channel (channel@sensor of a redundant one), target of qPCR, or endpoint of pits or of another table',
  },
  { name: 'phase', meaning: 'Phase of telemetry' },
] as const;

const names = <
  Row extends Pick<ComparisonOnWire, 'contrast' | 'assay' | 'endpoint' | 'phase'>,
>(): Column<Row>[] => NAMES.map((one) => ({ ...one, cell: (row: Row) => row[one.name] }));

const REFUSED = 'refused, ci95_reason, p_value_reason, warnings';

const COMPARISONS: readonly Column<ComparisonOnWire>[] = [
  ...names<ComparisonOnWire>(),
  { name: 'ucum', meaning: 'Unit of the values of units (UCUM)', cell: ({ ucum }) => ucum },
  {
    name: 'scale',
    meaning: 'difference: estimate is a − b, in ucum; ratio: estimate is a / b',
    cell: ({ scale }) => scale,
  },
  {
    name: 'estimate',
    ucum: '[ucum]',
    meaning: 'Difference or ratio of the arms',
    computed: 'means of units; the unit is the replicate',
    qualified: 'ci95_low, ci95_high, environment, levels, refused',
    cell: ({ estimate }) => estimate,
  },
  {
    name: 'ci95_low',
    ucum: '[ucum]',
    meaning: 'Lower end of the 95 % interval',
    qualified: REFUSED,
    cell: ({ ci95 }) => ci95?.[0],
  },
  {
    name: 'ci95_high',
    ucum: '[ucum]',
    meaning: 'Upper end of the 95 % interval',
    qualified: REFUSED,
    cell: ({ ci95 }) => ci95?.[1],
  },
  { name: 'ci95_reason', meaning: 'Why there is no interval', cell: ({ ci95Reason }) => ci95Reason },
  { name: 'p_value', meaning: 'p-value', qualified: REFUSED, cell: ({ pValue }) => pValue },
  { name: 'p_value_reason', meaning: 'Why there is no p-value', cell: ({ pValueReason }) => pValueReason },
  {
    name: 'role',
    meaning: 'PRIMARY: asked beforehand; else EXPLORATORY',
    cell: ({ adjusted }) => adjusted.role,
  },
  {
    name: 'adjusted_by',
    meaning: 'How p is adjusted for the number of questions',
    cell: ({ adjusted }) => adjusted.method,
  },
  {
    name: 'adj_p_value',
    meaning: 'Adjusted p-value',
    qualified: 'questions',
    cell: ({ adjusted }) => adjusted.pValue,
  },
  {
    name: 'questions',
    meaning:
      'Over how many questions it is adjusted: those declared as primary, else all of channels, or all of assays',
    cell: ({ adjusted }) => adjusted.of,
  },
  {
    name: 'permutation_p',
    meaning:
      'Exact p-value of every way in which the values could have come to their places; below detection of ranks',
    qualified: 'smallest_attainable_p',
    cell: ({ permutation }) => permutation?.pValue,
  },
  {
    name: 'smallest_attainable_p',
    meaning: 'The smallest p that so few units can have',
    cell: ({ permutation }) => permutation?.smallestAttainable,
  },
  {
    name: 'arm_without_counts',
    meaning: 'Arm in which nothing was counted: a is the first, b the second',
    cell: ({ bound }) => bound?.arm,
  },
  {
    name: 'rate_below',
    ucum: '[ucum]',
    meaning: 'What the rate of that arm is below, 95 %, one-sided',
    cell: ({ bound }) => bound?.rateBelow,
  },
  {
    name: 'hedges_g',
    meaning: 'Difference in standard deviations of a unit, corrected for small samples',
    cell: ({ hedgesG }) => hedgesG?.g,
  },
  {
    name: 'minimum_detectable',
    ucum: '[ucum]',
    meaning: 'Smallest difference, or ratio above 1, that eight of ten such experiments see',
    cell: ({ minimumDetectable }) => minimumDetectable,
  },
  {
    name: 'by',
    meaning: 'How units were held against each other: units, pairs or blocks (donors)',
    cell: ({ by }) => by,
  },
  {
    name: 'n_a',
    meaning: 'Units of the first arm that were held against the second, those below detection among them',
    qualified: 'below_detection_a',
    cell: ({ arms }) => arms.a.n,
  },
  {
    name: 'n_b',
    meaning: 'Units of the second arm that were held against the first, those below detection among them',
    qualified: 'below_detection_b',
    cell: ({ arms }) => arms.b.n,
  },
  {
    name: 'below_detection_a',
    meaning: 'Of n_a, units below detection: they are ranked and have no value',
    cell: ({ arms }) => arms.a.belowDetection ?? 0,
  },
  {
    name: 'below_detection_b',
    meaning: 'Of n_b, units below detection: they are ranked and have no value',
    cell: ({ arms }) => arms.b.belowDetection ?? 0,
  },
  {
    name: 'levels',
    meaning: 'What was replicated: units, donors, incubators, missions',
    cell: ({ levels }) => levels?.sentence,
  },
  {
    name: 'estimate_with_excluded',
    ucum: '[ucum]',
    meaning: 'estimate as if nothing had been excluded; empty where nothing was',
    cell: ({ without }) => without?.estimate,
  },
  {
    name: 'p_value_with_excluded',
    meaning: 'p_value as if nothing had been excluded; empty where nothing was',
    cell: ({ without }) => without?.pValue,
  },
  {
    name: 'environment',
    meaning: 'Whether the arms differ in more than gravity: CLEAN, CONFOUNDED or UNKNOWN',
    cell: ({ environment }) => environment.verdict,
  },
  {
    name: 'environment_sentence',
    meaning: 'What was looked at, and what was not',
    cell: ({ environment }) => withoutHand(environment.sentence),
  },
  {
    name: 'explained',
    meaning: 'How much of a ratio a difference in surroundings would explain by itself',
    cell: ({ explained }) => explained?.map(({ sentence }) => sentence).join('; '),
  },
  {
    name: 'unexplained',
    meaning: 'Quantities in which the arms stood apart, and of which nobody knows how much they explain',
    cell: ({ unexplained }) => unexplained?.sentence,
  },
  {
    name: 'warnings',
    meaning: 'What is doubtful about the comparison',
    cell: ({ warnings }) => withoutHand(warnings.map(({ message }) => message).join('; ')),
  },
  { name: 'refused', meaning: 'Why the arms cannot be compared', cell: ({ refused }) => refused?.message },
];

interface Value {
  readonly contrast: string;
  readonly assay: string | undefined;
  readonly endpoint: string;
  readonly phase: string | null;
  readonly ucum: string | undefined;
  readonly arm: string;
  readonly unit: string;
  readonly value?: number;
  readonly samples?: number | undefined;
  readonly coverage?: number | undefined;
  readonly missing?: string;
  readonly below?: number | undefined;
}

/** Of the units of an arm, with those that have none. */
function valuesOf(one: ComparisonOnWire, side: 'a' | 'b'): Value[] {
  const { contrast, assay, endpoint, phase, ucum } = one;
  const of = {
    contrast,
    assay,
    endpoint,
    phase,
    ucum,
    arm: contrast.split('-v-')[side === 'a' ? 0 : 1] ?? '',
  };
  const { units, missing } = one.arms[side];
  return [
    ...units.map((unit) => ({ ...of, ...unit })),
    ...missing.map(({ unit, reason, below }) => ({ ...of, unit, missing: withoutHand(reason), below })),
  ];
}

const VALUES: readonly Column<Value>[] = [
  ...names<Value>(),
  { name: 'arm', meaning: 'Arm of the unit', cell: ({ arm }) => arm },
  { name: 'unit', meaning: 'Culture unit (Source Name of the study)', cell: ({ unit }) => unit },
  {
    name: 'value',
    ucum: '[ucum]',
    meaning: 'Value of the unit',
    computed:
      'telemetry: mean of good, measured samples in the phase; target of qPCR: times the mean of the second arm; pits: over all slices of the unit',
    qualified: 'coverage, missing',
    cell: ({ value }) => value,
  },
  { name: 'ucum', meaning: 'Unit of value (UCUM); empty of a target of qPCR', cell: ({ ucum }) => ucum },
  { name: 'samples', meaning: 'Samples of telemetry in the mean', cell: ({ samples }) => samples },
  {
    name: 'coverage',
    ucum: '1',
    meaning: 'Share of the phase that they stand for',
    cell: ({ coverage }) => coverage,
  },
  { name: 'missing', meaning: 'Why the unit has no value', cell: ({ missing }) => missing },
  {
    name: 'below',
    ucum: '[ucum]',
    meaning: 'What a unit below detection is below; it has no value, and this is none',
    cell: ({ below }) => below,
  },
];
