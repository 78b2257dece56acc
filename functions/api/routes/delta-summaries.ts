/** Deltas as a table with a row a pair, channel and phase, and what they say beside any table. */
import type { DeltaListOnWire, DeltaOnWire, SummaryOnWire } from '../../../shared/contract/deltas.ts';
import { leastCoverage } from '../../../shared/domain/twins/environment-words.ts';
import { summaryReasons } from '../../../shared/domain/twins/summary-words.ts';
import type { Cell, ColumnType, CsvTable } from '../http/csv.ts';
import { type Fact, factsOf } from '../http/facts.ts';

type Columns<T> = Readonly<Record<string, readonly [ColumnType, (row: T) => Cell]>>;

interface Row {
  readonly delta: DeltaOnWire;
  /** Of the whole, or of one phase. */
  readonly part: Pick<DeltaOnWire, 'summary' | 'summaryAll' | 'excluded' | 'environment' | 'range'>;
  readonly phase: string | null;
  readonly armed: boolean;
}

const OF_SUMMARY: Columns<SummaryOnWire> = {
  delta: ['float64', (one) => one.delta],
  sd: ['float64', (one) => one.sd],
  ci95Low: ['float64', (one) => one.ci95?.[0]],
  ci95High: ['float64', (one) => one.ci95?.[1]],
  effectiveSampleSize: ['float64', (one) => one.effectiveSampleSize],
  pairedSamples: ['int32', (one) => one.pairedSamples],
  'flight.n': ['int32', (one) => one.flight.n],
  'flight.mean': ['float64', (one) => one.flight.mean],
  'ground.n': ['int32', (one) => one.ground.n],
  'ground.mean': ['float64', (one) => one.ground.mean],
  margin: ['float64', (one) => one.equivalence?.margin],
  ci90Low: ['float64', (one) => one.equivalence?.ci90?.[0]],
  ci90High: ['float64', (one) => one.equivalence?.ci90?.[1]],
  equivalent: ['boolean', (one) => one.equivalence?.equivalent],
  reasons: ['text', (one) => summaryReasons(one).join('; ') || null],
  unpairedFlight: ['int32', (one) => one.unpaired.flight],
  unpairedGround: ['int32', (one) => one.unpaired.ground],
};

const COLUMNS: Columns<Row> = {
  pair: ['text', ({ delta }) => delta.pair],
  channel: ['text', ({ delta }) => delta.channel],
  ucum: ['text', ({ delta }) => delta.ucum],
  periodSeconds: ['float64', ({ delta }) => delta.periodSeconds],
  toleranceSeconds: ['float64', ({ delta }) => delta.toleranceSeconds],
  phase: ['text', ({ phase }) => phase],
  armed: ['boolean', ({ armed }) => armed],
  first: ['timestamp', ({ part }) => part.range?.first],
  last: ['timestamp', ({ part }) => part.range?.last],
  alignment: ['text', ({ delta }) => delta.alignment.verdict],
  environment: ['text', ({ part }) => part.environment.verdict],
  environmentCoverage: ['float64', ({ part }) => coverageIn(part.environment)],
  ...prefixed('', ({ part }) => part.summary),
  ...prefixed('all.', ({ part }) => part.summaryAll),
  snapshot: ['text', ({ delta }) => delta.snapshot],
};

export const SUMMARY_TYPES = Object.fromEntries(
  Object.entries(COLUMNS).map(([name, [type]]) => [name, type]),
);

export function summaryTable(deltas: readonly DeltaOnWire[]): CsvTable {
  const rows = deltas.flatMap((delta): Row[] => [
    { delta, part: delta, phase: null, armed: true },
    ...delta.phases.map((part) => ({ delta, part, phase: part.phase, armed: part.armed })),
  ]);
  const columns = Object.values(COLUMNS);
  return { header: Object.keys(COLUMNS), rows: rows.map((row) => columns.map(([, cell]) => cell(row))) };
}

/** Everything but the windows; of a list with the pair and channel before each name. */
export function deltaFacts(answer: DeltaOnWire | DeltaListOnWire): Fact[] {
  if (!('deltas' in answer)) return factsOf(answer, ['windows']);
  const each = answer.deltas.flatMap((one) => factsOf(one, ['windows'], `${one.pair} ${one.channel} `));
  return [...each, ...factsOf(answer, ['deltas'])];
}

/** Null where no channel was judged. */
function coverageIn({ judged }: DeltaOnWire['environment']): number | null {
  return judged.length === 0 ? null : leastCoverage(judged);
}

function prefixed(prefix: string, summaryOf: (row: Row) => SummaryOnWire): Columns<Row> {
  return Object.fromEntries(
    Object.entries(OF_SUMMARY).map(([name, [type, cell]]) => [
      `${prefix}${name}`,
      [type, (row: Row) => cell(summaryOf(row))] as const,
    ]),
  );
}
