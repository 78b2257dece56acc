import { describe, expect, it } from 'vitest';
import { compareArms } from '../../../shared/domain/comparison/compare-arms.ts';
import { measurePits } from '../../../shared/domain/pit/image/measure-pits.ts';
import { USUAL_PARAMETERS } from '../../../shared/domain/pit/image/pit-parameters.ts';
import { readPitFile } from '../../../shared/formats/pit/read-pit-file.ts';
import {
  IMAGED_MM2,
  imagedSlices,
  type MeasuredSlice,
  measuredSlices,
  PIXEL_UM,
} from '../../../shared/simulator/bone-slices.ts';
import { pitTables } from '../../../shared/simulator/bone-text.ts';
import { armOf, type MissionOptions } from '../../../shared/simulator/mission.ts';
import { resorptionCauses } from '../../../shared/simulator/resorption.ts';
import { HEALTHY } from './mission.ts';

const THREE_ARMS: MissionOptions = { ...HEALTHY, centrifuge: true, co2Aboard: 0.3 };
const PLAN = { slices: 3 };
const slices = measuredSlices(THREE_ARMS, PLAN);
const eroded = (of: readonly MeasuredSlice[]) =>
  of.flatMap(({ objects }) => objects).reduce((sum, { areaPx }) => sum + areaPx, 0);

/** Totals by unit, as the service sums them. */
function unitsOfArm(of: readonly MeasuredSlice[], arm: string) {
  const own = Map.groupBy(
    of.filter(({ unit }) => armOf(unit) === arm),
    ({ unit }) => unit.id,
  );
  return [...own].map(([unit, all]) => {
    const exposure = all.length * IMAGED_MM2;
    const count = (eroded(all) * PIXEL_UM ** 2) / 1e6;
    return { unit, value: count / exposure, total: { count, exposure, isCounted: false } };
  });
}

describe('bone slices of a simulated mission', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(measuredSlices(THREE_ARMS, PLAN)).toEqual(slices);
    expect(measuredSlices({ ...THREE_ARMS, seed: 6 }, PLAN)).not.toEqual(slices);
  });

  it('are as many as planned of every unit, and one more of each as an image', () => {
    expect(slices.map(({ unit, slice }) => `${unit.id} ${slice}`).slice(0, 4)).toEqual([
      'FU1 S1',
      'FU1 S2',
      'FU1 S3',
      'FU2 S1',
    ]);
    expect(slices).toHaveLength(27);
  });

  it('leave those that were there before as they are where more are measured', () => {
    const more = measuredSlices(THREE_ARMS, { slices: 4 });
    expect(more.filter(({ slice }) => slice !== 'S4')).toEqual(slices);
  });

  it('have objects whose ellipse has their area, and trenches of three times their width or more', () => {
    const objects = slices.flatMap((one) => one.objects);
    for (const { areaPx, majorPx, minorPx, kind } of objects) {
      expect((Math.PI / 4) * majorPx * minorPx).toBeCloseTo(areaPx, 6);
      expect(kind === 'trench').toBe(majorPx / minorPx > 2.5);
    }
    const trenches = objects.filter(({ kind }) => kind === 'trench').length;
    expect(trenches / objects.length).toBeGreaterThan(0.17);
    expect(trenches / objects.length).toBeLessThan(0.23);
  });

  it('are read from the tables of Fiji without a doubt, as many objects as there are', async () => {
    const tables = pitTables(slices);
    expect([...tables.keys()].slice(0, 2)).toEqual(['FU1_pits.csv', 'FU2_pits.csv']);
    let read = 0;
    for (const [name, text] of tables) {
      const { rejected, warnings, records, format } = await readPitFile([Buffer.from(text)], name);
      expect([rejected, warnings, format]).toEqual([[], [], 'objects of ImageJ']);
      read += records;
    }
    expect(read).toBe(slices.reduce((sum, { objects }) => sum + objects.length, 0));
  });

  it('have the true ratio of their arms in 95 of 100 intervals, in each contrast', () => {
    const runs = 300;
    const pairs = [
      ['flight', 'centrifuge'],
      ['flight', 'ground'],
      ['centrifuge', 'ground'],
    ] as const;
    const causes = resorptionCauses(THREE_ARMS);
    const ratioOf = (arm: string) =>
      causes.reduce((all, { arms, ratio }) => all * (arms.includes(arm) ? ratio : 1), 1);
    const covered = pairs.map(() => 0);
    for (let seed = 1; seed <= runs; seed++) {
      const of = measuredSlices({ ...THREE_ARMS, seed }, PLAN);
      pairs.forEach(([a, b], i) => {
        const how = { scale: 'ratio', by: 'units' } as const;
        const compared = compareArms(unitsOfArm(of, a), unitsOfArm(of, b), how);
        const [low, high] = 'code' in compared ? [NaN, NaN] : (compared.ci95 ?? [NaN, NaN]);
        const put = ratioOf(a) / ratioOf(b);
        covered[i]! += Number(low <= put && put <= high);
      });
    }
    // Two standard errors of a share of 300.
    for (const count of covered) {
      expect(count / runs).toBeGreaterThan(0.925);
      expect(count / runs).toBeLessThan(0.98);
    }
  });
});

describe('images of bone slices', () => {
  it('hold what their truth says, within a fiftieth', { timeout: 60_000 }, () => {
    const parameters = {
      ...{ ...USUAL_PARAMETERS, foreground: 'dark' as const },
      threshold: { method: 'fixed' as const, value: 125 },
    };
    for (const { unit, sheet } of imagedSlices(THREE_ARMS, PLAN)) {
      const { width, height, values, truth } = sheet;
      const grey = { width, height, bits: 8, isWhiteZero: false, values } as const;
      const { pits, trenches, erodedPx } = measurePits(grey, parameters);
      expect([pits, trenches], unit.id).toEqual([truth.pits, truth.trenches]);
      expect(Math.abs(erodedPx / (truth.pitAreaPx + truth.trenchAreaPx) - 1), unit.id).toBeLessThan(0.02);
    }
  });
});
