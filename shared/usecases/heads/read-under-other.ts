/** Where an answer holds samples that the definition in force would read otherwise, it says so. */

import { type HeadEntry, type HeadRecord, headKind, headPrefix } from '../../domain/bucket/head.ts';
import { Damaged } from '../../domain/damaged.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { OtherReadings } from '../known/other-readings.ts';
import { mergedListOf } from './merged-list.ts';

/** What an answer says of it: the key stands there only where it is so. */
export interface ReadUnderOther {
  readonly readUnderOther?: true;
}

/** Of an answer from these heads. */
export async function readUnderOther(
  ports: Ports,
  loaded: LoadedExperiment,
  heads: readonly HeadRecord[],
): Promise<ReadUnderOther> {
  const readings = new OtherReadings(ports, loaded);
  for (const head of heads) if (await holdsOther(ports, head, readings)) return { readUnderOther: true };
  return {};
}

/** Of an answer from all heads, or from those of one unit, which are looked at only where a definition reads a source otherwise. */
export async function readUnderOtherAnywhere(
  ports: Ports,
  loaded: LoadedExperiment,
  unit?: string,
): Promise<ReadUnderOther> {
  const { experiment, generation } = loaded;
  const readings = new OtherReadings(ports, loaded);
  if (!(await readings.mayBe())) return {};
  for await (const { item } of ports.catalogue.list(headKind, experiment, headPrefix(generation, unit)))
    if (await holdsOther(ports, item, readings)) return { readUnderOther: true };
  return {};
}

async function holdsOther(ports: Ports, head: HeadRecord, readings: OtherReadings): Promise<boolean> {
  for (const entry of head.entries) {
    if (isReadAsNow(entry, readings) || !(await isOther(entry, readings))) continue;
    // A compacted entry names the readings and the sources of all; which was read under which stands in its list.
    if (entry.downlink !== null || entry.merged === undefined) return true;
    if (await isOtherInList(ports, head, readings)) return true;
  }
  return false;
}

/** As nearly all are: an answer over months has thousands, and none of them is waited for. */
const isReadAsNow = ({ readings = [] }: HeadEntry, others: OtherReadings): boolean =>
  readings.every((one) => others.isInForce(one));

/** What older versions wrote does not tell its readings. */
async function isOther({ readings = [], segments }: HeadEntry, others: OtherReadings): Promise<boolean> {
  const sources = new Set(segments.map(({ source = null }) => source));
  for (const readingRevision of readings)
    for (const source of sources)
      if (await others.isOther({ readingRevision, definition: null }, source)) return true;
  return false;
}

async function isOtherInList(ports: Ports, head: HeadRecord, readings: OtherReadings): Promise<boolean> {
  try {
    const { entries } = await mergedListOf(ports, head);
    for (const entry of entries) if (await isOther(entry, readings)) return true;
    return false;
  } catch (error) {
    // Nobody can tell; the answer itself does not need the list.
    if (error instanceof Damaged) return true;
    throw error;
  }
}
