import { expect, it } from 'vitest';
import { literatureRecords } from '../../../../shared/domain/literature/catalogue.ts';
import { techniqueNamed, techniques, techniquesIn } from '../../../../shared/domain/literature/techniques.ts';

it('every platform of a finding is one of the fifteen', () => {
  const known = new Set(techniques().map(({ id }) => id));
  expect(known.size).toBe(15);
  for (const { technique } of literatureRecords()) expect(known).toContain(technique);
});

it('a platform is called by id, name, abbreviation or mission, and has its kinds', () => {
  const names = ['rwv', 'Rotating wall vessel', 'RCC', 'Skylab', 'head-down tilt bed rest', '2D clinostat'];
  expect(names.map((name) => techniqueNamed(name).id)).toEqual([
    'rwv',
    'rwv',
    'rwv',
    'spaceflight',
    'hdt',
    'clinostat_2d',
  ]);
  expect(techniquesIn(techniqueNamed('clinostat'))).toEqual([
    'clinostat',
    'clinostat_1d',
    'clinostat_2d',
    'rwv',
    'rpm',
  ]);
  expect(techniquesIn(techniqueNamed('ffm'))).toEqual(['ffm']);
});
