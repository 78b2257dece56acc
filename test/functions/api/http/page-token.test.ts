import { expect, it } from 'vitest';
import { afterOf, skippedBy, tokenOf } from '../../../../functions/api/http/page-token.ts';

it('a page goes on after what stood before it, and after nothing else', () => {
  expect([skippedBy(undefined), skippedBy(tokenOf('0')), skippedBy(tokenOf('200'))]).toEqual([0, 0, 200]);
  for (const after of ['osteo', '1.5', '1e9', 'NaN', 'Infinity', '9999999999'])
    expect(() => skippedBy(tokenOf(after)), after).toThrow(
      expect.objectContaining({ code: 'request.page-token' }),
    );
});

it('a page goes on in the order of the one before it', () => {
  for (const order of ['announced', 'newest'] as const) {
    const other = order === 'newest' ? 'announced' : 'newest';
    expect(afterOf(tokenOf('d1', order), order)).toBe('d1');
    expect(() => afterOf(tokenOf('d1', other), order)).toThrow(
      expect.objectContaining({ code: 'request.page-token' }),
    );
  }
});
