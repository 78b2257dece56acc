import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareArms } from '../../../../shared/domain/comparison/compare-arms.ts';
import { besideCalibrator } from '../../../../shared/domain/qpcr/calibrator.ts';
import type { TargetQuantities, UnitQuantity } from '../../../../shared/domain/qpcr/quantities.ts';
import { targetEndpoint } from '../../../../shared/domain/qpcr/target-endpoint.ts';
import { foldOf } from '../../../support/plates.ts';

type Log2s = readonly (number | null)[];

function quantities(flight: Log2s, ground: Log2s, plates: (unit: string) => string = () => 'P1') {
  const units = (arm: string, log2s: Log2s): UnitQuantity[] =>
    log2s.map((log2, i) => {
      const unit = `${arm[0]?.toUpperCase()}${i + 1}`;
      const [crossed, never] = log2 === null ? [0, 3] : [3, 0];
      return { unit, arm, donor: null, log2, crossed, never, plates: [plates(unit)] };
    });
  const target: TargetQuantities = {
    ...{ target: 'CTSK', method: 'DDCT', assumed: ['CTSK', 'GAPDH'] },
    units: [...units('flight', flight), ...units('ground', ground)],
  };
  return target;
}

const ARMS = { a: 'flight', b: 'ground' };
const compared = (...of: Parameters<typeof quantities>) => targetEndpoint(quantities(...of), ARMS);

describe('targetEndpoint', () => {
  it('tells the fold, and units beside the geometric mean of the other arm', () => {
    const { asked, a, b, refused } = compared([1, 2, 3], [-1, 0, 1]);
    expect(refused).toBeUndefined();
    expect(foldOf(asked)?.estimate).toBeCloseTo(4, 12);
    expect(a).toMatchObject({ arm: 'flight', measured: 3, seen: 3 });
    expect(a.units?.map(({ value }) => value)).toEqual([2, 4, 8]);
    expect(b.units?.map(({ value }) => value)).toEqual([0.5, 1, 2]);
  });

  it('tells no fold where a unit never crossed: leaving it out would favour its arm', () => {
    expect(compared([1, null, 3], [0, 0.5, 1])).toMatchObject({
      asked: null,
      refused: {
        code: 'target.never',
        message:
          'CTSK crossed the threshold in 2 of 3 units of flight and 3 of 3 units of ground: no fold is told, since the units in which it never did have no number and cannot be left out',
      },
      a: { measured: 3, seen: 2, units: [{ unit: 'F1' }, { unit: 'F3' }] },
    });
    expect(compared([1, 2], [null, null])).toMatchObject({ asked: null, b: { seen: 0, units: null } });
  });

  it('tells none where an arm has no unit', () => {
    expect(compared([1, 2], []).refused).toEqual({
      code: 'target.not-measured',
      message: 'no unit of ground has a quantity of CTSK',
    });
  });

  it('says of one unit an arm why there is no interval', () => {
    expect(foldOf(compared([1], [0]).asked)).toMatchObject({ estimate: 2, ci95: null, pValue: null });
  });

  it('names plates that only one arm ran on, unless each unit has its own', () => {
    const shared = compared([1, 2], [0, 1], (unit) => (unit.startsWith('F') ? 'P1' : 'P2'));
    expect(shared.remarks).toEqual([
      {
        code: 'plate.confounded',
        message:
          'the arms ran on plates of their own (P1 against P2): what differs between plates cannot be told from what differs between arms',
      },
    ]);
    expect(compared([1, 2], [0, 1], (unit) => unit).remarks).toEqual([]);
    expect(compared([1, 2], [0, 1]).remarks).toEqual([]);
  });

  it('names units that have it while no unit of the calibrator has', () => {
    const told = compared([1, 2], []);
    expect([told.a.units, told.a.alone, told.refused?.code]).toEqual([
      null,
      ['F1', 'F2'],
      'target.not-measured',
    ]);
  });

  const log2s = fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: 2, maxLength: 5 });

  it('tells the same fold beside any calibrator, which is 1 itself (property)', () => {
    fc.assert(
      fc.property(log2s, log2s, fc.nat(9), (flight, ground, choice) => {
        const target = quantities(flight, ground);
        const { unit } = target.units[choice % target.units.length]!;
        const usual = targetEndpoint(target, ARMS);
        const other = targetEndpoint(target, { ...ARMS, calibrator: { unit } });
        const fold = foldOf(usual.asked);
        expect(foldOf(other.asked)).toEqual(fold);
        const values = [...(other.a.units ?? []), ...(other.b.units ?? [])];
        expect(values.find((one) => one.unit === unit)?.value).toBe(1);
        expect(values).toHaveLength(target.units.length);
        // The units that are told have that fold, too.
        const told = compareArms(other.a.units ?? [], other.b.units ?? [], {
          ...{ scale: 'ratio', by: 'units' },
        });
        if ('code' in told) throw new Error(told.code);
        const [one, two] = [told.estimate, fold?.estimate].map((one) => Math.log2(one ?? Number.NaN));
        expect(one).toBeCloseTo(two!, 9);
      }),
      { seed: 12, numRuns: 200 },
    );
  });

  it('has no value beside a calibrator that never crossed', () => {
    const { units } = quantities([null, 1], [0]);
    expect(besideCalibrator(units, { unit: 'F1' })).toBeNull();
    expect(besideCalibrator(units, { arm: 'flight' })?.map(({ value }) => value)).toEqual([1, 0.5]);
  });
});
