import { expect, it } from 'vitest';
import { type PageUnits, unitsMoved } from '../../../../shared/domain/telemetry/page-units.ts';
import { rollUp } from '../../../../shared/domain/telemetry/rollup.ts';
import { rollupInUnit } from '../../../../shared/domain/telemetry/rollup-in-unit.ts';

const units = (ucum: string, ...sensors: (string | null)[]): PageUnits => ({
  temperature: { ucum, sensors },
});
const moved = (then: PageUnits | undefined, now: PageUnits) => Object.fromEntries(unitsMoved(then, now));

it.each([
  ['another unit', units('Cel', null), units('K', null), { temperature: { from: 'Cel', to: 'K' } }],
  ['another spelling', units('[ppm]', null), units('10*-6', null), {}],
  ['another sensor', units('K', 'T1'), units('K', 'T2'), { temperature: { from: null, to: 'K' } }],
  ['a sensor that is declared later', units('K', null, null), units('K', 'T1', null), {}],
  ['a page that does not say', undefined, units('K', null), {}],
  ['a series of which it does not say', {}, units('K', null), {}],
])('%s', (_, then, now, expected) => {
  expect(moved(then, now)).toEqual(expected);
});

it('converts what a page holds, or has nothing where no line leads there', () => {
  const samples = {
    times: Float64Array.from([0, 1e6]),
    values: Float64Array.from([36, 37.04]),
    flags: new Uint8Array(2),
  };
  const rollup = rollUp(samples, 60);
  const kelvin = rollupInUnit(rollup, { from: 'Cel', to: 'K' });
  expect(kelvin).toMatchObject({ min: [309.15], max: [310.19], n: [2] });
  expect(kelvin!.mean[0]).toBeCloseTo(309.67, 9);
  expect(rollupInUnit(rollup, { from: 'Cel', to: 'Pa' })).toBeNull();
  expect(rollupInUnit(rollup, { from: null, to: 'K' })).toBeNull();
  expect(rollupInUnit(rollup, { from: 'B[W]', to: 'W' })).toBeNull();
});
