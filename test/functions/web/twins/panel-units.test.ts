import { describe, expect, it } from 'vitest';
import { pairOnAxis, unitsAlone, unitsOfPairs } from '../../../../functions/web/twins/panel-units.ts';
import type { TimelineEvent } from '../../../../shared/domain/timeline/event.ts';

const ZERO = 1_772_000_000;
const event = (unit: string, seconds: number): TimelineEvent => ({
  ...{ name: 'activation', unit, accuracy: 1, at: seconds * 1e6 },
});
const events = [event('FU1', ZERO), event('GU1', ZERO + 100), event('CU1', ZERO + 5)];
const experiment = {
  reference: 'activation',
  hardware: {
    arms: new Map([
      ['flight', { kind: 'SPACEFLIGHT' as const }],
      ['centrifuge', { kind: 'ONBOARD_1G' as const }],
      ['ground', { kind: 'GROUND_CONTROL_SYNCHRONOUS' as const }],
    ]),
    units: new Map([
      ['FU1', { arm: 'flight' }],
      ['CU1', { arm: 'centrifuge' }],
      ['GU1', { arm: 'ground' }],
      ['GU2', { arm: 'ground' }],
    ]),
  },
};
const [P1, C1] = [
  { id: 'P1', flight: 'FU1', ground: 'GU1' },
  { id: 'C1', flight: 'CU1', ground: 'GU1' },
];

describe('units on an axis', () => {
  it('stand each at its own reference event on elapsed time', () => {
    const pairs = [P1, C1].map((pair) => pairOnAxis(experiment, pair, events, 'elapsed'));
    expect(unitsOfPairs(experiment, pairs).map(({ label, zeroSeconds }) => [label, zeroSeconds])).toEqual([
      ['flight FU1', ZERO],
      ['ground GU1', ZERO + 100],
      ['centrifuge CU1', ZERO + 5],
    ]);
  });

  it('are moved beside flight on its clock, and drawn so that no two look alike without colour', () => {
    const drawn = unitsOfPairs(
      experiment,
      [P1, C1].map((pair) => pairOnAxis(experiment, pair, events, 'utc')),
    );
    // Beside CU1, GU1 is moved otherwise: that is another curve.
    expect(drawn.map(({ unit, zeroSeconds }) => [unit, zeroSeconds])).toEqual([
      ['FU1', 0],
      ['GU1', 100],
      ['CU1', 0],
      ['GU1', 95],
    ]);
    expect(new Set(drawn.map(({ dash }) => JSON.stringify(dash))).size).toBe(4);
  });

  it('are not moved by themselves, and have no elapsed time without the event', () => {
    const onboard = unitsAlone(experiment, ['FU1', 'GU2'], events, 'onboard');
    expect(onboard.drawn.map(({ zeroSeconds }) => zeroSeconds)).toEqual([0, 0]);
    const elapsed = unitsAlone(experiment, ['FU1', 'GU2'], events, 'elapsed');
    expect([elapsed.drawn.map(({ unit }) => unit), elapsed.withoutZero]).toEqual([['FU1'], ['GU2']]);
    const late = { id: 'P2', flight: 'GU2', ground: 'GU1' };
    expect(pairOnAxis(experiment, late, events, 'elapsed').zeroSeconds).toBeNull();
  });
});
