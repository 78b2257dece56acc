/** What others published, or computed with other programs, from the same cycles. */
import { describe, expect, it } from 'vitest';
import { besideCalibrator } from '../../../../shared/domain/qpcr/calibrator.ts';
import { efficienciesOf } from '../../../../shared/domain/qpcr/efficiency.ts';
import type { Plate } from '../../../../shared/domain/qpcr/plate.ts';
import { type Quantities, quantitiesOf } from '../../../../shared/domain/qpcr/quantities.ts';
import { targetEndpoint } from '../../../../shared/domain/qpcr/target-endpoint.ts';
import { median } from '../../../../shared/stats/median.ts';
import { foldOf, realPlate, registered, well } from '../../../support/plates.ts';
import { hasRealData, realFile } from '../../../support/real-data.ts';

const json = (path: string) => JSON.parse(realFile(path).toString());

function known(...[plates, register, references]: Parameters<typeof quantitiesOf>): Quantities {
  const read = quantitiesOf(plates, register, references);
  if ('refused' in read) throw new Error(read.refused.message);
  return read;
}

/** Each target as it is told, with its fold. */
function foldsOf({ targets }: Quantities, a: string, b: string) {
  return targets.map((one) => {
    const told = targetEndpoint(one, { a, b });
    return { ...told, fold: foldOf(told.asked) };
  });
}
type WithFold = ReturnType<typeof foldsOf>[number];

function log2Fold({ fold }: WithFold): number {
  return Math.log2(fold?.estimate ?? Number.NaN);
}

describe.skipIf(!hasRealData)('the plate of the oracle: seven genes, eight units, three wells each', () => {
  const oracle = hasRealData ? json('../oracles/qpcr/qpcr_oracle.json') : {};
  const register = registered({
    flight: ['f1', 'f2', 'f3', 'f4'],
    ground: ['g1', 'g2', 'g3', 'g4'],
  });
  const read = async (name: string) => realPlate(`../oracles/qpcr/${name}.csv`);
  const compared = async (references: readonly string[], isCorrected: boolean) => {
    const plates = [await read('plate'), ...(isCorrected ? [await read('dilution')] : [])];
    const folds = foldsOf(known(plates, register, references), 'flight', 'ground');
    return new Map(folds.map((one) => [one.target, one]));
  };

  it('has the efficiencies of its dilution series, with their errors', async () => {
    const names = Object.keys(oracle.efficiencies);
    const { of, remarks } = efficienciesOf([await read('dilution')], names);
    for (const name of names) {
      const { slope, slope_se, r2, E, E_se } = oracle.efficiencies[name];
      const { efficiency, fit } = of.get(name)!;
      expect(efficiency).toBeCloseTo(E - 1, 12);
      expect(fit).toMatchObject({ wells: 15 });
      expect(fit?.slope).toBeCloseTo(slope, 12);
      expect(fit?.slopeSe).toBeCloseTo(slope_se, 12);
      expect(fit?.r2).toBeCloseTo(r2, 12);
      expect(fit?.efficiencySe).toBeCloseTo(E_se, 12);
    }
    expect(remarks).toEqual([
      {
        code: 'efficiency.unusual',
        message:
          'the efficiency of ACP5 is 89.7 ± 0.4 %, outside the usual 90 to 110 %; quantities are corrected for it',
      },
    ]);
  });

  it.each([
    ['GAPDH_only', ['GAPDH']],
    ['GAPDH_HPRT1_TBP', ['GAPDH', 'HPRT1', 'TBP']],
    ['all4_refs', ['GAPDH', 'ACTB', 'HPRT1', 'TBP']],
  ])('has its folds, intervals, p and permutations with %s', async (set, references) => {
    const corrected = await compared(references, true);
    const plain = await compared(references, false);
    for (const target of ['CTSK', 'ACP5', 'NFATC1']) {
      const of = oracle[set][target];
      const pfaffl = corrected.get(target)!;
      expect(pfaffl).toMatchObject({ method: 'EFFICIENCY_CORRECTED', assumed: [] });
      expect(log2Fold(pfaffl)).toBeCloseTo(of.pfaffl_log2fc, 11);
      // The oracle's quantile of t is right to eight digits (2.53551661577 for 2.53551661095 at 5.24 degrees of freedom).
      for (const end of [0, 1] as const)
        expect(pfaffl.fold?.ci95?.[end]).toBeCloseTo(of.pfaffl_fc_ci[end], 7);
      expect(pfaffl.fold?.pValue).toBeCloseTo(of.welch_on_log2RQ.p, 10);
      expect(pfaffl.fold?.known?.df).toBeCloseTo(of.welch_on_log2RQ.df, 9);
      expect(pfaffl.fold?.permutation?.pValue).toBeCloseTo(of.exact_perm_p, 12);
      const livak = plain.get(target)!;
      expect(livak).toMatchObject({ method: 'DDCT', assumed: [target, ...references] });
      expect(log2Fold(livak)).toBeCloseTo(-of.ddCt, 11);
      for (const end of [0, 1] as const) expect(livak.fold?.ci95?.[end]).toBeCloseTo(of.livak_fc_ci[end], 7);
      expect(livak.fold?.pValue).toBeCloseTo(of.welch_on_dCt.p, 10);
    }
  });

  it('has the stability of its references: ACTB, which is regulated, is the least steady', async () => {
    const plates = [await read('plate'), await read('dilution')];
    for (const { genes, M } of oracle.geNorm.steps) {
      const { references } = known(plates, register, genes);
      for (const { name, stability } of references) expect(stability).toBeCloseTo(M[name], 11);
    }
  });
});

