/** Instants in the zone that the reader has chosen. Each says its zone, so that no two are taken for each other. */
import { utcText } from '../../../shared/domain/words/instant.ts';

export type Zone = 'utc' | 'local';

/**
 * `3 Mar 04:31 UTC`, or the same instant as `3 Mar 05:31 UTC+1`; with seconds where there are any, and with the year where
 * it is not the present one.
 *
 * @param at and `now` in ms since 1970
 * @param local IANA name of the reader's zone; that of the machine without it
 */
export function zonedText(at: number, now: number, zone: Zone, local?: string): string {
  if (zone === 'utc') return utcText(at * 1000, now * 1000);
  const parts = partsOf(at, local);
  const year = parts.year === partsOf(now, local).year ? '' : ` ${parts.year}`;
  return `${parts.day} ${parts.month}${year} ${clockOf(parts)} ${parts.zone}`;
}

/** The day and clock alone, for an axis that says its zone once: `3 Mar 04:31`. */
export function axisText(at: number, zone: Zone, local?: string): string {
  const { day, month, hour, minute, second } = partsOf(at, zone === 'utc' ? 'UTC' : local);
  return `${day} ${month} ${clockOf({ hour, minute, second })}`;
}

/** `UTC`, `UTC+1`: as it is at that instant. */
export function zoneName(at: number, zone: Zone, local?: string): string {
  return zone === 'utc' ? 'UTC' : partsOf(at, local).zone;
}

/** `04:31:07 UTC`, the seconds always: of when something was asked, today. */
export function momentIn(at: number, zone: Zone, local?: string): string {
  const { hour, minute, second, zone: name } = partsOf(at, zone === 'utc' ? 'UTC' : local);
  return `${hour}:${minute}:${second} ${name}`;
}

interface Parts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
  readonly zone: string;
}

function partsOf(at: number, timeZone: string | undefined): Parts {
  const format = new Intl.DateTimeFormat('en-US', {
    ...(timeZone !== undefined && { timeZone }),
    ...{ year: 'numeric', month: 'short', day: 'numeric', hourCycle: 'h23' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'shortOffset' },
  });
  const found = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => found.get(type) ?? '';
  return {
    ...{ year: part('year'), month: part('month'), day: part('day') },
    ...{ hour: part('hour'), minute: part('minute'), second: part('second') },
    zone: part('timeZoneName').replace(/^GMT(?:[+-]0)?$|^GMT/, 'UTC'),
  };
}

const clockOf = ({ hour, minute, second }: Pick<Parts, 'hour' | 'minute' | 'second'>): string =>
  `${hour}:${minute}${second === '00' ? '' : `:${second}`}`;
