/** Comparisons of arms as a table with a row each. */
import type { ComparisonOnWire, ComparisonsOnWire } from '../../../shared/contract/comparisons.ts';
import type { Cell, CsvTable } from '../http/csv.ts';
import { factsOf } from '../http/facts.ts';

const unitsText = ({ units }: ComparisonOnWire['arms']['a']): string =>
  units.map(({ unit, value }) => `${unit}=${value}`).join(' ');

const missingText = ({ missing }: ComparisonOnWire['arms']['a']): string | null =>
  missing.map(({ unit, reason }) => `${unit} (${reason})`).join('; ') || null;

/** Of telemetry: the smallest share of the phase that a unit's mean stands for. */
function coverageOf(units: ComparisonOnWire['arms']['a']['units']): number | null {
  const known = units.flatMap(({ coverage }) => coverage ?? []);
  return known.length === 0 ? null : Math.min(...known);
}

const differencesText = ({ null: aa }: ComparisonOnWire): string | null =>
  aa?.differences.map(({ of, value }) => `${of}=${value}`).join('; ') || null;

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
  ci95Reason: (one) => one.ci95Reason,
  pValue: (one) => one.pValue,
  pValueReason: (one) => one.pValueReason,
  role: (one) => one.adjusted.role,
  adjustedBy: (one) => one.adjusted.method,
  family: (one) => one.adjusted.family,
  adjPValue: (one) => one.adjusted.pValue,
  questions: (one) => one.adjusted.of,
  preliminary: (one) => one.adjusted.preliminary,
  permutationP: (one) => one.permutation?.pValue,
  smallestAttainable: (one) => one.permutation?.smallestAttainable,
  hedgesG: (one) => one.hedgesG?.g,
  hedgesGLow: (one) => one.hedgesG?.ci95[0],
  hedgesGHigh: (one) => one.hedgesG?.ci95[1],
  minimumDetectable: (one) => one.minimumDetectable,
  by: (one) => one.by,
  'eachUnitAlike.estimate': (one) => one.sensitivity?.estimate,
  'eachUnitAlike.ci95Low': (one) => one.sensitivity?.ci95?.[0],
  'eachUnitAlike.ci95High': (one) => one.sensitivity?.ci95?.[1],
  'eachUnitAlike.pValue': (one) => one.sensitivity?.pValue,
  boundOf: (one) => one.bound?.arm,
  rateBelow: (one) => one.bound?.rateBelow,
  rateOfOther: (one) => one.bound?.rateOfOther,
  'a.n': (one) => one.arms.a.n,
  'b.n': (one) => one.arms.b.n,
  'a.belowDetection': (one) => one.arms.a.belowDetection ?? 0,
  'b.belowDetection': (one) => one.arms.b.belowDetection ?? 0,
  'a.units': (one) => unitsText(one.arms.a),
  'b.units': (one) => unitsText(one.arms.b),
  leastCoverage: (one) => coverageOf([...one.arms.a.units, ...one.arms.b.units]),
  'a.missing': (one) => missingText(one.arms.a),
  'b.missing': (one) => missingText(one.arms.b),
  'withExcluded.a.n': (one) => one.without?.n.a,
  'withExcluded.b.n': (one) => one.without?.n.b,
  'withExcluded.estimate': (one) => one.without?.estimate,
  'withExcluded.ci95Low': (one) => one.without?.ci95?.[0],
  'withExcluded.ci95High': (one) => one.without?.ci95?.[1],
  'withExcluded.pValue': (one) => one.without?.pValue,
  'null.n': (one) => one.null?.units,
  'null.unitSd': (one) => one.null?.unitSd,
  'null.differences': differencesText,
  'null.standsOut': (one) => one.null?.standsOut,
  'null.sentence': (one) => one.null?.sentence,
  equivalent: (one) => one.equivalence?.equivalent,
  equivalenceMargin: (one) => one.equivalence?.margin,
  ci90Low: (one) => one.equivalence?.ci90?.[0],
  ci90High: (one) => one.equivalence?.ci90?.[1],
  literature: (one) => one.literature?.verdict,
  literatureSentence: (one) => one.literature?.sentence,
  levels: (one) => one.levels?.sentence,
  incubatorSdThatUndoesIt: (one) => one.tippingPoint?.incubatorSd,
  explained: (one) => one.explained?.map(({ sentence }) => sentence).join('; ') || null,
  unexplained: (one) => one.unexplained?.sentence,
  warnings: (one) => one.warnings.map(({ message }) => message).join('; ') || null,
  environment: (one) => one.environment.verdict,
  environmentSentence: (one) => one.environment.sentence,
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
