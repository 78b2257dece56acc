import { describe, expect, it } from 'vitest';
import { techniqueFindings, techniqueWarnings } from '../../../../shared/domain/platform/arm-technique.ts';
import { minimal } from '../experiment/minimal.ts';

const of = (arm: object, culture?: object) => {
  const arms = [
    { id: 'x', ...arm },
    { id: 'ground', kind: 'GROUND_CONTROL_SYNCHRONOUS' },
  ];
  const units = [
    { id: 'X1', arm: 'x', ...(culture && { culture }) },
    { id: 'G1', arm: 'ground', culture: { cellType: 'osteoclasts', species: 'Homo sapiens' } },
  ];
  return minimal({ arms, units, pairs: [], sources: [] });
};
const simulated = (technique?: string, culture?: object) =>
  of({ kind: 'SIMULATED_MICROGRAVITY', ...(technique && { technique }) }, culture);

describe('the technique of an arm', () => {
  it('is named by id, name, abbreviation, alias or in another order of words, and says nothing where it is known', () => {
    for (const name of ['rpm', 'Random Positioning Machine', 'RCC', '2D clinostat', 'FFM'])
      expect([...techniqueFindings(simulated(name)), ...techniqueWarnings(simulated(name))]).toEqual([]);
    expect(techniqueWarnings(of({ kind: 'SPACEFLIGHT', technique: 'ISS' }))).toEqual([]);
    expect(techniqueWarnings(of({ kind: 'GROUND_CONTROL_ASYNCHRONOUS' }))).toEqual([]);
  });

  it('that is missing, or that the catalogue has not, is warned of with the nearest name', () => {
    expect(techniqueWarnings(simulated())).toEqual([
      {
        ...{ code: 'definition.technique-missing', field: 'arms[0].technique' },
        message:
          'nothing says how microgravity is simulated in x: studies of all platforms on the ground will stand beside it, and it is checked against no limit of a platform; declare its technique, such as rpm, clinostat or rwv',
      },
    ]);
    expect(techniqueWarnings(simulated('random positionning machin'))).toEqual([
      {
        ...{ code: 'definition.unknown-technique', field: 'arms[0].technique' },
        message:
          'the catalogue has no technique "random positionning machin": studies of all platforms on the ground will stand beside it, and it is checked against no limit of a platform; did you mean "Random positioning machine"?',
      },
    ]);
    expect(techniqueWarnings(simulated('2-D clinostat, 60 rpm'))[0]?.message).toContain(
      'did you mean "Clinostat, 2D"?',
    );
    expect(techniqueWarnings(simulated('magnetic levitation'))[0]?.message).toContain(
      'has no technique "magnetic levitation"',
    );
  });
});

describe('a contradiction', () => {
  it.each([
    [
      'GROUND_CONTROL_SYNCHRONOUS',
      'spaceflight',
      'which is real microgravity: name another technique, or make the kind SPACEFLIGHT',
    ],
    [
      'SPACEFLIGHT',
      'RPM',
      'which is simulated microgravity: name another technique, or make the kind SIMULATED_MICROGRAVITY',
    ],
    ['SIMULATED_MICROGRAVITY', 'GC', 'which is normal gravity'],
    ['SIMULATED_MICROGRAVITY', 'Mir', 'which is real microgravity'],
    ['ONBOARD_1G', 'rwv', 'which is simulated microgravity'],
    ['VIVARIUM_CONTROL', 'hlu', 'which is simulated microgravity'],
  ])('is a technique whose role the kind %s cannot be: %s', (kind, technique, text) => {
    expect(techniqueFindings(of({ kind, technique }))).toEqual([
      {
        ...{ path: ['arms', 0, 'technique'], code: 'definition.contradiction' },
        message: expect.stringContaining(text),
      },
    ]);
  });

  it('is a body that the platform cannot take; cells of any species may be on one for cells', () => {
    expect(techniqueFindings(simulated('hdt', { species: 'Mus musculus' }))).toEqual([
      {
        ...{ path: ['units', 0, 'culture', 'species'], code: 'definition.contradiction' },
        message:
          'expected humans, which alone are put on Head-down tilt bed rest (technique of x), got "Mus musculus"',
      },
    ]);
    expect(techniqueFindings(simulated('HLU', { species: 'human' }))).toHaveLength(1);
    expect(techniqueFindings(simulated('HLU', { species: 'rat' }))).toEqual([]);
    expect(techniqueFindings(simulated('rpm', { species: 'human' }))).toEqual([]);
    expect(techniqueFindings(simulated('HLU', { species: 'tardigrade' }))).toEqual([]);
  });

  it('is doubted only, where cells are cultured in an arm of people or animals', () => {
    const [one, ...rest] = techniqueWarnings(simulated('bed rest, horizontal', { cellType: 'osteoclasts' }));
    expect(rest).toEqual([]);
    expect(one).toEqual({
      ...{ code: 'definition.technique-subject', field: 'arms[0].technique' },
      message:
        'Horizontal bed rest is of humans, and X1 of x hold cells (osteoclasts): cells in culture are at 1 g under it, unless they were taken from bodies that were on it',
    });
    expect(techniqueWarnings(simulated('hlu', { bone: 'femur' }))).toEqual([]);
  });
});
