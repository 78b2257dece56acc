/** What a file says of the zone of its times, in its header or above it, held against what its source says. */
import type { Source } from './source-schema.ts';

/** An offset from UTC as a file states it. */
export interface StatedZone {
  /** As it stands there (`GMT-05:00`). */
  readonly text: string;
  readonly minutes: number;
}

const WORD =
  /(?:^|[^A-Za-z0-9])((?:UTC|GMT|Zulu)(?:\s*([+\u2212-])\s*(\d{1,2})(?::?([0-5]\d))?)?)(?![A-Za-z0-9])/i;
const BARE_OFFSET = /[\s([,;]((?:([+\u2212-])(\d{2}):([0-5]\d)))\s*[)\]]?\s*$/;
const NAMED_OFFSET =
  /(?:UTC|GMT|time\s*zone)[\s_-]*offset[^\d+\u2212-]{0,12}(([+\u2212-]?)\s*(\d{1,2})(?::?([0-5]\d))?)(?![\d.])/i;
const NAMED_ZONE = /(?:time[\s_-]*zone|\btz)\b(.*)/i;
const ALL_TIMES = /\btimes\b[^\d+]*$/i;
const MOST_HOURS = 14;

/** The zone that the name of a time column states: `Date Time, GMT-05:00`, `Time (UTC+2)`, `Timestamp [UTC]`. */
export function zoneOfColumn(name: string): StatedZone | null {
  return stated(WORD.exec(name) ?? BARE_OFFSET.exec(name));
}

/** The zone that a line above the header states; a line that only names an instant (`Exported … UTC`) states none. */
export function zoneOfPreamble(line: string): StatedZone | null {
  const offset = stated(NAMED_OFFSET.exec(line));
  if (offset !== null) return offset;
  const named = NAMED_ZONE.exec(line)?.[1];
  if (named !== undefined) return zoneOfColumn(` ${named}`);
  const word = WORD.exec(line);
  return word !== null && ALL_TIMES.test(line.slice(0, word.index + 1)) ? stated(word) : null;
}

function stated(found: RegExpExecArray | null): StatedZone | null {
  if (found === null) return null;
  const [, text = '', sign, hours = '0', minutes = '0'] = found;
  if (Number(hours) > MOST_HOURS) return null;
  const magnitude = Number(hours) * 60 + Number(minutes);
  return { text: text.trim(), minutes: sign === '-' || sign === '\u2212' ? -magnitude : magnitude };
}

/**
 * How a zone that the file states contradicts the one that the source reads its times in; null where it does not: where
 * the source's zone keeps that offset at any time of any year, where it names none, or reads counts only.
 */
export function zoneContradiction(
  { zone, formats }: Pick<Source['time'], 'zone' | 'formats'>,
  { text, minutes }: StatedZone,
): string | null {
  if (zone === undefined || formats.every((format) => format.startsWith('epoch-'))) return null;
  if (offsetsOf(zone).has(minutes)) return null;
  const right = minutes === 0 ? 'UTC' : offsetText(minutes);
  return `says ${text}, the source reads its times in the zone ${zone}, which is never ${minutes === 0 ? 'UTC' : `UTC${offsetText(minutes)}`}: expected one zone; if the file is right, let the source say zone: ${JSON.stringify(right)}`;
}

function offsetText(minutes: number): string {
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  const magnitude = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(magnitude / 60)}:${two(magnitude % 60)}`;
}

const FIRST_YEAR = 1995;
const LAST_YEAR = 2040;

/** Every offset in minutes that a zone keeps on some first of a month. */
function offsetsOf(zone: string): ReadonlySet<number> {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const offsets = new Set<number>();
  for (let month = 0; month < (LAST_YEAR - FIRST_YEAR) * 12; month++) {
    const text = format.format(Date.UTC(FIRST_YEAR, month, 1));
    const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(text) ?? [];
    const magnitude = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
    offsets.add(sign === '-' ? -magnitude : magnitude);
  }
  return offsets;
}
