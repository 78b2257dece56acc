import { describe, expect, it } from 'vitest';
import { measurementOf } from '../../../shared/domain/endpoint/measurement.ts';
import { mediumText } from '../../../shared/simulator/bone-text.ts';
import { boneTruth } from '../../../shared/simulator/bone-truth.ts';
import { boneMm2, LOD_PMOL, mediumCollections } from '../../../shared/simulator/medium-collections.ts';
import type { MissionOptions } from '../../../shared/simulator/mission.ts';
import { HEALTHY } from './mission.ts';

const MISSION: MissionOptions = { ...HEALTHY, centrifuge: true, days: 7 };
const PLAN = { slices: 3 };
const HOUR = 3600;
const all = mediumCollections(MISSION, PLAN);

describe('medium that was collected', () => {
  it('is that of each exchange but the first, and that at fixation', () => {
    const first = all.filter(({ unit }) => unit.id === 'FU1').map(({ elapsed }) => elapsed / HOUR);
    expect(first).toEqual([74, 146, 168]);
    expect(all).toHaveLength(27);
    expect(mediumCollections(MISSION, PLAN)).toEqual(all);
  });

  it('has no number below detection, and is told with its limit', () => {
    const short = mediumCollections({ ...MISSION, days: 3.2 }, PLAN);
    const below = short.filter(({ ctx }) => ctx === null);
    expect(below.length).toBeGreaterThan(5);
    expect(short.every(({ ctx }) => ctx === null || ctx >= LOD_PMOL)).toBe(true);
    const { belowDetection } = boneTruth(MISSION, { images: [], medium: short });
    expect(belowDetection.map(({ unit }) => unit)).toEqual([...new Set(below.map(({ unit }) => unit.id))]);
  });

  it('is written as rows that the service reads: pmol per mm² of bone', () => {
    const [header = '', ...rows] = mediumText(MISSION, PLAN, all).trimEnd().split('\n');
    const read = rows.map((row) => {
      const cells = new Map(header.split(',').map((name, i) => [name, row.split(',')[i] ?? '']));
      return measurementOf((column) => cells.get(column) ?? '');
    });
    expect(boneMm2(PLAN)).toBeCloseTo(98.4, 9);
    expect(read).toHaveLength(27);
    for (const [i, one] of read.entries())
      expect(one).toMatchObject({
        ...{ unit: all[i]!.unit.id, endpoint: 'ctx', value: all[i]!.ctx, measuredIn: 'pmol', lod: 4.5 },
        denominator: { amount: 98.4, unit: 'mm2' },
      });
  });
});
