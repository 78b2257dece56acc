import { expect, it } from 'vitest';
import { pairSides } from '../../../../shared/domain/twins/pair-sides.ts';
import { indexed } from '../experiment/minimal.ts';

/** Of a unit of either arm, in one pair. */
function sidesOf(flight: object, ground: object) {
  const units = [
    { id: 'U1', arm: 'one' },
    { id: 'U2', arm: 'other' },
  ];
  const pairs = [{ id: 'P1', flight: 'U1', ground: 'U2' }];
  const arms = [
    { id: 'one', ...flight },
    { id: 'other', ...ground },
  ];
  const index = indexed({ arms, units, pairs, sources: [] });
  return pairSides(index, index.definition.pairs[0]!);
}

const SPACEFLIGHT = { kind: 'SPACEFLIGHT' };
const GROUND = { kind: 'GROUND_CONTROL_ASYNCHRONOUS' };

it('Units of a pair are called flight and ground where they are that, whatever their arms are called', () => {
  expect(sidesOf(SPACEFLIGHT, GROUND)).toEqual({ flight: 'flight', ground: 'ground' });
});

it('A centrifuge on board, a machine and other controls are called as their arms', () => {
  expect(sidesOf({ kind: 'ONBOARD_1G' }, GROUND)).toEqual({ flight: 'one', ground: 'ground' });
  expect(sidesOf(SPACEFLIGHT, { kind: 'ONBOARD_1G' })).toEqual({ flight: 'flight', ground: 'other' });
  const machine = { kind: 'SIMULATED_MICROGRAVITY', technique: 'RPM' };
  expect(sidesOf(machine, GROUND)).toEqual({ flight: 'one', ground: 'ground' });
});
