import { expect, it } from 'vitest';
import { emptyRange } from '../../../shared/domain/empty-range.ts';

it('An empty range is refused with both of its ends', () => {
  const backwards = emptyRange('deltas', { from: 2e12, to: 1e12 });
  expect(backwards).toMatchObject({
    code: 'deltas.range-empty',
    message: 'expected from before to, got from 1970-01-24T03:33:20Z to 1970-01-12T13:46:40Z',
  });
  expect(emptyRange('export', { from: 1e12, to: 1e12 }).message).toContain('(the end is not in a range)');
});
