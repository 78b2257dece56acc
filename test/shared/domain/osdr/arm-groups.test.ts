import { expect, it } from 'vitest';
import { armGroups, spaceflightOf } from '../../../../shared/domain/osdr/arm-groups.ts';

it('arms are called as GeneLab calls them, with their id where two are called alike', () => {
  const arms = [
    { id: 'flight', kind: 'SPACEFLIGHT' },
    { id: 'centrifuge', kind: 'ONBOARD_1G' },
    { id: 'sync', kind: 'GROUND_CONTROL_SYNCHRONOUS' },
    { id: 'async', kind: 'GROUND_CONTROL_ASYNCHRONOUS' },
    { id: 'rpm', kind: 'SIMULATED_MICROGRAVITY' },
  ] as const;
  expect([...armGroups(arms)]).toEqual([
    ['flight', 'Space Flight'],
    ['centrifuge', 'Space Flight: 1G by centrifugation'],
    ['sync', 'Ground Control & sync'],
    ['async', 'Ground Control & async'],
    ['rpm', 'Simulated Microgravity'],
  ]);
  expect(spaceflightOf({ kind: 'BASAL_CONTROL' })).toBe('Basal Control');
});
