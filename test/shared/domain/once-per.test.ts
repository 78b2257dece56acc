import { describe, expect, it } from 'vitest';
import { oncePer, oncePerOwner } from '../../../shared/domain/once-per.ts';

describe('a function that computes once per key', () => {
  it('computes for keys that are identical once, for equal ones again', () => {
    const asked: number[][] = [];
    const sum = oncePer((numbers: number[]) => {
      asked.push(numbers);
      return numbers.reduce((a, b) => a + b, 0);
    });
    const [one, other] = [
      [1, 2],
      [1, 2],
    ];
    expect([sum(one!), sum(one!), sum(other!)]).toEqual([3, 3, 3]);
    expect(asked).toHaveLength(2);
  });

  it('remembers a result that is nothing', () => {
    let asked = 0;
    const nothing = oncePer((_key: string): undefined => {
      asked++;
    });
    expect([nothing('a'), nothing('a')]).toEqual([undefined, undefined]);
    expect(asked).toBe(1);
  });
});

describe('a function of an owner that computes once per key', () => {
  it('computes for each owner and key once', () => {
    const asked: string[] = [];
    const named = oncePerOwner((owner: { readonly name: string }, key: string) => {
      asked.push(`${owner.name}.${key}`);
      return asked.length;
    });
    const [one, other] = [{ name: 'one' }, { name: 'other' }];
    expect([named(one, 'a'), named(one, 'a'), named(one, 'b'), named(other, 'a')]).toEqual([1, 1, 2, 3]);
    expect(asked).toEqual(['one.a', 'one.b', 'other.a']);
  });
});
