/**
 * Counts of a probe panel (NanoString nCounter) made comparable between lanes, as its maker says: by the positive controls
 * that were put into each lane, then by housekeeping probes. Nothing is subtracted for background. Source: Geiss et al.,
 * Nature Biotechnology 26 (2008) 317, and the maker's gene expression data analysis guidelines (MAN-C0011).
 */
import { orMeant } from '../nearest.ts';
import { Refusal } from '../refusal.ts';
import { listText } from '../words/list.ts';
import { countOf, type LaneFactors, type Panel } from './panel.ts';
import { backgroundRemark, controlRemarks, farLanes, housekeepingRemarks } from './panel-remarks.ts';
import type { Remark } from './sample-register.ts';
import type { ExpressionTable } from './tables.ts';

export interface NormalizedPanel {
  /** Genes and housekeeping probes: log2(normalized count + 1). Controls and other classes are not in it. */
  readonly table: ExpressionTable;
  readonly lanes: readonly LaneFactors[];
  /** Lanes without a usable control: they are not in the table. */
  readonly failed: readonly string[];
  readonly housekeeping: readonly string[];
  readonly remarks: readonly Remark[];
}

/** Probes of these classes are of genes: proteins, variants and controls are measured on scales of their own. */
const OF_GENES: ReadonlySet<string> = new Set(['Endogenous', 'Housekeeping']);
/** The sixth, of an eighth of a femtomolar, is too near to the background to scale by. */
const SCALED_BY = /^POS_[A-E](?![A-Za-z])/;
/**
 * @param references housekeeping probes, where others are wanted than those of the file's class
 * @throws Refusal `panel.no-references` where none of these is in the panel, `panel.no-lane` where no lane can be used
 */
export function normalizePanel(panel: Panel, references: readonly string[] = []): NormalizedPanel {
  const controls = rowsOf(panel, (name, of) => of === 'Positive' && SCALED_BY.test(name));
  const chosen = chosenProbes(panel, references);
  const usable = usableLanes(panel, controls);
  const positive = factorsOf(panel, usable.lanes, controls, () => 1);
  const steady = chosen.rows.filter((row) => usable.lanes.every((lane) => countOf(panel, row, lane) > 0));
  const housekeeping = factorsOf(panel, usable.lanes, steady, (i) => positive[i]!);
  const lanes = usable.lanes.map((lane, i) => ({
    sample: panel.samples[lane]!,
    ...{ positive: positive[i]!, housekeeping: housekeeping[i]! },
  }));
  const names = (rows: readonly number[]) => rows.map((row) => panel.features[row]!);
  const zero = chosen.rows.filter((row) => !steady.includes(row));
  return {
    table: normalized(panel, usable.lanes, lanes, new Set(chosen.rows)),
    ...{ lanes, failed: usable.failed, housekeeping: names(steady) },
    remarks: [
      ...chosen.remarks,
      ...controlRemarks(controls.length, usable.failed),
      ...housekeepingRemarks(names(steady), names(zero)),
      ...farLanes(lanes),
      ...backgroundRemark(panel, usable.lanes),
    ],
  };
}

function rowsOf({ features, classes }: Panel, is: (name: string, of: string) => boolean): number[] {
  return features.flatMap((name, row) => (is(name, classes[row]!) ? [row] : []));
}

function chosenProbes(
  panel: Panel,
  references: readonly string[],
): { readonly rows: readonly number[]; readonly remarks: readonly Remark[] } {
  if (references.length === 0) return { rows: rowsOf(panel, (_, of) => of === 'Housekeeping'), remarks: [] };
  const rows = rowsOf(panel, (name, of) => references.includes(name) && OF_GENES.has(of));
  const found = new Set(rows.map((row) => panel.features[row]));
  const absent = references.filter((name) => !found.has(name));
  if (absent.length === 0) return { rows, remarks: [] };
  const hints = absent.map((name) => orMeant(name, panel.features));
  const sentence = `the panel has no gene ${listText(hints, ', ', 12)}, named in references`;
  if (rows.length === 0)
    throw new Refusal(
      'invalid',
      'panel.no-references',
      `${sentence}: name others, or none for those of the file`,
    );
  return { rows, remarks: [{ code: 'panel.references', message: sentence }] };
}

/** Without one count of each control that was put in, nothing of a lane can be scaled. */
function usableLanes(
  panel: Panel,
  controls: readonly number[],
): { readonly lanes: readonly number[]; readonly failed: readonly string[] } {
  const all = panel.samples.map((_, lane) => lane);
  const lanes = all.filter((lane) => controls.every((row) => countOf(panel, row, lane) > 0));
  if (lanes.length === 0) {
    const sentence =
      'no lane has counts of all its positive controls (POS_A to POS_E): nothing can be normalized; are these whole RCC files?';
    throw new Refusal('invalid', 'panel.no-lane', sentence);
  }
  return { lanes, failed: all.filter((lane) => !lanes.includes(lane)).map((lane) => panel.samples[lane]!) };
}

/** The mean of the lanes' geometric means over the lane's own: 1 of each where there are no probes. */
function factorsOf(
  panel: Panel,
  lanes: readonly number[],
  rows: readonly number[],
  before: (i: number) => number,
): number[] {
  if (rows.length === 0) return lanes.map(() => 1);
  const levels = lanes.map((lane, i) => {
    const sum = rows.reduce((logs, row) => logs + Math.log(countOf(panel, row, lane)), 0);
    return before(i) * Math.exp(sum / rows.length);
  });
  const all = levels.reduce((sum, level) => sum + level, 0) / levels.length;
  return levels.map((level) => all / level);
}

function normalized(
  panel: Panel,
  lanes: readonly number[],
  factors: readonly LaneFactors[],
  chosen: ReadonlySet<number>,
): ExpressionTable {
  const rows = panel.features.flatMap((_, row) =>
    OF_GENES.has(panel.classes[row]!) || chosen.has(row) ? [row] : [],
  );
  const values = rows.flatMap((row) =>
    lanes.map((lane, i) =>
      Math.log2(countOf(panel, row, lane) * factors[i]!.positive * factors[i]!.housekeeping + 1),
    ),
  );
  const of = (words: readonly string[] | null) => words && rows.map((row) => words[row]!);
  return {
    ...{ table: 'expression', scale: 'log2', feature: panel.feature },
    ...{ features: rows.map((row) => panel.features[row]!), symbols: of(panel.symbols) },
    ...{ classes: of(panel.classes), samples: factors.map(({ sample }) => sample) },
    values: Float64Array.from(values),
  };
}
