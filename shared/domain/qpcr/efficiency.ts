/**
 * How much of a target a cycle makes of what there is, from a dilution series: the slope of the cycle over the logarithm
 * (base 10) of what was put in gives 10^(−1/slope) − 1. Sources: Rasmussen, Rapid Cycle Real-Time PCR (2001) 21; Bustin et
 * al. (MIQE), Clin. Chem. 55 (2009) 611.
 */
import type { Remark } from '../assay/sample-register.ts';
import { countText } from '../words/count.ts';
import type { Plate } from './plate.ts';

/** What a dilution series shows. */
export interface DilutionFit {
  /** Cycles per tenfold quantity: −3.32 where each cycle doubles. */
  readonly slope: number;
  readonly slopeSe: number;
  readonly efficiencySe: number;
  readonly r2: number;
  readonly wells: number;
}

export interface Efficiency {
  readonly target: string;
  /** 1 where each cycle doubles (100 %). */
  readonly efficiency: number;
  /** Null where no usable series was run, and 100 % is assumed. */
  readonly fit: DilutionFit | null;
}

export interface Efficiencies {
  readonly of: ReadonlyMap<string, Efficiency>;
  readonly remarks: readonly Remark[];
}

const FEWEST_QUANTITIES = 3;
/** Outside of these a slope says that the series failed, and not how the target amplifies. */
const POSSIBLE = { least: 0.5, most: 1.5 };
/** What a good assay has (MIQE). */
const USUAL = { least: 0.9, most: 1.1 };

/** Of each of the targets, from the standards of all plates. */
export function efficienciesOf(plates: readonly Plate[], targets: readonly string[]): Efficiencies {
  const series = seriesOf(plates);
  const found = targets.map((target) => efficiencyOf(target, series.get(target) ?? []));
  return {
    of: new Map(found.map(({ efficiency }) => [efficiency.target, efficiency])),
    remarks: found.flatMap(({ remark }) => (remark === null ? [] : [remark])),
  };
}

/** Points of a series on one plate. */
type Series = readonly { readonly log10: number; readonly ct: number }[];

/** By target, a series a plate. */
function seriesOf(plates: readonly Plate[]): Map<string, Series[]> {
  const all = new Map<string, Series[]>();
  for (const { wells } of plates) {
    const points = wells.flatMap(({ task, target, ct, quantity, isOmitted }) =>
      task === 'STANDARD' && !isOmitted && ct !== null && quantity !== null && quantity > 0
        ? [{ target, log10: Math.log10(quantity), ct }]
        : [],
    );
    for (const [target, own] of Map.groupBy(points, (point) => point.target))
      all.set(target, [...(all.get(target) ?? []), own]);
  }
  return all;
}

function efficiencyOf(
  target: string,
  series: readonly Series[],
): { readonly efficiency: Efficiency; readonly remark: Remark | null } {
  const assumed = { target, efficiency: 1, fit: null };
  const wells = series.reduce((sum, { length }) => sum + length, 0);
  if (wells === 0) return { efficiency: assumed, remark: null };
  const quantities = Math.max(...series.map((points) => new Set(points.map(({ log10 }) => log10)).size));
  if (quantities < FEWEST_QUANTITIES) {
    const message = `the dilution series of ${target} has ${countText(quantities, 'quantity', 'quantities')} with a Ct, ${FEWEST_QUANTITIES} are needed: an efficiency of 100 % is assumed`;
    return { efficiency: assumed, remark: { code: 'efficiency.too-few', message } };
  }
  const fit = fitOf(series, wells);
  const efficiency = 10 ** (-1 / fit.slope) - 1;
  if (!(efficiency >= POSSIBLE.least && efficiency <= POSSIBLE.most)) {
    const message = `the dilution series of ${target} has a slope of ${fit.slope.toFixed(2)} cycles per tenfold quantity, expected about −3.3: it is not used, and an efficiency of 100 % is assumed`;
    return { efficiency: assumed, remark: { code: 'efficiency.impossible', message } };
  }
  const known = { target, efficiency, fit };
  if (efficiency >= USUAL.least && efficiency <= USUAL.most) return { efficiency: known, remark: null };
  const message = `the efficiency of ${target} is ${(100 * efficiency).toFixed(1)} ± ${(100 * fit.efficiencySe).toFixed(1)} %, outside the usual 90 to 110 %; quantities are corrected for it`;
  return { efficiency: known, remark: { code: 'efficiency.unusual', message } };
}

/** One slope of all plates, each of which has its own height. */
function fitOf(series: readonly Series[], wells: number): DilutionFit {
  let [xx, xy, yy] = [0, 0, 0];
  for (const points of series) {
    const x = points.reduce((sum, { log10 }) => sum + log10, 0) / points.length;
    const y = points.reduce((sum, { ct }) => sum + ct, 0) / points.length;
    for (const { log10, ct } of points) {
      xx += (log10 - x) ** 2;
      xy += (log10 - x) * (ct - y);
      yy += (ct - y) ** 2;
    }
  }
  const slope = xy / xx;
  const left = Math.max(0, yy - slope * xy);
  const df = wells - series.length - 1;
  const slopeSe = df > 0 ? Math.sqrt(left / df / xx) : Number.NaN;
  // Of first order in the slope: d/ds 10^(−1/s) = ln 10 · 10^(−1/s) / s².
  const efficiencySe = ((Math.LN10 * 10 ** (-1 / slope)) / slope ** 2) * slopeSe;
  return { slope, slopeSe, efficiencySe, r2: yy > 0 ? 1 - left / yy : 1, wells };
}
