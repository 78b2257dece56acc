import { expect, it } from 'vitest';
import { literatureRecords } from '../../../../shared/domain/literature/catalogue.ts';
import { inconsistenciesOf } from '../../../../shared/domain/literature/inconsistencies.ts';

it('every inconsistency that a record names is told, with what was made of it', () => {
  const records = literatureRecords();
  const named = new Set(records.flatMap(({ inconsistencies }) => inconsistencies));
  const told = inconsistenciesOf(records);
  expect(told.map(({ id }) => id).toSorted()).toEqual([...named].toSorted());
  expect(told.every(({ what, handling }) => what !== '' && handling !== '')).toBe(true);
  expect(inconsistenciesOf(records.filter(({ inconsistencies }) => inconsistencies.length === 0))).toEqual(
    [],
  );
});
