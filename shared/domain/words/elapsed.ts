/** Elapsed time as people read it beside a clock. */
import type { Seconds } from '../time.ts';

const DAY = 86_400;
const HOUR = 3600;

/** `T+2 d 06:00`, `T+00:00:01.25`; of whole days `T+2 d`. */
export function elapsedText(seconds: Seconds): string {
  const sign = seconds < 0 ? '−' : '+';
  const millis = Math.round(Math.abs(seconds) * 1000);
  const whole = Math.floor(millis / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  const days = Math.floor(whole / DAY);
  if (days > 0 && millis === days * DAY * 1000) return `T${sign}${days} d`;
  const clock = `${two(Math.floor((whole % DAY) / HOUR))}:${two(Math.floor((whole % HOUR) / 60))}`;
  const part =
    millis % 1000 === 0
      ? ''
      : `.${String(millis % 1000)
          .padStart(3, '0')
          .replace(/0+$/, '')}`;
  const rest = whole % 60 === 0 && part === '' ? '' : `:${two(whole % 60)}${part}`;
  return `T${sign}${days > 0 ? `${days} d ` : ''}${clock}${rest}`;
}
