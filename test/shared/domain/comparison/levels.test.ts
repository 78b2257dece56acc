import { describe, expect, it } from 'vitest';
import { levelsOf } from '../../../../shared/domain/comparison/levels.ts';

const unit = (donor: string | null, incubator: string | null) => ({ donor, incubator });

describe('the levels of a comparison', () => {
  it('say what is not declared, and what then is not in the interval', () => {
    expect(levelsOf([unit(null, null), unit('D1', null)], [unit('D1', 'I1')])).toEqual({
      a: { units: 2, donors: null, incubators: null },
      b: { units: 1, donors: ['D1'], incubators: ['I1'] },
      spansIncubators: false,
      sentence:
        '2 against 1 unit; whose cells they are is not declared of every unit; which incubator each stood in is not declared (culture: { incubator: … }), and where an arm is one, between-incubator spread is not in this interval; one mission',
    });
  });

  it.each([
    [['D1'], ['D1'], 'one donor, D1, in both arms'],
    [['D1', 'D2'], ['D2', 'D1'], '2 donors, in both arms'],
    [['D1', 'D2'], ['D2', 'D3'], '3 donors, 1 of them in both arms'],
    [['D1'], ['D2'], 'donors D1 against D2'],
  ])('say of donors %j and %j: %s', (a, b, text) => {
    const { sentence } = levelsOf(
      a.map((one) => unit(one, 'I')),
      b.map((one) => unit(one, 'J')),
    );
    expect(sentence).toContain(`; ${text}; `);
  });

  it.each([
    [['I1'], ['I2'], 'one incubator an arm: between-incubator spread is not in this interval', false],
    [['I1'], ['I1'], 'both arms in the incubator I1', true],
    [
      ['I1', 'I2'],
      ['I3'],
      'incubators I1, I2 against I3: of one of the arms there is one only, and between-incubator spread is not in this interval',
      false,
    ],
    [['I1', 'I2'], ['I3', 'I4'], 'incubators I1, I2 against I3, I4', true],
  ])('say of incubators %j and %j: %s', (a, b, text, spans) => {
    const levels = levelsOf(
      a.map((one) => unit('D', one)),
      b.map((one) => unit('D', one)),
    );
    expect(levels.sentence).toContain(`; ${text}; `);
    expect(levels.spansIncubators).toBe(spans);
  });
});
