import { describe, expect, it } from 'vitest';
import {
  type ListedProblem,
  ListRefusal,
  listed,
  listSentence,
} from '../../../shared/domain/list-refusal.ts';

const problem = (field: string, message = 'is wrong', line: number | null = null): ListedProblem => ({
  field,
  code: 'a.code',
  message,
  line,
});
const many = (count: number, message?: string) =>
  Array.from({ length: count }, (_, i) => problem(`f${i}`, message));

describe('a list of what is wrong', () => {
  it('is whole up to 100 problems, and counts those beyond', () => {
    expect(listed(many(100)).problems).toHaveLength(100);
    const list = listed(many(250));
    expect(list.problems).toHaveLength(100);
    expect(list.found).toBe(250);
    expect(listSentence(list, 'the whole')).toMatch(
      /^250 problems:\n- f0: is wrong\n(?:.*\n)*- and 150 more$/,
    );
  });

  it('is no longer than an answer holds, whatever the problems say', () => {
    for (const text of ['x'.repeat(1_000_000), '\u0001'.repeat(900), '温'.repeat(900), '"'.repeat(900)]) {
      const list = listed(many(100, text));
      const refusal = new ListRefusal('a.invalid', listSentence(list, 'the whole'), list);
      const { problems, message } = refusal;
      expect(problems.length).toBeGreaterThan(2);
      expect(Buffer.byteLength(JSON.stringify({ problems, message }))).toBeLessThan(64_000);
      expect(refusal.found).toBe(100);
    }
  });

  it('says of one problem that it is one, with its line and place', () => {
    const list = listed([problem('', 'is empty', 3)]);
    expect(listSentence(list, 'the plan')).toBe('one problem:\n- line 3: is empty');
    expect(listSentence(listed([problem('')]), 'the plan')).toBe('one problem:\n- the plan: is wrong');
    expect(new ListRefusal('a', 'b', list).place).toEqual({ field: '', line: 3 });
  });
});
