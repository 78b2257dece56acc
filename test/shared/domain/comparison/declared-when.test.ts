import { describe, expect, it } from 'vitest';
import { declaredWhen } from '../../../../shared/domain/comparison/declared-when.ts';

describe('whether questions were declared beforehand', () => {
  it.each([
    [null, 'activation', 1e6, 'UNKNOWN', 'when the questions were declared was not kept'],
    [0, undefined, 1e6, 'UNKNOWN', 'the definition names no reference event'],
    [0, 'activation', null, 'BEFOREHAND', 'no unit has had its activation yet'],
    [0, 'activation', 1e6, 'BEFOREHAND', 'before the first activation at 1970-01-01T00:00:01Z'],
    [1e6, 'activation', 1e6, 'AFTERWARDS', 'declared afterwards'],
  ] as const)('since %s, reference %s at %s: %s', (since, reference, begun, declared, text) => {
    const told = declaredWhen(since, reference, begun);
    expect(told.declared).toBe(declared);
    expect(told.sentence).toContain(text);
  });
});
