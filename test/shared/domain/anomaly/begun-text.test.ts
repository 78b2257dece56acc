import { expect, it } from 'vitest';
import { begunText } from '../../../../shared/domain/anomaly/begun-text.ts';

it('says since when it is as bad as it became, where that was later than its begin', () => {
  const instant = (at: number) => `t${at}`;
  expect(begunText({ severity: 'CRITICAL', from: 1 }, instant)).toBe('begun t1');
  expect(begunText({ severity: 'CRITICAL', from: 1, worstFrom: 1 }, instant)).toBe('begun t1');
  expect(begunText({ severity: 'CRITICAL', from: 1, worstFrom: 3 }, instant)).toBe(
    'CRITICAL since t3, begun t1',
  );
});
