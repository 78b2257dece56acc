/** What a source may call its zone: Area/City, UTC, or an offset such as +05:30. */

import { quoted } from '../quoted.ts';
import { didYouMean } from './problems.ts';

/**
 * Short names and what they are used for; the runtime takes each for one of them without a word (BST for Asia/Dhaka).
 * A zone that keeps one offset all year is written as that offset.
 */
const SHORT_NAMES: Readonly<Record<string, readonly string[]>> = {
  ACT: ['Australia/Adelaide', '-05:00'],
  ADT: ['America/Halifax'],
  AET: ['Australia/Sydney'],
  AEDT: ['Australia/Sydney', '+11:00'],
  AEST: ['Australia/Brisbane', '+10:00'],
  AKST: ['America/Anchorage', '-09:00'],
  AST: ['America/Halifax', '-04:00', '+03:00'],
  BST: ['Europe/London', '+01:00', 'Asia/Dhaka'],
  CAT: ['+02:00'],
  CDT: ['America/Chicago', '-05:00'],
  CEST: ['Europe/Paris', '+02:00'],
  CET: ['Europe/Paris', '+01:00'],
  CST: ['America/Chicago', '-06:00', 'Asia/Shanghai'],
  CST6CDT: ['America/Chicago'],
  EAT: ['+03:00'],
  ECT: ['America/Guayaquil', 'Europe/Paris', '-05:00'],
  EDT: ['America/New_York', '-04:00'],
  EEST: ['Europe/Helsinki', '+03:00'],
  EET: ['Europe/Helsinki', '+02:00'],
  EST: ['America/New_York', '-05:00'],
  EST5EDT: ['America/New_York'],
  GB: ['Europe/London'],
  HKT: ['Asia/Hong_Kong'],
  HST: ['Pacific/Honolulu', '-10:00'],
  IST: ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem'],
  JST: ['Asia/Tokyo', '+09:00'],
  KST: ['Asia/Seoul', '+09:00'],
  MDT: ['America/Denver', '-06:00'],
  MET: ['Europe/Paris', '+01:00'],
  MSK: ['Europe/Moscow', '+03:00'],
  MST: ['America/Denver', '-07:00', 'America/Phoenix'],
  MST7MDT: ['America/Denver'],
  NST: ['America/St_Johns', '-03:30', 'Pacific/Auckland'],
  NZ: ['Pacific/Auckland'],
  NZDT: ['Pacific/Auckland', '+13:00'],
  NZST: ['Pacific/Auckland', '+12:00'],
  PDT: ['America/Los_Angeles', '-07:00'],
  PST: ['America/Los_Angeles', '-08:00', 'Asia/Manila'],
  PST8PDT: ['America/Los_Angeles'],
  SGT: ['Asia/Singapore'],
  SST: ['Pacific/Guadalcanal', 'Pacific/Pago_Pago'],
  WEST: ['Europe/Lisbon', '+01:00'],
  WET: ['Europe/Lisbon', '+00:00'],
};

const NAMES_OF_UTC = /^(?:Z|GMT|UTC|UCT|Zulu|Greenwich|Universal)(?:[+-]?0{1,2}(?::?00)?)?$/i;
const ETC_OFFSET = /^Etc\/GMT([+-])(\d{1,2})$/i;
const LOOSE_OFFSET = /^(?:GMT|UTC|UT)?\s*([+\u2212-])\s*(\d{1,2})(?::?([0-5]\d))?$/i;
const OFFSET = /^[+-](?:0\d|1[0-4]):[0-5]\d$/;
const AREA_AND_CITY = /^(?!Etc\/)[A-Za-z]+\/[A-Za-z]/i;

/**
 * Why a definition may not call a zone so, and what to write instead; null where it may. The runtime knows more names
 * than that and takes each for some zone, which need not be the one that was meant.
 */
export function zoneProblem(zone: string): string | null {
  if (zone === 'UTC' || OFFSET.test(zone)) return null;
  const known = isZoneKnown(zone);
  if (known && AREA_AND_CITY.test(zone)) return null;
  return `expected a zone as Area/City, UTC or an offset such as +05:30, got ${quoted(zone)}${advice(zone)}`;
}

function advice(zone: string): string {
  const bare = zone.replace(/^Etc\//i, '');
  if (NAMES_OF_UTC.test(bare)) return ': write "UTC"';
  const etc = ETC_OFFSET.exec(zone);
  if (etc !== null) return etcAdvice(zone, etc[1] === '+', Number(etc[2]));
  const loose = LOOSE_OFFSET.exec(zone);
  if (loose !== null) {
    const offset = offsetText(loose[1] === '+', Number(loose[2]), loose[3]);
    if (OFFSET.test(offset)) return `: write "${offset}"`;
  }
  const meant = SHORT_NAMES[zone.toUpperCase()];
  if (meant !== undefined)
    return meant.length === 1
      ? `: write "${meant[0]}"`
      : `, which says too little: write the one that is meant, ${listed(meant)}`;
  const canonical = isZoneKnown(zone) ? canonicalOf(zone) : null;
  if (canonical !== null && AREA_AND_CITY.test(canonical)) return `: write "${canonical}"`;
  return (
    didYouMean(zone, ['UTC', ...Intl.supportedValuesOf('timeZone')]) ||
    ': name one such as Europe/Berlin, UTC or "+01:00"'
  );
}

/** The database counts these westward, against what everybody else writes. */
function etcAdvice(zone: string, isPlus: boolean, hours: number): string {
  const is = offsetText(!isPlus, hours, undefined);
  const opposite = offsetText(isPlus, hours, undefined);
  return `: ${zone} is ${is}, write "${is}", or "${opposite}" if that is meant`;
}

function offsetText(isPlus: boolean, hours: number, minutes: string | undefined): string {
  return `${isPlus ? '+' : '-'}${String(hours).padStart(2, '0')}:${minutes ?? '00'}`;
}

function listed(names: readonly string[]): string {
  const quoted = names.map((name) => JSON.stringify(name));
  return `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}

/** Whether the runtime takes the name for a zone: what experiments in force were checked against. */
export function isZoneKnown(zone: string): boolean {
  try {
    canonicalOf(zone);
    return true;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return false;
  }
}

function canonicalOf(zone: string): string {
  return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
}
