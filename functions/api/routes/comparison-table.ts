/** Comparisons of arms as a table with a row each. */
import type { ComparisonOnWire, ComparisonsOnWire } from '../../../shared/contract/comparisons.ts';
import type { Cell, CsvTable } from '../http/csv.ts';
import { factsOf } from '../http/facts.ts';

const unitsText = ({ units }: ComparisonOnWire['arms']['a']): string =>
  units.map(({ unit, value }) => `${unit}=${value}`).join(' ');

const COLUMNS: Readonly<Record<string, (one: ComparisonOnWire) => Cell>> = {
  contrast: (one) => one.contrast,
  assay: (one) => one.assay,
  endpoint: (one) => one.endpoint,
  phase: (one) => one.phase,
  ucum: (one) => one.ucum,
  scale: (one) => one.scale,
  estimate: (one) => one.estimate,
  ci95Low: (one) => one.ci95?.[0],
  ci95High: (one) => one.ci95?.[1],
  pValue: (one) => one.pValue,
  pValueReason: (one) => one.pValueReason,
  role: (one) => one.adjusted.role,
  adjustedBy: (one) => one.adjusted.method,
  adjPValue: (one) => one.adjusted.pValue,
  questions: (one) => one.adjusted.of,
  permutationP: (one) => one.permutation?.pValue,
  smallestAttainable: (one) => one.permutation?.smallestAttainable,
  hedgesG: (one) => one.hedgesG?.g,
  hedgesGLow: (one) => one.hedgesG?.ci95[0],
  hedgesGHigh: (one) => one.hedgesG?.ci95[1],
  minimumDetectable: (one) => one.minimumDetectable,
  by: (one) => one.by,
  'a.n': (one) => one.arms.a.n,
  'b.n': (one) => one.arms.b.n,
  'a.units': (one) => unitsText(one.arms.a),
  'b.units': (one) => unitsText(one.arms.b),
  levels: (one) => one.levels?.sentence,
  incubatorSdThatUndoesIt: (one) => one.tippingPoint?.incubatorSd,
  warnings: (one) => one.warnings.map(({ message }) => message).join('; ') || null,
  environment: (one) => one.environment.verdict,
  refused: (one) => one.refused?.message,
  snapshot: (one) => one.snapshot,
};

export function comparisonsTable({ comparisons, ...rest }: ComparisonsOnWire): CsvTable {
  const columns = Object.values(COLUMNS);
  return {
    facts: factsOf(rest, []),
    header: Object.keys(COLUMNS),
    rows: comparisons.map((one) => columns.map((cell) => cell(one))),
  };
}
