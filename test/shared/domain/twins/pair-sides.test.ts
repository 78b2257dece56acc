import { expect, it } from 'vitest';
import { differenceText, pairSides } from '../../../../shared/domain/twins/pair-sides.ts';
import { indexed } from '../experiment/minimal.ts';

/** Of a unit of either arm, in one pair. */
function sidesOf(flight: object, ground: object) {
  const { index, pair } = pairOf(flight, ground);
  return pairSides(index, pair);
}

function pairOf(flight: object, ground: object) {
  const arms = [
    { id: 'one', ...flight },
    { id: 'other', ...ground },
  ];
  const units = arms.map(({ id: arm }, i) => ({ id: `U${i + 1}`, arm }));
  const pairs = [{ id: 'P1', flight: 'U1', ground: 'U2' }];
  const index = indexed({ arms, units, pairs, sources: [] });
  return { index, pair: index.definition.pairs[0]! };
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

it('A difference is called by its sides, and by its units where both are called alike', () => {
  const told = (flight: object, ground: object) => {
    const { index, pair } = pairOf(flight, ground);
    return differenceText(index, pair);
  };
  expect(told(SPACEFLIGHT, GROUND)).toBe('flight − ground');
  expect(told(SPACEFLIGHT, { kind: 'ONBOARD_1G' })).toBe('flight − other');
  expect(told({ kind: 'ONBOARD_1G', id: 'ground' }, GROUND)).toBe('U1 − U2');
});
