import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { AssayRead, Well } from '../../../../shared/domain/assay/tables.ts';
import { readQpcrFile } from '../../../../shared/formats/qpcr/read-qpcr-file.ts';
import { hasRealData, realFile } from '../../../support/real-data.ts';
import { isBalanced } from '../assay/balanced.ts';

async function read(
  path: string,
  bytes: Uint8Array = realFile(path),
): Promise<AssayRead & { wells: readonly Well[] }> {
  const came = await readQpcrFile([bytes], path.slice(path.lastIndexOf('/') + 1));
  expect(isBalanced(came)).toBe(true);
  if (came.table.table !== 'wells') throw new Error('expected wells');
  return { ...came, wells: came.table.wells };
}

const known = (path: string) => JSON.parse(realFile(path).toString());
const measured = (wells: readonly Well[]) => wells.flatMap(({ ct }) => (ct === null ? [] : [ct]));
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;
const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const numberOf = <T>(values: readonly T[]) =>
  Object.fromEntries([...Map.groupBy(values, (one) => one)].map(([one, all]) => [one, all.length]));

/** Slope of y over x by least squares. */
function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const [mx, my] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  return sum(points.map(([x, y]) => (x - mx) * (y - my))) / sum(points.map(([x]) => (x - mx) ** 2));
}

describe.skipIf(!hasRealData)('RDML', () => {
  it('of a StepOne gives the standard curve of the instrument', async () => {
    const expected = known('rdml/stepone_std.rdml.expected.json');
    const { wells, format, records } = await read('rdml/stepone_std.rdml');
    expect({ format, records }).toEqual({ format: 'RDML', records: expected.reactions });
    const standards = wells.filter(({ task }) => task === 'STANDARD');
    expect(standards).toHaveLength(expected.standard_curve.points);
    const slope = slopeOf(standards.map(({ quantity, ct }) => [Math.log10(quantity!), ct!]));
    expect(slope).toBeCloseTo(expected.standard_curve.slope, 5);
    expect(100 * (10 ** (-1 / slope) - 1)).toBeCloseTo(expected.standard_curve.efficiency_percent, 3);
  });

  it('of a StepOne says 40 for what never crossed in 40 cycles: no Cq, and a warning', async () => {
    const expected = known('rdml/stepone_std.rdml.expected.json');
    const { wells, warnings } = await read('rdml/stepone_std.rdml');
    const never = wells.filter(({ ct }) => ct === null);
    expect(never.map(({ task }) => task)).toEqual(['NO_TEMPLATE', 'NO_TEMPLATE', 'NO_TEMPLATE']);
    expect(warnings).toMatchObject([{ code: 'ct.last-cycle' }]);
    expect(measured(wells).length + never.length).toBe(expected.cq_present);
    expect(mean([...measured(wells), ...never.map(() => 40)])).toBeCloseTo(expected.cq_mean, 6);
  });

  it('of a CFX has two runs of one plate, and targets that never crossed', async () => {
    const expected = known('rdml/BioRad_qPCR_melt.rdml.expected.json');
    const { wells, records, warnings } = await read('rdml/BioRad_qPCR_melt.rdml');
    expect(records).toBe(expected.data);
    expect(measured(wells)).toHaveLength(expected.cq_present);
    expect(mean(measured(wells))).toBeCloseTo(expected.cq_mean, 5);
    expect(new Set(wells.map(({ target }) => target))).toEqual(new Set(expected.targets));
    expect(new Set(wells.map(({ sample }) => sample)).size).toBe(expected.samples);
    expect(wells[0]).toEqual({
      ...{ well: 'Amp Step 3_FAM A1', sample: 'Alm12', target: 'EvaGreen', task: 'POSITIVE' },
      ...{ ct: 27.7514537682101, quantity: null, isOmitted: false },
    });
    expect(wells.at(-1)).toMatchObject({ well: 'Amp Step 3_Cy5 H10', task: 'NO_TEMPLATE' });
    expect(warnings).toEqual([]);
  });
});

describe.skipIf(!hasRealData)('Cq results of a Bio-Rad CFX', () => {
  const all = hasRealData ? Object.keys(known('bio-rad-cfx/expected.json')) : [];

  it.each(all)('%s', async (file) => {
    const expected = known('bio-rad-cfx/expected.json')[file];
    const { wells, format, records, rejected } = await read(`bio-rad-cfx/${file}`);
    expect({ format, records, rejected }).toEqual({
      format: 'Bio-Rad CFX Cq results',
      records: expected.rows,
      rejected: [],
    });
    expect(numberOf(wells.map(({ target }) => target))).toEqual(expected.targets);
    expect(numberOf(wells.map(({ task }) => task))).toEqual({
      UNKNOWN: expected.contents.Unk,
      NO_TEMPLATE: expected.contents.NTC,
    });
    expect(wells.length - measured(wells).length).toBe(expected.cq_missing);
    expect(sum(measured(wells))).toBeCloseTo(expected.cq_sum, 5);
    expect(Math.max(...measured(wells))).toBeCloseTo(expected.cq_max, 6);
  });
});