describe.skipIf(!hasRealData)('c-myc in kidney and brain (Livak & Schmittgen 2001)', () => {
  it.each([
    ['ct1', -2.495, 5.637],
    ['ct2', -2.53, 5.776],
  ])('%s: ΔΔCt %f, fold %f', async (file, ddCt, fold) => {
    const plate = await realPlate(`qpcr-livak/${file}.csv`);
    const names = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'];
    const register = registered({ brain: names.slice(0, 6), kidney: names.slice(6) });
    const [myc] = foldsOf(known([plate], register, ['GAPDH']), 'kidney', 'brain');
    expect(-log2Fold(myc!)).toBeCloseTo(ddCt, 3);
    expect(myc?.fold?.estimate).toBeCloseTo(fold, 3);
    // The paper's 5.3 to 6.0 is of one standard deviation in kidney; the interval is of both tissues, and holds it.
    expect(myc?.fold?.ci95?.[0]).toBeLessThan(5.28);
    expect(myc?.fold?.ci95?.[1]).toBeGreaterThan(6.02);
  });
});

describe.skipIf(!hasRealData)('a QuantStudio comparison of four samples with two references', () => {
  const expected = hasRealData ? json('quantstudio-relative/expected.json') : {};

  it('has the ΔΔCt and the quantities that the instrument tells beside its calibrator', async () => {
    const plate = await realPlate('quantstudio-relative/RELATIVE_example.csv');
    const register = registered({ one: expected.samples });
    const { targets } = known([plate], register, expected.reference);
    expect(targets.map(({ target }) => target).sort()).toEqual(['CAMK2A', 'GRIN1', 'PAX6']);
    for (const { target, units } of targets) {
      const values = besideCalibrator(units, { unit: expected.calibrator }) ?? [];
      expect(values).toHaveLength(4);
      expect(values.find(({ unit }) => unit === expected.calibrator)?.value).toBe(1);
      for (const { unit, value } of values) {
        expect(-Math.log2(value)).toBeCloseTo(expected.ddct[`${unit}|${target}`], 5);
        expect(value).toBeCloseTo(expected.rq[`${unit}|${target}`], 5);
      }
    }
  });
});

describe.skipIf(!hasRealData)('an ABI export whose results were published (Bioconductor ddCt)', () => {
  const ofGene3 = (plate: Plate) => {
    const { targets } = known([plate], registered({ one: ['Sample1', 'Sample2'] }), ['Gene1', 'Gene2']);
    return besideCalibrator(targets[0]!.units, { unit: 'Sample1' })?.find(({ unit }) => unit === 'Sample2')
      ?.value;
  };

  it('has their level of Gene3, 0.3407, from the medians of the replicates, which are theirs', async () => {
    const plate = await realPlate('qpcr-instrument-exports/Experiment1.txt');
    const groups = Map.groupBy(plate.wells, ({ sample, target }) => `${sample} ${target}`);
    const medians = [...groups.values()].map((all) =>
      well(all[0]!.sample, all[0]!.target, median(Float64Array.from(all, ({ ct }) => ct ?? Number.NaN))),
    );
    expect(ofGene3({ name: plate.name, wells: medians })).toBeCloseTo(0.340687046529632, 12);
    // Of the means of the same wells, which are ours, ΔΔCt is 1.7023785: their median of three drops two of them.
    expect(ofGene3(plate)).toBeCloseTo(2 ** -1.7023785, 10);
  });
});

describe.skipIf(!hasRealData)('RDML of a StepOne', () => {
  it('has the efficiency that the instrument wrote: 93.91 %', async () => {
    const plate = await realPlate('rdml/stepone_std.rdml');
    const { of } = efficienciesOf([plate], ['RNase P']);
    expect(100 * (of.get('RNase P')?.efficiency ?? 0)).toBeCloseTo(93.9102, 4);
    expect(of.get('RNase P')?.fit?.wells).toBe(15);
  });
});
