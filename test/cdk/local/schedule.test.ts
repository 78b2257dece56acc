import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LocalFunction } from '../../../cdk/local/local-function.ts';
import { startSchedule } from '../../../cdk/local/schedule.ts';

const STARTED_AT = '2026-03-20T00:00:00.000Z';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function scheduled(invoke: (event: string) => Promise<string>) {
  const complaints: string[] = [];
  const fn: LocalFunction = { invoke, warm: async () => {}, kill: () => {} };
  const stop = startSchedule({
    schedule: { functionName: 'watch', everySeconds: 180 },
    fn,
    startedAt: STARTED_AT,
    complain: (sentence) => void complaints.push(sentence),
  });
  return { stop, complaints };
}

it('tells the first run, and no other, when the stack started', async () => {
  const details: unknown[] = [];
  const { stop } = scheduled(async (event) => {
    details.push(JSON.parse(event).detail);
    return 'null';
  });
  await vi.advanceTimersByTimeAsync(2 * 180_000);
  await stop();
  expect(details).toEqual([{ startedAt: STARTED_AT }, {}, {}]);
});

it('leaves out what comes due during a run, and goes on after one that failed', async () => {
  let runs = 0;
  const { promise, reject } = Promise.withResolvers<string>();
  const { stop, complaints } = scheduled(() => (++runs === 1 ? promise : Promise.resolve('null')));
  await vi.advanceTimersByTimeAsync(2 * 180_000);
  expect(runs).toBe(1);
  reject(new Error('out of memory'));
  await vi.advanceTimersByTimeAsync(180_000);
  await stop();
  expect([runs, complaints]).toEqual([2, ['schedule of watch: out of memory']]);
});