describe.skipIf(!hasRealData)('QuantStudio', () => {
  it('comparative: gives the ΔΔCt of the instrument', async () => {
    const expected = known('quantstudio-relative/expected.json');
    const { wells, format, rejected, warnings } = await read('quantstudio-relative/RELATIVE_example.csv');
    expect({ format, rejected, warnings, wells: wells.length }).toEqual({
      ...{ format: 'QuantStudio results', rejected: [], warnings: [] },
      wells: expected.wells,
    });
    const means = Map.groupBy(wells, ({ sample, target }) => `${sample}|${target}`);
    const ct = (sample: string, target: string) => mean(measured(means.get(`${sample}|${target}`) ?? []));
    for (const [key, value] of Object.entries<number>(expected.mean_ct))
      expect(mean(measured(means.get(key)!))).toBeCloseTo(value, 5);
    for (const [key, value] of Object.entries<number>(expected.ddct)) {
      const [sample = '', target = ''] = key.split('|');
      const delta = (of: string) =>
        ct(of, target) - mean(expected.reference.map((gene: string) => ct(of, gene)));
      expect(delta(sample) - delta(expected.calibrator)).toBeCloseTo(value, 3);
    }
  });

  it('12K Flex: never takes Undetermined for a cycle', async () => {
    const { wells, rejected, warnings } = await read('qpcr-instrument-exports/QuantStudio_File1.txt');
    // Of 3,072 wells 384 have a sample and no assay.
    expect({ rejected, wells: wells.length }).toEqual({ rejected: [], wells: 2688 });
    expect(wells.filter(({ ct }) => ct === null)).toHaveLength(1192 - 384);
    expect(warnings).toMatchObject([{ code: 'well.no-assay' }]);
    expect(wells[0]).toMatchObject({ well: 'A1a1', sample: 'Sample1', target: 'Hs00559368_m1', ct: 29.099 });
  });
});

describe.skipIf(!hasRealData)('SDS of Applied Biosystems', () => {
  it('gives the published values of the median of replicates', async () => {
    const { wells, format, records } = await read('qpcr-instrument-exports/Experiment1.txt');
    expect({ format, records }).toEqual({ format: 'ABI SDS results', records: 18 });
    const table = realFile('qpcr-instrument-exports/result/allValues.csv')
      .toString()
      .trim()
      .split('\n')
      .slice(1);
    for (const row of table) {
      const [gene, sample, , , ct] = row.split('\t');
      const replicates = wells.filter((well) => well.sample === sample && well.target === gene);
      expect(median(measured(replicates))).toBeCloseTo(Number(ct), 5);
    }
  });

  it('ends with its wells: what follows is a summary', async () => {
    const { wells, rejected } = await read('qpcr-instrument-exports/ExperimentWithNTC.txt');
    expect(rejected).toEqual([]);
    expect(wells.filter(({ sample }) => sample === 'NTC').map(({ ct }) => ct)).toEqual([
      null,
      null,
      45.032213,
    ]);
  });
});

describe.skipIf(!hasRealData)('LightCycler 480', () => {
  it('has a title above its table', async () => {
    const expected = known('lightcycler-cq/expected.json');
    const file = 'lightcycler-cq/Edward_qPCR_Nrd1_calibration_2019-02-02_Cq.txt.gz';
    const { wells, format, warnings } = await read(file, gunzipSync(realFile(file)));
    expect({ format, wells: wells.length }).toEqual({ format: 'LightCycler Cp table', wells: expected.rows });
    expect(wells.length - measured(wells).length).toBe(expected.cp_missing);
    expect(sum(measured(wells))).toBeCloseTo(expected.cp_sum, 6);
    expect([wells[0]?.well, wells.at(-1)?.well]).toEqual(expected.positions);
    expect(warnings).toMatchObject([{ code: 'target.none' }]);
  });
});

describe.skipIf(!hasRealData)('a plain table of cycles', () => {
  it.each([
    ['ct1.csv', -2.495, 5.637],
    ['ct2.csv', -2.53, 5.776],
  ])('%s of Livak and Schmittgen gives the fold that they published', async (file, difference, fold) => {
    const { wells, records, warnings } = await read(`qpcr-livak/${file}`);
    expect(records).toBe(24);
    expect(warnings.map(({ code }) => code)).toEqual(['sample.unnamed', 'row.unended']);
    const ct = (target: string, from: number) =>
      mean(
        measured(
          wells.filter(
            (well) => well.target === target && Number(well.sample) > from && Number(well.sample) <= from + 6,
          ),
        ),
      );
    const delta = (from: number) => ct('c_myc', from) - ct('GAPDH', from);
    // The first six rows are of brain, the others of kidney.
    expect(delta(6) - delta(0)).toBeCloseTo(difference, 3);
    expect(2 ** -(delta(6) - delta(0))).toBeCloseTo(fold, 3);
  });

  it('names units, genes and replicates, and has a dilution series', async () => {
    const plate = await read('../oracles/qpcr/plate.csv');
    expect(plate.rejected).toEqual([]);
    expect(plate.wells[0]).toMatchObject({ sample: 'g1', target: 'CTSK', task: 'UNKNOWN', ct: 23.643 });
    const { wells, rejected } = await read('../oracles/qpcr/dilution.csv');
    expect(rejected).toEqual([]);
    const oracle = known('../oracles/qpcr/qpcr_oracle.json').efficiencies;
    for (const [gene, { slope }] of Object.entries<{ slope: number }>(oracle)) {
      const points = wells.filter(({ target, task }) => target === gene && task === 'STANDARD');
      expect(slopeOf(points.map(({ quantity, ct }) => [Math.log10(quantity!), ct!]))).toBeCloseTo(slope, 9);
    }
  });
});
