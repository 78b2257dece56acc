import { typedMinute } from './instant.ts';
import { oldText } from './span.ts';

const micros = (iso: string): number => Date.parse(iso) * 1000;

interface Newest {
  readonly unit: string;
  /** Of its newest sample, ISO 8601; null where none came. */
  readonly at: string | null;
}

/**
 * `FU1, GU1 2026-03-03T04:31Z, 5 h 40 min ago`: units whose newest samples are of one minute stand together.
 *
 * @param now by the clock of the stack, ISO 8601
 */
export function newestText(newest: readonly Newest[], now: string): string {
  const byMinute = Map.groupBy(newest, ({ at }) => (at === null ? null : typedMinute(at)));
  const parts = Array.from(byMinute, ([minute, all]) => {
    const units = all.map(({ unit }) => unit).join(', ');
    return minute === null
      ? `${units} nothing yet`
      : `${units} ${minute}, ${oldText(micros(minute), micros(now))}`;
  });
  return parts.join('; ') || 'not known';
}
