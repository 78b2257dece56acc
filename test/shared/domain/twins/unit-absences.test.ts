import { describe, expect, it } from 'vitest';
import { type Twins, type UnitExtent, unitAbsences } from '../../../../shared/domain/twins/unit-absences.ts';

const HOUR = 3600e6;
const extent = (unit: string, from: number | null, to = 0): UnitExtent => ({
  ...{ unit, arm: unit.startsWith('F') ? 'flight' : 'ground', slack: HOUR / 20 },
  range: from === null ? null : { from: from * HOUR, to: to * HOUR },
});
const pair = (flight: string, ground: string, hours = 0): Twins => ({
  ...{ flight, ground, shiftMicros: hours * HOUR },
});
const found = (extents: UnitExtent[], pairs: Twins[], now = 1000) =>
  unitAbsences(extents, pairs, now * HOUR).map(({ unit, from, to, open, against }) => [
    ...[unit, open, from / HOUR, to / HOUR],
    against.join(),
  ]);

describe('what never came of a whole unit', () => {
  it('is what its twin has and it has not, in its own time', () => {
    const units = [extent('FU1', 10, 60), extent('GU1', 34, 144)];
    expect(found(units, [pair('FU1', 'GU1', 24)])).toEqual([['FU1', 'END', 60, 120, 'GU1']]);
    const late = [extent('FU1', 0, 100), extent('GU1', 30, 124)];
    expect(found(late, [pair('FU1', 'GU1', 24)])).toEqual([['GU1', 'START', 24, 30, 'FU1']]);
  });

  it('is nothing within three periods, and nothing that is still ahead', () => {
    const units = [extent('FU1', 0, 100), extent('GU1', 24.04, 99.98)];
    expect(found(units, [pair('FU1', 'GU1', 24)], 100)).toEqual([]);
    expect(found(units, [pair('FU1', 'GU1', 24)], 110)).toEqual([['GU1', 'END', 99.98, 110, 'FU1']]);
  });

  it('is everything of a unit that never sent: what its twin had, else its arm, else any', () => {
    const never = [extent('FU1', 0, 100), extent('FU2', null), extent('GU1', null), extent('GU2', null)];
    expect(found(never, [pair('FU1', 'GU1', 24), pair('FU2', 'GU2', 24)])).toEqual([
      ['FU2', 'NEVER', 0, 100, 'FU1'],
      ['GU1', 'NEVER', 24, 124, 'FU1'],
      ['GU2', 'NEVER', 0, 100, 'FU1'],
    ]);
  });

  it('is nothing where nothing has come at all', () => {
    expect(found([extent('FU1', null), extent('GU1', null)], [pair('FU1', 'GU1')])).toEqual([]);
  });
});
