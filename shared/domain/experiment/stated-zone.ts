/** What a file says of the zone of its times, in its header or above it, held against what its source says. */
import type { Source } from './source-schema.ts';
import { isZoneKnown } from './zone-name.ts';

/** A zone as a file states it. */
export interface StatedZone {
  /** As it stands there (`GMT-05:00`, `CET`, `Europe/Berlin`). */
  readonly text: string;
  /** Offsets from UTC in minutes that it may mean: several zones share the name EST. */
  readonly minutes: readonly number[];
  /** Whether it is an Area/City, which keeps all of these offsets at its times. */
  readonly isCity: boolean;
}

const WORD =
  /(?:^|[^A-Za-z0-9])((?:UTC|GMT|Zulu|(?<=[([])Z(?=[)\]]))(?:\s*([+\u2212-])\s*(\d{1,2})(?::?([0-5]\d))?)?)(?![A-Za-z0-9])/i;
const BARE_OFFSET = /[\s([,;]((?:([+\u2212-])(\d{2}):?([0-5]\d)))\s*[)\]]?\s*$/;
const NAMED_OFFSET =
  /(?:UTC|GMT|time\s*zone)[\s_-]*offset[^\d+\u2212-]{0,12}(([+\u2212-]?)\s*(\d{1,2})(?::?([0-5]\d))?)(?![\d.])/i;
const NAMED_ZONE = /(?:time[\s_-]*zone|\btz)\b(.*)/i;
const CITY = /(?:^|[\s([,;:=])([A-Z][A-Za-z]+\/[A-Z][A-Za-z_]+(?:\/[A-Z][A-Za-z_]+)?)(?![A-Za-z0-9/])/;
const ALL_TIMES = /\b(?:times|time\s?stamps|clock|(?:recorded|logged) in)\b[^\d+]*$/i;
const MOST_HOURS = 14;

/** Short names and the minutes that each may mean. MET is left out, which is a mission's elapsed time. */
const SHORT_NAMES: Readonly<Record<string, readonly number[]>> = {
  ...{
    CET: [60],
    CEST: [120],
    EET: [120],
    EEST: [180],
    BST: [60, 360, 660],
    MSK: [180],
    IST: [60, 120, 330],
  },
  ...{ EST: [-300, 600], EDT: [-240, 660], CST: [-360, -300, 480, 570], CDT: [-300, -240, 630] },
  ...{ MST: [-420, 390, 480], MDT: [-360], PST: [-480, 480], PDT: [-420], AST: [-240, 180], ADT: [-180] },
  ...{ AKST: [-540], AKDT: [-480], HST: [-600], JST: [540], KST: [540], HKT: [480], SGT: [480] },
  ...{ AEST: [600], AEDT: [660], ACST: [570], ACDT: [630], AWST: [480], NZST: [720], NZDT: [780] },
};
const SHORT = new RegExp(`(?:^|[^A-Za-z0-9])(${Object.keys(SHORT_NAMES).join('|')})(?![A-Za-z0-9])`);
/** Estimated, actual (in German) and other times are written so. */
const WORD_ENDINGS = /_(?:EST|IST|AST)(?![A-Za-z0-9])/;
/** Names that are no words or abbreviations of others, in whatever case. */
const SURE_SHORT = /(?:^|[^A-Za-z0-9])(CES?T|EES?T)(?![A-Za-z0-9])/i;

/** The zone that the name of a time column states: `Date Time, GMT-05:00`, `Time (UTC+2)`, `Timestamp [UTC]`, `Time (CET)`. */
export function zoneOfColumn(name: string): StatedZone | null {
  return stated(NAMED_OFFSET.exec(name) ?? WORD.exec(name) ?? BARE_OFFSET.exec(name)) ?? named(name);
}

/** The zone that a line above the header states; a line that only names an instant (`Exported … UTC`) states none. */
export function zoneOfPreamble(line: string): StatedZone | null {
  const offset = stated(NAMED_OFFSET.exec(line));
  if (offset !== null) return offset;
  const behind = NAMED_ZONE.exec(line)?.[1];
  if (behind !== undefined) return zoneOfColumn(` ${behind}`);
  const zone = zoneOfColumn(line);
  return zone !== null && ALL_TIMES.test(line.slice(0, line.indexOf(zone.text))) ? zone : null;
}

function stated(found: RegExpExecArray | null): StatedZone | null {
  if (found === null) return null;
  const [, text = '', sign, hours = '0', minutes = '0'] = found;
  if (Number(hours) > MOST_HOURS) return null;
  const magnitude = Number(hours) * 60 + Number(minutes);
  const isWest = sign === '-' || sign === '\u2212';
  return { text: text.trim(), minutes: [isWest ? -magnitude : magnitude], isCity: false };
}

function named(text: string): StatedZone | null {
  const city = CITY.exec(text)?.[1];
  if (city !== undefined && isZoneKnown(city))
    return { text: city, minutes: [...offsetsOf(city)], isCity: true };
  const short = (SHORT.exec(text.replace(WORD_ENDINGS, '')) ?? SURE_SHORT.exec(text))?.[1];
  const minutes = short === undefined ? undefined : SHORT_NAMES[short.toUpperCase()];
  return short === undefined || minutes === undefined ? null : { text: short, minutes, isCity: false };
}

/**
 * How a zone that the file states contradicts the one that the source reads its times in; null where it does not: where
 * the source's zone keeps that offset at any time of any year, where it names none, or reads counts only. Two cities
 * contradict where they differ at any time; an offset of the source is taken for what its author knows of the clock.
 */
export function zoneContradiction(
  { zone, formats }: Pick<Source['time'], 'zone' | 'formats'>,
  { text, minutes, isCity }: StatedZone,
): string | null {
  if (zone === undefined || formats.every((format) => format.startsWith('epoch-'))) return null;
  const own = offsetsOf(zone);
  const isAlike = minutes.some((one) => own.has(one));
  const isSame = own.size === minutes.length && minutes.every((one) => own.has(one));
  if (isSame || (isAlike && !(isCity && isNamed(zone)))) return null;
  const offsets = minutes.map((one) => (one === 0 ? 'UTC' : `UTC${offsetText(one)}`)).join(' or ');
  const says =
    isCity || /\d/.test(text) || /^(?:UTC|GMT|Z|Zulu)$/i.test(text) ? text : `${text} (${offsets})`;
  const differs = isAlike ? 'whose offset differs at some times' : `which is never ${offsets}`;
  return `says ${says}, the source reads its times in the zone ${zone}, ${differs}: expected one zone; if the file is right, let the source say ${advice(text, minutes, isCity)}`;
}

/** UTC, or Area/City. */
function isNamed(zone: string): boolean {
  return /^[A-Z]/i.test(zone);
}

function advice(text: string, [first = 0, ...others]: readonly number[], isCity: boolean): string {
  if (isCity) return `zone: ${JSON.stringify(text)}`;
  if (others.length > 0) return 'the zone that is meant, as Area/City or an offset such as "+05:30"';
  const offset = `zone: ${JSON.stringify(first === 0 ? 'UTC' : offsetText(first))}`;
  return /^[A-Z]{3,}$/i.test(text) && first !== 0
    ? `${offset}, or an Area/City if its clocks change with the season`
    : offset;
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
