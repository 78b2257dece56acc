import { expect, it } from 'vitest';
import { oneGWarnings } from '../../../../shared/domain/g-level/one-g-warnings.ts';
import { minimal } from '../experiment/minimal.ts';

it('A definition is warned of an arm on board whose g-level nothing measures', () => {
  const of = (arm: object, more: object = {}) => {
    const arms = [
      { id: 'flight', kind: 'SPACEFLIGHT' },
      { id: 'rotor', ...arm },
    ];
    const channels = ['x', 'y', 'z'].map((id) => ({ id, unit: '[g]', period: 'PT1S' }));
    const units = [{ id: 'R1', arm: 'rotor' }];
    return oneGWarnings(minimal({ arms, units, channels, pairs: [], sources: [], ...more }));
  };
  expect(of({ kind: 'ONBOARD_1G' })).toMatchObject([
    {
      ...{ code: 'definition.one-g-unmeasured', field: 'arms[1]' },
      message: expect.stringContaining('nothing says what measures the g-level of rotor'),
    },
  ]);
  expect(of({ kind: 'ONBOARD_1G', centrifuge: { channel: 'x', radiusMm: 90 } })).toEqual([]);
  expect(of({ kind: 'ONBOARD_1G' }, { gLevel: { axes: ['x', 'y', 'z'] } })).toEqual([]);
  expect(of({ kind: 'GROUND_CONTROL_SYNCHRONOUS' })).toEqual([]);
});
