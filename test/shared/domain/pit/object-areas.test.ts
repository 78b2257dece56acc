import { describe, expect, it } from 'vitest';
import { objectAreas, type SliceObjects } from '../../../../shared/domain/pit/object-areas.ts';

type Row = SliceObjects['rows'][number];

/** Of the row, what sizes hang on. */
const row = (area: number | null, lengthsIn: Row['lengthsIn'] = 'untold', count = 1): Row =>
  ({ row: { area, count }, lengthsIn }) as Row;
const slice = (unit: string, name: string, changes: Partial<SliceObjects['slice']> = {}) => ({
  ...{ unit, slice: name, arm: 'flight', scale: { micrometres: 2 } },
  ...changes,
});

describe('sizes of objects', () => {
  it('are of all slices of a unit that count, in µm², from the smallest on', () => {
    const units = objectAreas(
      [
        { slice: slice('F2', 'S1'), rows: [row(3)] },
        { slice: slice('F1', 'S1'), rows: [row(10), row(5)] },
        { slice: slice('F1', 'S2'), rows: [row(25, 'um')] },
      ],
      10,
    );
    expect(units).toEqual([
      {
        ...{ unit: 'F1', arm: 'flight', slices: ['S1', 'S2'], objects: 3, areasUm2: [20, 25, 40] },
        without: [],
      },
      { unit: 'F2', arm: 'flight', slices: ['S1'], objects: 1, areasUm2: [12], without: [] },
    ]);
  });

  it('name slices without any, each with why', () => {
    const refused = { message: 'two areas' };
    const [unit] = objectAreas(
      [
        { slice: slice('F1', 'S1', { refused }), rows: [row(10)] },
        { slice: slice('F1', 'S2', { untold: 'nobody has confirmed the scale' }), rows: [row(10)] },
        { slice: slice('F1', 'S3'), rows: [row(null)] },
        { slice: slice('F1', 'S4', { scale: null }), rows: [row(1)] },
        { slice: slice('F1', 'S5'), rows: [row(null, 'um', 0)] },
      ],
      10,
    );
    expect(unit).toMatchObject({ objects: 0, areasUm2: [], slices: ['S5'] });
    expect(unit?.without.map(({ slice: name, reason }) => `${name}: ${reason}`)).toEqual([
      'S1: two areas',
      'S2: nobody has confirmed the scale',
      'S3: its objects were counted, and their areas not measured',
      'S4: nothing says how large a pixel is',
    ]);
  });

  it('count what an image counts as no pit at its edge, as the mean area does', () => {
    expect(objectAreas([{ slice: slice('F1', 'S1'), rows: [row(1, 'um', 0)] }], 10)[0]?.objects).toBe(1);
  });

  it('are thinned to even ranks where there are more than are shown, and say how many there are', () => {
    const rows = Array.from({ length: 1000 }, (_, i) => row(i + 1, 'um'));
    const [unit] = objectAreas([{ slice: slice('F1', 'S1'), rows }], 4);
    expect(unit).toMatchObject({ objects: 1000, areasUm2: [126, 376, 626, 876] });
  });
});
