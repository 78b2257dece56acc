import { describe, expect, it } from 'vitest';
import { comparedBy } from '../../../../shared/domain/comparison/compared-by.ts';

const arm = (donors: readonly (string | null)[], name: string) =>
  donors.map((donor, i) => ({ unit: `${name}${i + 1}`, value: i, donor }));

describe('who is held against whom', () => {
  it.each([
    ['no donor is declared', [null, null], [null, null], 'units', []],
    ['one donor stands in both arms', ['D1', 'D1'], ['D1', 'D1'], 'units', []],
    ['donors are shared', ['D1', 'D2'], ['D1', 'D2'], 'blocks', []],
    ['some donors are shared', ['D1', 'D2'], ['D2', 'D3'], 'blocks', ['comparison.donor-alone']],
    ['each arm is one donor', ['D1', 'D1'], ['D2', 'D2'], 'units', ['comparison.donor-nested']],
    ['each unit has its own donor', ['D1', 'D2'], ['D3', 'D4'], 'units', []],
    ['shared donors are not told of all', ['D1', null], ['D1', 'D2'], 'units', ['comparison.donor-untold']],
  ])('where %s', (_, a, b, by, codes) => {
    const held = comparedBy(arm(a, 'F'), arm(b, 'G'), null);
    expect(held.by).toBe(by);
    expect(held.remarks.map(({ code }) => code)).toEqual(codes);
  });

  it('takes pairs in their order, and names who has no partner', () => {
    const pairs = [
      { a: 'F2', b: 'G1' },
      { a: 'F1', b: 'G9' },
    ];
    const held = comparedBy(arm([null, null], 'F'), arm([null], 'G'), pairs);
    expect([held.a, held.b].map((side) => side.map(({ unit }) => unit))).toEqual([['F2'], ['G1']]);
    expect(held.remarks).toEqual([
      {
        code: 'comparison.no-partner',
        message: 'compared in pairs: F1 has no partner with a value, and does not count',
      },
    ]);
  });
});
