import { describe, expect, it } from 'vitest';
import { marginOf } from '../../../../shared/domain/experiment/margin-of.ts';
import { parseDefinition } from '../../../../shared/domain/experiment/parse-definition.ts';
import { minimal, minimalDocument } from './minimal.ts';

const table = (more: object) => [{ id: 'medium', kind: 'endpoint-table', match: '*.csv', ...more }];
const margin = (more: object, endpoint = 'ctx') =>
  marginOf(minimal({ assays: table(more) }).assays[0]!, endpoint);

describe('the margin of an endpoint', () => {
  it('is its own, and else that of the assay, which is of ratios', () => {
    expect(margin({ equivalence: { ratio: 1.25 } })).toEqual({ scale: 'ratio', value: 1.25 });
    expect(margin({ equivalence: { log2: 1 } })?.value).toBe(2);
    const endpoints = [
      { endpoint: 'ctx', equivalence: { ratio: 1.1 } },
      { endpoint: 'bmd', scale: 'difference', equivalence: { difference: 0.02 } },
      { endpoint: 'ph', scale: 'difference' },
    ];
    const all = { equivalence: { ratio: 1.25 }, endpoints };
    expect(margin(all)?.value).toBeCloseTo(1.1, 12);
    expect(margin(all, 'bmd')).toEqual({ scale: 'difference', value: 0.02 });
    expect([margin(all, 'ph'), margin({})]).toEqual([null, null]);
    expect(margin(all, 'alp')?.value).toBe(1.25);
  });

  it.each([
    [{ equivalence: { log2: 0 } }, 'expected a margin above 0: of 0 nothing is ever equivalent'],
    [{ equivalence: { ratio: 0.8 } }, 'expected a ratio above 1, such as 1.25 (from × 0.8 to × 1.25)'],
    [{ equivalence: 1.25 }, 'expected { log2: 0.32 } or { ratio: 1.25 }'],
    [
      { endpoints: [{ endpoint: 'ph', scale: 'difference', equivalence: { ratio: 1.2 } }] },
      'expected { difference: … }, as arms are told apart by a difference, got {"ratio":1.2}',
    ],
  ])('of %j is refused', (more, text) => {
    expect(() => parseDefinition(minimalDocument({ assays: table(more) }))).toThrow(text);
  });
});
