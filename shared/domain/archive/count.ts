/**
 * What a downlink added to a bucket: samples whose key was free are accepted, those whose key and content were
 * already there are duplicates, those whose key was there with other content are conflicts. Every sample is
 * exactly one of the three. One whose row was not ended is a duplicate of whatever has its key, and takes no key from
 * a sample that comes later.
 */
import { endingOf } from '../telemetry/flags.ts';
import {
  areInTurn,
  gather,
  orderOf,
  type Part,
  partsBySeries,
  type RankedFrame,
  type Samples,
  sameContent,
} from './samples.ts';

export interface Tally {
  readonly accepted: number;
  readonly duplicates: number;
  readonly conflicts: number;
}

export const NO_TALLY: Tally = { accepted: 0, duplicates: 0, conflicts: 0 };

export function addTallies(a: Tally, b: Tally): Tally {
  return {
    accepted: a.accepted + b.accepted,
    duplicates: a.duplicates + b.duplicates,
    conflicts: a.conflicts + b.conflicts,
  };
}

/** Counts the incoming frames against the existing ones (and against themselves). */
export function tally(existing: readonly RankedFrame[], incoming: readonly RankedFrame[]): Tally {
  const known = partsBySeries(existing);
  const byTime = [...incoming].sort((a, b) => (a.frame.times[0] ?? 0) - (b.frame.times[0] ?? 0));
  return Array.from(partsBySeries(byTime), ([series, parts]) =>
    tallyParts(known.get(series) ?? [], parts),
  ).reduce(addTallies, NO_TALLY);
}

function tallyParts(existing: readonly Part[], incoming: readonly Part[]): Tally {
  if (existing.length === 0 && areInTurn(incoming)) {
    const accepted = incoming.reduce((sum, part) => sum + part.count, 0);
    return { accepted, duplicates: 0, conflicts: 0 };
  }
  return tallySeries(gather(existing), gather(incoming));
}

function tallySeries(existing: Samples, incoming: Samples): Tally {
  const known = orderOf(existing, 'content');
  const order = orderOf(incoming, 'content');
  const count = { accepted: 0, duplicates: 0, conflicts: 0 };
  let k = 0;
  let before = -1;
  for (let n = 0; n < order.length; n++) {
    const i = order[n]!;
    const time = incoming.times[i]!;
    while (k < known.length && existing.times[known[k]!]! < time) k++;
    const repeatsKey = before >= 0 && incoming.times[before] === time;
    const there = k < known.length && existing.times[known[k]!] === time ? known[k]! : null;
    const isUnended = endingOf(incoming.flags[i]!) === 'UNENDED';
    // Of one key the ended ones come first: where the first is not, none is.
    const isTaken = there !== null && (isUnended || endingOf(existing.flags[there]!) === 'ENDED');
    if (repeatsKey && (isUnended || sameContent(incoming, before, incoming, i))) count.duplicates++;
    else if (isTaken && (isUnended || holdsAt(existing, known, k, incoming, i))) count.duplicates++;
    else if (repeatsKey || isTaken) count.conflicts++;
    else count.accepted++;
    before = i;
  }
  return count;
}

/** Whether one of the existing samples of this key, the first of which is at `start`, has the same content. */
function holdsAt(
  existing: Samples,
  known: Uint32Array,
  start: number,
  incoming: Samples,
  i: number,
): boolean {
  for (let k = start; k < known.length && existing.times[known[k]!] === incoming.times[i]; k++) {
    if (sameContent(existing, known[k]!, incoming, i)) return true;
  }
  return false;
}
