import { expect, it } from 'vitest';
import { literatureRecords } from '../../../../shared/domain/literature/catalogue.ts';

it('holds each finding once, with what its study says of all of them', () => {
  const records = literatureRecords();
  expect(new Set(records.map(({ id }) => id)).size).toBe(646);
  expect(records.find(({ id }) => id === 't1r01.f01')).toMatchObject({
    ...{ table: 1, row: 1, references: [28], species: 'human', sampleSize: [45] },
    ...{ endpoint: 'bmd', direction: 'down', inconsistencies: ['I-52'] },
  });
});
