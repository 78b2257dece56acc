/** The hours of a day in which a route may be called. */
import { MICROS_PER_SECOND, type Micros } from '../time.ts';

/** Minutes of the UTC day, `from` included and `to` not; `to` before `from` is past midnight. */
export interface Hours {
  readonly from: number;
  readonly to: number;
}

const MINUTE = 60 * MICROS_PER_SECOND;
const DAY = 1440 * MINUTE;

/** The instant from which on it may be called: not after `now` where it may be called now. */
export function opensAt(hours: Hours | null, now: Micros): Micros {
  if (hours === null) return now;
  const midnight = Math.floor(now / DAY) * DAY;
  const minute = (now - midnight) / MINUTE;
  const { from, to } = hours;
  const isOpen = from <= to ? minute >= from && minute < to : minute >= from || minute < to;
  if (isOpen) return now;
  const opening = midnight + from * MINUTE;
  return opening > now ? opening : opening + DAY;
}

/** Of `08:30`. */
export function minutesOfDay(text: string): number {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  return hour * 60 + minute;
}

export function timeOfDay(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
