import { expect, it } from 'vitest';
import { refuseHouseId } from '../../../../shared/domain/experiment/house-ids.ts';

it('an id that names a partition of the house is refused, whatever else looks like it is not', () => {
  for (const id of ['EXPERIMENTS', 'DROP', 'WATCH'])
    expect(() => refuseHouseId(id)).toThrow(
      expect.objectContaining({ code: 'experiment.id-taken', place: { field: 'id' } }),
    );
  expect(() => refuseHouseId('WATCH')).toThrow(
    'expected an id that the stack does not use itself, got "WATCH"; choose another, such as watch',
  );
  for (const id of ['experiments', 'drop', 'WATCH-1', 'osteo']) expect(() => refuseHouseId(id)).not.toThrow();
});
