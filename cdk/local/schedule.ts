import type { LocalFunction } from './local-function.ts';
import type { SchedulePlan } from './plan/plan.ts';

/**
 * Invokes a function now and at every period, one run at a time: what comes due during a run is left out. Now, because
 * what a kill lost is found by the first run.
 *
 * @returns stops it, and waits for a run under way.
 */
export function startSchedule(
  { everySeconds, functionName }: SchedulePlan,
  fn: LocalFunction,
  complain: (sentence: string) => void,
): () => Promise<void> {
  let running: Promise<void> | null = null;
  async function run(): Promise<void> {
    try {
      await fn.invoke(JSON.stringify({ source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} }));
    } catch (error) {
      complain(`schedule of ${functionName}: ${error instanceof Error ? error.message : error}`);
    } finally {
      running = null;
    }
  }
  function due(): void {
    running ??= run();
  }
  const timer = setInterval(due, everySeconds * 1000);
  due();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
