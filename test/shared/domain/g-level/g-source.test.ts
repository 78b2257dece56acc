import { describe, expect, it } from 'vitest';
import { indexDefinition } from '../../../../shared/domain/experiment/definition-index.ts';
import { gAtCells, gFelt, lengthBounds, lengthOf } from '../../../../shared/domain/g-level/g-source.ts';
import { rotationG } from '../../../../shared/domain/g-level/rotation.ts';
import { minimal } from '../experiment/minimal.ts';

const index = (unit: string, more: object = {}, channels: readonly object[] = []) =>
  indexDefinition(
    minimal({
      arms: [
        { id: 'flight', kind: 'SPACEFLIGHT' },
        { id: 'rotor', kind: 'ONBOARD_1G', centrifuge: { channel: 'spin', radiusMm: 90, cultureDepthMm: 9 } },
      ],
      units: [
        { id: 'F1', arm: 'flight', sensors: [{ id: 'A', measures: 'gx' }] },
        {
          ...{ id: 'R1', arm: 'rotor' },
          sensors: ['spin', 'gx', 'gy', 'gz'].map((id) => ({ id: `S-${id}`, measures: id })),
        },
      ],
      pairs: [],
      channels: [
        { id: 'spin', unit, period: 'PT10S' },
        ...['gx', 'gy', 'gz'].map((id) => ({ id, unit: 'm/s2', period: 'PT1S' })),
        ...channels,
      ],
      sources: [],
      gLevel: { axes: ['gx', 'gy', 'gz'] },
      ...more,
    }),
  );

describe('the g-level at the cells', () => {
  it('is that of the rotation, whichever way it turns, in whatever unit it is sent', () => {
    const rpm = gAtCells(index('/min'), 'R1')[0]!;
    const { atCells } = rotationG({ rpm: 100, radiusMm: 90, depthMm: 9 });
    expect(rpm).toMatchObject({ series: ['spin'], period: 10, by: 'rotation' });
    expect([lengthOf(rpm, [100]), lengthOf(rpm, [-100])]).toEqual([atCells, atCells]);
    expect(lengthOf(gAtCells(index('Hz'), 'R1')[0]!, [100 / 60])).toBeCloseTo(atCells, 12);
    const [low, high] = lengthBounds(rpm, [-5], [100]);
    expect([low, high]).toEqual([0, atCells]);
  });

  it('is what the channel of the centrifuge says where that is an acceleration', () => {
    const source = gAtCells(index('m/s2'), 'R1')[0]!;
    expect(source).toMatchObject({ series: ['spin'], by: 'magnitude' });
    expect(lengthOf(source, [-9.80665])).toBeCloseTo(1, 12);
  });

  it('is the accelerometer, too, and of what was felt that first', () => {
    const both = (told: ReturnType<typeof gFelt>) => told.map(({ by }) => by);
    expect(both(gAtCells(index('/min'), 'R1'))).toEqual(['rotation', 'axes']);
    expect(both(gFelt(index('/min'), 'R1'))).toEqual(['axes', 'rotation']);
  });

  it('is that of the accelerometer where the arm has no centrifuge', () => {
    const arms = [
      { id: 'flight', kind: 'SPACEFLIGHT' },
      { id: 'rotor', kind: 'ONBOARD_1G' },
    ];
    const source = gAtCells(index('/min', { arms }), 'R1')[0]!;
    expect(source).toMatchObject({ series: ['gx', 'gy', 'gz'], period: 1, by: 'axes' });
    expect(lengthOf(source, [3 * 9.80665, 0, -4 * 9.80665])).toBeCloseTo(5, 12);
    const [low, high] = lengthBounds(source, [-9.80665, 0, 2 * 9.80665], [9.80665, 0, 3 * 9.80665]);
    expect([low, high]).toEqual([expect.closeTo(2, 12), expect.closeTo(Math.sqrt(10), 12)]);
  });

  it('is nowhere where an axis lacks', () => {
    expect(gFelt(index('/min'), 'F1')).toEqual([]);
    expect(gAtCells(index('/min', { gLevel: undefined }), 'F1')).toEqual([]);
  });

  it('is one channel where the length of the vector is sent', () => {
    const source = gFelt(index('/min', { gLevel: { magnitude: 'gx' } }), 'F1')[0]!;
    expect([source.by, lengthOf(source, [9.80665])]).toEqual(['magnitude', 1]);
  });
});
