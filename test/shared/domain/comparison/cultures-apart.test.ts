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
    expect(part.map(({ code }) => code)).toEqual(['design.culture-partly']);
    expect(apart({ F1: 'ivory', F2: 'ivory', G1: 'ivory', G2: 'ivory' })).toEqual([]);
    expect(apart({ F1: 'ivory', G1: 'ivory', G2: 'ivory' })).toEqual([
      { code: 'design.culture-untold', message: 'of F2 nothing says what the substrate is' },
    ]);
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
