import { describe, expect, it } from 'vitest';
import {
  compareEndpoint,
  type EndpointOfArms,
  pValueOfEndpoint,
} from '../../../../shared/domain/comparison/compare-endpoint.ts';

const arm = (name: string, values: readonly number[], incubators: readonly string[] = []) =>
  values.map((value, i) => ({
    unit: `${name}${i + 1}`,
    value,
    donor: null,
    incubator: incubators[i] ?? null,
  }));

const ask = (
  a: readonly number[],
  b: readonly number[],
  more: Partial<EndpointOfArms> = {},
): EndpointOfArms => ({
  ...{ scale: 'ratio', endpoint: 'CTSK', arms: { a: 'flight', b: 'ground' }, pairs: null },
  ...{ a: arm('F', a), b: arm('G', b) },
  ...more,
});

describe('one endpoint of two arms', () => {
  it('tells its figures, its levels, and the spread of incubators that would undo it', () => {
    const told = compareEndpoint(ask([8, 9, 10], [1, 1.1, 1.2]));
    if ('refused' in told) throw new Error(told.refused.message);
    expect(told.held.by).toBe('units');
    expect(told.tipping?.sentence).toMatch(
      /^incubators that differ by a standard deviation of \d+ % would be enough/,
    );
    expect(pValueOfEndpoint(ask([8, 9, 10], [1, 1.1, 1.2]))).toBe(told.figures.pValue);
  });

  it('has no such spread where incubators are in the interval, and says so where there is no effect', () => {
    const spread = {
      a: arm('F', [8, 9, 10], ['I1', 'I2', 'I3']),
      b: arm('G', [1, 1.1, 1.2], ['I4', 'I5', 'I6']),
    };
    expect(compareEndpoint(ask([], [], spread))).toMatchObject({ tipping: null });
    expect(compareEndpoint(ask([1, 2, 3], [1, 2, 3]))).toMatchObject({
      tipping: {
        incubatorSd: 0,
        sentence: 'no effect (a ratio of 1) is inside the interval, even if incubators do not differ',
      },
    });
  });

  it.each([
    [ask([], [1]), 'comparison.no-units', 'no unit of flight has a value of CTSK'],
    [ask([], []), 'comparison.no-units', 'no unit of flight, and none of ground has a value of CTSK'],
    [
      ask([1, 0], [1, 2]),
      'comparison.not-positive',
      'expected CTSK above 0 in every unit, got 0 in F2: a ratio of it has no meaning',
    ],
    [
      ask([1, 2], [1, 2], { pairs: [] }),
      'comparison.no-pairs',
      'compared in pairs: no pair of flight and ground has a value of CTSK in both of its units',
    ],
    [
      ask([1, 2], [1], {
        pairs: [
          { a: 'F1', b: 'G1' },
          { a: 'F2', b: 'G1' },
        ],
      }),
      'comparison.shared-partner',
      'compared in pairs: expected each unit in one pair, got G1 in several, whose differences then are not independent: declare other pairs, or paired: false',
    ],
  ])('refuses what cannot be compared: %#', (asked, code, message) => {
    expect(compareEndpoint(asked)).toEqual({ refused: { code, message } });
    expect(pValueOfEndpoint(asked)).toBeNull();
  });
});
