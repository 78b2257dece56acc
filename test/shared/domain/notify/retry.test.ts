import { expect, it } from 'vitest';
import { afterFailure } from '../../../../shared/domain/notify/retry.ts';

const SECOND = 1e6;

/** Seconds after the message was made at which it is tried, where every try fails at once. */
function triedAt(): number[] {
  const at = [0];
  for (let tries = 1; ; tries++) {
    const next = afterFailure(tries, 0, at.at(-1)! * SECOND);
    if (next.retry === 'GIVEN_UP') return at;
    at.push(next.at / SECOND);
  }
}

it('begins after 5 s, doubles up to an hour, and ends with a try after a whole day', () => {
  const tried = triedAt();
  expect(tried.slice(0, 6)).toEqual([0, 5, 15, 35, 75, 155]);
  const waits = tried.slice(1).map((at, i) => at - tried[i]!);
  expect(Math.max(...waits)).toBe(3600);
  expect(tried.at(-2)!).toBeLessThanOrEqual(86_400);
  expect(tried.at(-1)!).toBeGreaterThan(86_400);
  expect(tried.at(-1)!).toBeLessThanOrEqual(90_000);
});
