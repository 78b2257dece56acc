/** Experiments against each other as a table: a row for every two of their contrasts. */
import type { AcrossOnWire, EffectOnWire } from '../../../shared/contract/across.ts';
import type { CsvTable } from '../http/csv.ts';
import { factsOf } from '../http/facts.ts';

type Pair = AcrossOnWire['pairs'][number];
type Cell = string | number | null | undefined;

const OF_EFFECT: Readonly<Record<string, (one: EffectOnWire) => Cell>> = {
  experiment: (one) => one.experiment,
  contrast: (one) => one.contrast,
  assay: (one) => one.assay,
  technique: (one) => one.technique,
  cell: (one) => one.cell.join('; ') || null,
  nExposed: (one) => one.n?.exposed,
  nControl: (one) => one.n?.control,
  belowDetectionExposed: (one) => one.belowDetection?.exposed ?? 0,
  belowDetectionControl: (one) => one.belowDetection?.control ?? 0,
  scale: (one) => one.scale,
  ucum: (one) => one.ucum,
  estimate: (one) => one.estimate,
  ci95Low: (one) => one.ci95?.[0],
  ci95High: (one) => one.ci95?.[1],
  pValue: (one) => one.pValue,
  environment: (one) => one.environment.verdict,
  snapshot: (one) => one.snapshot,
};

const OF_PAIR: Readonly<Record<string, (one: Pair) => Cell>> = {
  verdict: (one) => one.verdict,
  estimate: (one) => one.estimate,
  ci95Low: (one) => one.ci95?.[0],
  ci95High: (one) => one.ci95?.[1],
  ci90Low: (one) => one.ci90?.[0],
  ci90High: (one) => one.ci90?.[1],
  pValue: (one) => one.pValue,
  margin: (one) => one.margin,
  differs: (one) => one.differs.join('; ') || null,
  sentence: (one) => one.sentence,
};

export function acrossTable({ effects, pairs, ...rest }: AcrossOnWire): CsvTable {
  const names = Object.keys(OF_EFFECT);
  const cells = (place: Pair['a']): Cell[] => {
    const effect = effects.find(
      ({ experiment, contrast, assay }) =>
        experiment === place.experiment && contrast === place.contrast && assay === place.assay,
    );
    return Object.values(OF_EFFECT).map((cell) => (effect === undefined ? null : cell(effect)));
  };
  return {
    facts: factsOf(rest, []),
    header: [
      ...names.map((name) => `a.${name}`),
      ...names.map((name) => `b.${name}`),
      ...Object.keys(OF_PAIR),
    ],
    rows: pairs.map((pair) => [
      ...cells(pair.a),
      ...cells(pair.b),
      ...Object.values(OF_PAIR).map((cell) => cell(pair)),
    ]),
  };
}
