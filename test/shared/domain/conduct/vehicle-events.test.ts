import { describe, expect, it } from 'vitest';
import { isOfVehicle } from '../../../../shared/domain/conduct/vehicle-events.ts';

describe('an event of a vehicle', () => {
  it('is known by the end of its name', () => {
    for (const name of [
      'launch',
      'Launch',
      'lift-off',
      'reached-orbit',
      'DragonBerthing',
      'soyuz landing',
      're-entry',
    ])
      expect(isOfVehicle(name), name).toBe(true);
  });

  it('is none that a unit goes through or is told to do', () => {
    for (const name of [
      'activation',
      'medium-exchange',
      'fixation',
      'transfer',
      'launch-lock-release',
      'sac-1',
      '',
    ])
      expect(isOfVehicle(name), name).toBe(false);
  });
});
