import { expect, it } from 'vitest';
import { sharedUnitRemarks } from '../../../../shared/domain/twins/shared-units.ts';

const pair = (id: string, flight: string, ground: string) => ({ id, flight, ground, plannedDelay: 0 });

it('two pairs of one ground unit say that they are not two replicates', () => {
  const [one, two, three] = [pair('P1', 'FU1', 'GU1'), pair('P2', 'FU2', 'GU1'), pair('P3', 'FU3', 'GU3')];
  const all = [one!, two!, three!];
  const said = (of: typeof one) => sharedUnitRemarks(of!, all).map(({ sentence }) => sentence);
  expect(said(one)).toEqual(['P1 and P2 share the unit GU1: they are not two replicates']);
  expect(said(two)).toEqual(['P2 and P1 share the unit GU1: they are not two replicates']);
  expect(said(three)).toEqual([]);
});
