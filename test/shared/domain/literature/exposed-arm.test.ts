import { expect, it } from 'vitest';
import { declaredBy } from '../../../../shared/domain/experiment/declared.ts';
import { exposedIn } from '../../../../shared/domain/literature/exposed-arm.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';

const ARMS = [
  { id: 'flight', kind: 'SPACEFLIGHT' },
  { id: 'ground', kind: 'GROUND_CONTROL_SYNCHRONOUS' },
  { id: 'rotor', kind: 'ONBOARD_1G' },
  { id: 'rpm', kind: 'SIMULATED_MICROGRAVITY', technique: 'random positioning machine' },
  { id: 'other', kind: 'SIMULATED_MICROGRAVITY', technique: 'magnetic levitation' },
  { id: 'untold', kind: 'SIMULATED_MICROGRAVITY' },
];

const exposed = (a: string, b: string, cells: readonly string[] = ['osteoclasts']) => {
  const units = ARMS.flatMap(({ id: arm }) =>
    cells.map((cellType, i) => ({ id: `${arm}${i}`, arm, culture: { cellType } })),
  );
  const channels = [{ id: 'temperature', unit: 'Cel', period: 'PT10M' }];
  const { definition } = readDefinition(JSON.stringify({ id: 'e', arms: ARMS, units, channels }));
  return exposedIn(declaredBy(definition), { a, b });
};

it('is the arm in flight or on a platform, on whichever side, with what it is like in the catalogue', () => {
  const flight = { techniques: ['spaceflight'], cellClass: 'osteoclast_lineage' };
  expect(exposed('flight', 'ground')).toEqual({ ...flight, isSecond: false });
  expect(exposed('ground', 'flight')).toEqual({ ...flight, isSecond: true });
  expect(exposed('flight', 'rotor')).toEqual({ ...flight, isSecond: false });
  expect(exposed('rpm', 'ground')?.techniques).toEqual(['rpm']);
  expect(exposed('other', 'ground')?.techniques).toBeNull();
  expect(exposed('untold', 'ground')?.techniques).toBeNull();
});

it('is none where both arms are exposed or neither, and of mixed cells no lineage is told', () => {
  expect([exposed('flight', 'rpm'), exposed('rotor', 'ground'), exposed('flight', 'none')]).toEqual([
    null,
    null,
    null,
  ]);
  expect(exposed('flight', 'ground', ['osteoclasts', 'osteoblasts'])?.cellClass).toBeNull();
});
