import { describe, expect, it } from 'vitest';
import { culturesApart } from '../../../../shared/domain/comparison/cultures-apart.ts';

const CONTRAST = { a: 'flight', b: 'ground' };
const UNITS = { a: ['F1', 'F2'], b: ['G1', 'G2'] };
const apart = (facts: Readonly<Record<string, string>>) =>
  culturesApart(UNITS, CONTRAST, (unit, fact) => (fact === 'substrate' ? (facts[unit] ?? null) : null));

describe('cultures of two arms', () => {
  it('are apart where they have no substrate in common', () => {
    expect(apart({ F1: 'ivory', F2: 'ivory', G1: 'bovine-bone', G2: 'bovine-bone' })).toEqual([
      {
        code: 'design.handled-apart',
        message:
          'the substrate is ivory in flight and bovine-bone in ground: whatever differs may come of that',
      },
    ]);
    const part = apart({ F1: 'ivory', F2: 'bovine-bone', G1: 'bovine-bone', G2: 'bovine-bone' });
    // One pair of twins that differ is enough.
    expect(part).toEqual([
      {
        code: 'design.handled-apart',
        message:
          'the substrate is bovine-bone of 1 unit, ivory of 1 unit in flight and bovine-bone of 2 units in ground: whatever differs may come of that',
      },
    ]);
    expect(apart({ F1: 'ivory', F2: 'ivory', G1: 'ivory', G2: 'ivory' })).toEqual([]);
    expect(apart({ F1: 'ivory', G1: 'ivory', G2: 'ivory' })).toEqual([
      { code: 'design.culture-untold', message: 'of F2 nothing says what the substrate is' },
    ]);
  });

  it('are apart where they have the same substrates in unlike shares, as far as their numbers allow like ones', () => {
    const units = (arm: string, n: number) => Array.from({ length: n }, (_, i) => `${arm}${i}`);
    const codes = (ivory: readonly [number, number], n: readonly [number, number]) =>
      culturesApart({ a: units('F', n[0]), b: units('G', n[1]) }, CONTRAST, (unit, fact) => {
        if (fact !== 'substrate') return null;
        return Number(unit.slice(1)) < ivory[unit.startsWith('F') ? 0 : 1] ? 'ivory' : 'bovine-bone';
      }).map(({ code }) => code);
    expect(codes([1, 2], [3, 3])).toEqual(['design.handled-apart']);
    expect(codes([2, 2], [3, 3])).toEqual([]);
    expect(codes([1, 1], [3, 2])).toEqual([]);
    expect(codes([1, 0], [3, 2])).toEqual(['design.handled-apart']);
  });

  it('leave open what is told of one arm alone, and what of none says nothing', () => {
    expect(apart({ F1: 'ivory' })).toEqual([
      {
        code: 'design.culture-untold',
        message: 'of ground nothing says whether the substrate is that of flight',
      },
    ]);
    expect(apart({})).toEqual([]);
    // Of an arm of which nothing is compared nothing is held against the other.
    expect(culturesApart({ a: ['F1'], b: [] }, CONTRAST, () => 'ivory')).toEqual([]);
  });
});
