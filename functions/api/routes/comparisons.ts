import {
  type ComparisonOnWire,
  type ComparisonsOnWire,
  comparisonsQuerySchema,
  comparisonsSchema,
} from '../../../shared/contract/comparisons.ts';
import type { Ports } from '../../../shared/ports.ts';
import type { Api } from '../http/api.ts';
import type { Cell } from '../http/csv.ts';
import { factsOf } from '../http/facts.ts';
import type { ColumnType } from '../http/parquet.ts';
import { inExperiment } from './parameters.ts';

export function comparisonRoutes(api: Api, ports: Ports): void {
  api.serve(
    {
      method: 'get',
      path: '/v1/experiments/{experiment}/comparisons',
      resource: 'comparisons',
      id: 'getComparisons',
      title: 'Compare arms by units',
      summary:
        'Every channel by phase and every target of qPCR, in one shape: estimate, interval and p of one estimand, every unit’s value, on what levels it rests, and what would be enough to undo it.',
      params: inExperiment,
      query: comparisonsQuerySchema,
      status: 200,
      answer: comparisonsSchema,
      csv: comparisonsTable,
      parquet: (name) => COLUMNS[name]?.[0] ?? 'text',
    },
    async ({ params, query }) => {
      // Beside what a cold start loads.
      const { listComparisons } = await import('../../../shared/usecases/answer/list-comparisons.ts');
      return listComparisons(ports, params.experiment, query);
    },
  );
}

const unitsText = ({ units }: ComparisonOnWire['arms']['a']): string =>
  units.map(({ unit, value }) => `${unit}=${value}`).join(' ');

const COLUMNS: Readonly<Record<string, readonly [ColumnType, (one: ComparisonOnWire) => Cell]>> = {
  contrast: ['text', (one) => one.contrast],
  assay: ['text', (one) => one.assay],
  endpoint: ['text', (one) => one.endpoint],
  phase: ['text', (one) => one.phase],
  ucum: ['text', (one) => one.ucum],
  scale: ['text', (one) => one.scale],
  estimate: ['float64', (one) => one.estimate],
  ci95Low: ['float64', (one) => one.ci95?.[0]],
  ci95High: ['float64', (one) => one.ci95?.[1]],
  pValue: ['float64', (one) => one.pValue],
  pValueReason: ['text', (one) => one.pValueReason],
  role: ['text', (one) => one.adjusted.role],
  adjustedBy: ['text', (one) => one.adjusted.method],
  adjPValue: ['float64', (one) => one.adjusted.pValue],
  questions: ['int32', (one) => one.adjusted.of],
  permutationP: ['float64', (one) => one.permutation?.pValue],
  smallestAttainable: ['float64', (one) => one.permutation?.smallestAttainable],
  hedgesG: ['float64', (one) => one.hedgesG?.g],
  hedgesGLow: ['float64', (one) => one.hedgesG?.ci95[0]],
  hedgesGHigh: ['float64', (one) => one.hedgesG?.ci95[1]],
  minimumDetectable: ['float64', (one) => one.minimumDetectable],
  by: ['text', (one) => one.by],
  'a.n': ['int32', (one) => one.arms.a.n],
  'b.n': ['int32', (one) => one.arms.b.n],
  'a.units': ['text', (one) => unitsText(one.arms.a)],
  'b.units': ['text', (one) => unitsText(one.arms.b)],
  levels: ['text', (one) => one.levels?.sentence],
  incubatorSdThatUndoesIt: ['float64', (one) => one.tippingPoint?.incubatorSd],
  warnings: ['text', (one) => one.warnings.map(({ message }) => message).join('; ') || null],
  environment: ['text', (one) => one.environment.verdict],
  refused: ['text', (one) => one.refused?.message],
  snapshot: ['text', (one) => one.snapshot],
};

function comparisonsTable({ comparisons, ...rest }: ComparisonsOnWire) {
  const columns = Object.values(COLUMNS);
  return {
    facts: factsOf(rest, []),
    header: Object.keys(COLUMNS),
    rows: comparisons.map((one) => columns.map(([, cell]) => cell(one))),
  };
}
