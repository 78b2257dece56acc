/** What a year of equal days leaves in the archive's bucket under its rules, over what of it is in force. */
import { REPLACED_DAYS, SEGMENTS_PREFIX } from '../../shared/runtime/environment-names.ts';
import type { MemoryObjects } from '../../test/support/memory-ports.ts';

export interface KeptBytes {
  /** Newest versions that are not superseded. */
  readonly live: number;
  /** Versions of pages and lists that were replaced. */
  readonly replaced: number;
  /** Objects that were superseded, once each. */
  readonly superseded: number;
}

const NONE: KeptBytes = { live: 0, replaced: 0, superseded: 0 };
const DAYS = 365;
/** A rule's days end at the midnight after them. */
const TO_MIDNIGHT = 1;
/** An expired object is first hidden; then its version goes as one that was replaced, a day later. */
const HIDDEN_DAYS = 1 + TO_MIDNIGHT;

export function keptBytes({ objects, versions, superseded }: MemoryObjects): KeptBytes {
  const newest = new Set(objects.values());
  const replaced = [...versions]
    .filter(([name, bytes]) => !newest.has(bytes) && !name.startsWith(SEGMENTS_PREFIX))
    .reduce((sum, [, { length }]) => sum + length, 0);
  const kept = { ...NONE, replaced };
  for (const [key, { length }] of objects) kept[superseded.has(key) ? 'superseded' : 'live'] += length;
  return kept;
}

export function since(before: KeptBytes, after: KeptBytes): KeptBytes {
  return {
    live: after.live - before.live,
    replaced: after.replaced - before.replaced,
    superseded: after.superseded - before.superseded,
  };
}

/**
 * Byte-days of a year in which every day adds so much, over those of what is in force. A superseded object lies twice
 * for the first days: the version that was tagged is a copy.
 */
export function overLive({ live, replaced, superseded }: KeptBytes): number {
  let lying = 0;
  let inForce = 0;
  for (let day = 1; day <= DAYS; day++) {
    const daysOf = (kept: number) => Math.min(day, kept);
    inForce += live * day;
    lying += live * day + replaced * daysOf(REPLACED_DAYS + TO_MIDNIGHT);
    lying += superseded * (daysOf(REPLACED_DAYS + TO_MIDNIGHT + HIDDEN_DAYS) + daysOf(HIDDEN_DAYS));
  }
  return lying / inForce;
}
