import { describe, expect, it } from 'vitest';
import type { UnitValue } from '../../../../shared/domain/comparison/arms-asked.ts';
import { compareArms } from '../../../../shared/domain/comparison/compare-arms.ts';

type Told = readonly (readonly [count: number, exposure: number])[];
const arm = (name: string, all: Told, isCounted = true): UnitValue[] =>
  all.map(([count, exposure], i) => ({
    ...{ unit: `${name}${i + 1}`, value: count / exposure },
    total: { count, exposure, isCounted },
  }));
const how = { scale: 'ratio', by: 'units' } as const;

/** Pits of five units an arm, and what R 4.2.2 makes of them (oracles of small_n). */
const GROUND: Told = [
  [139, 22.149],
  [72, 25.345],
  [90, 22.732],
  [104, 22.477],
  [84, 24.877],
];
const FLIGHT: Told = [
  [46, 20.884],
  [59, 24.291],
  [133, 24.988],
  [123, 25.625],
  [85, 22.412],
];

function figures(a: readonly UnitValue[], b: readonly UnitValue[]) {
  const told = compareArms(a, b, how);
  if ('code' in told) throw new Error(told.code);
  return told;
}

describe('rates of one arm against another', () => {
  it('are told by unit totals, with a ratio of geometric means beside it', () => {
    const { estimate, ci95, pValue, known, sensitivity, permutation, hedgesG, minimumDetectable } = figures(
      arm('F', FLIGHT),
      arm('G', GROUND),
    );
    expect(Math.log(estimate!)).toBeCloseTo(-0.09730268945203, 9);
    expect(Math.log(ci95![0])).toBeCloseTo(-0.5976753790159, 7);
    expect(Math.log(ci95![1])).toBeCloseTo(0.4030700001118, 7);
    expect(pValue).toBeCloseTo(0.6657419090331, 7);
    expect(known).toEqual({ se: expect.closeTo(0.2169869003811, 7), df: 8 });
    expect(Math.log(sensitivity!.estimate!)).toBeCloseTo(-0.1497436396447, 12);
    expect(Math.log(sensitivity!.ci95![0])).toBeCloseTo(-0.667855996302, 10);
    expect(sensitivity!.pValue).toBeCloseTo(0.5203640663636, 11);
    expect(permutation).toEqual({ pValue: 128 / 252, smallestAttainable: 2 / 252 });
    expect(hedgesG?.g).toBeCloseTo(-0.3849647051921, 11);
    // Of five units an arm 2.02 standard deviations are seen, and one is se · sqrt(5 / 2).
    expect(Math.log(minimumDetectable!) / (0.2169869003811 * Math.sqrt(2.5))).toBeCloseTo(2.02, 2);
  });

  it('have no ratio where an arm counts none, and a bound of its rate instead', () => {
    const none = arm('F', [
      [0, 10],
      [0, 10],
      [0, 10],
    ]);
    // The rule of three: 3.0 in 30 mm².
    expect(
      compareArms(
        none,
        arm('G', [
          [5, 10],
          [5, 10],
          [5, 10],
        ]),
        how,
      ),
    ).toEqual({
      ...{ code: 'comparison.zero-arm', arm: 'a' },
      bound: { rateBelow: expect.closeTo(-Math.log(0.05) / 30, 12), rateOfOther: expect.closeTo(0.5, 12) },
    });
    // Units that scatter more widen it: 1, 5 and 9 have a dispersion of 32 / 5 over 2.
    expect(
      compareArms(
        arm('F', [
          [1, 10],
          [5, 10],
          [9, 10],
        ]),
        none,
        how,
      ),
    ).toEqual({
      ...{
        code: 'comparison.zero-arm',
        arm: 'b',
        bound: {
          rateBelow: expect.closeTo((-Math.log(0.05) * 3.2) / 30, 12),
          rateOfOther: expect.closeTo(0.5, 12),
        },
      },
    });
    expect(compareArms(none, none, how)).toEqual({ code: 'comparison.none-counted' });
    // What is no count has no rule of three.
    const area = arm(
      'F',
      [
        [0, 10],
        [0, 10],
      ],
      false,
    );
    expect(
      compareArms(
        area,
        arm(
          'G',
          [
            [1, 10],
            [2, 10],
          ],
          false,
        ),
        how,
      ),
    ).toEqual({
      ...{ code: 'comparison.zero-arm', arm: 'a', bound: null },
    });
  });

  it.each([
    [[[3, 10]], GROUND, '1 against 5 units: how far units of one arm are apart is known from 2 of each on'],
    [
      [
        [2, 1],
        [2, 1],
      ],
      [
        [4, 2],
        [4, 2],
      ],
      '2 against 2 units: those of one arm do not differ, so that chance cannot be told from a difference',
    ],
  ] as const)('say why there is no p: %#', (a, b, reason) => {
    expect(figures(arm('F', a), arm('G', b))).toMatchObject({ pValue: null, pValueReason: reason });
  });

  it('know a unit without a pit from one that was not looked at', () => {
    const { estimate } = figures(
      arm('F', [
        [0, 10],
        [8, 10],
        [7, 10],
      ]),
      arm('G', [
        [9, 10],
        [5, 10],
        [6, 10],
      ]),
    );
    expect(estimate).toBeCloseTo(15 / 20, 12);
  });

  it('are compared within pairs by their logarithms, a unit of none with half a pit', () => {
    const told = compareArms(
      arm('F', [
        [0, 10],
        [8, 10],
      ]),
      arm('G', [
        [2, 10],
        [8, 10],
      ]),
      {
        ...{ scale: 'ratio', by: 'pairs' },
      },
    );
    expect(told).toMatchObject({
      estimate: expect.closeTo(Math.exp(Math.log(0.5 / 2.5) / 2), 12),
      sensitivity: null,
    });
  });

  it('of an arm of none have no ratio within pairs either', () => {
    const none = arm('F', [
      [0, 10],
      [0, 10],
      [0, 10],
    ]);
    const told = compareArms(
      none,
      arm('G', [
        [10, 10],
        [11, 10],
        [12, 10],
      ]),
      { scale: 'ratio', by: 'pairs' },
    );
    expect(told).toMatchObject({ code: 'comparison.zero-arm', arm: 'a' });
  });

  it('may be told apart by a difference, and are rates then, not logarithms', () => {
    const [a, b] = [
      arm('F', [
        [20, 1],
        [21, 1],
      ]),
      arm('G', [
        [7, 1],
        [6, 1],
      ]),
    ];
    const told = compareArms(a, b, { scale: 'difference', by: 'units' });
    expect(told).toMatchObject({ estimate: 14, sensitivity: null });
  });

  it('of what is summed may have a unit of none, which has no logarithm of its own', () => {
    const a = arm(
      'F',
      [
        [0, 1],
        [2, 1],
        [4, 1],
      ],
      false,
    );
    expect(
      figures(
        a,
        arm(
          'G',
          [
            [3, 1],
            [2, 1],
            [1, 1],
          ],
          false,
        ),
      ),
    ).toMatchObject({
      ...{ estimate: 1, hedgesG: null, permutation: null, sensitivity: { estimate: null, pValue: null } },
      pValue: expect.closeTo(1, 9),
    });
  });

  it('beside a unit that is no rate are compared by what they are, without half a pit on one side', () => {
    const a = [
      ...arm('F', [
        [3, 1],
        [4, 1],
      ]),
      { unit: 'F3', value: 5 },
    ];
    expect(
      figures(
        a,
        arm('G', [
          [3, 1],
          [4, 1],
          [5, 1],
        ]),
      ).estimate,
    ).toBeCloseTo(1, 12);
  });
});
