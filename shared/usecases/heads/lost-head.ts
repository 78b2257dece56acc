/** A unit of which no head is left in the table has sent nothing, or the table has lost them: what was judged tells which. */
import { subjectKey, subjectKind } from '../../domain/anomaly/subject.ts';
import { headKey, headKind, headPrefix } from '../../domain/bucket/head.ts';
import { Damaged } from '../../domain/damaged.ts';
import { hoursKind, hoursPrefix } from '../../domain/page/hours.ts';
import type { Ports } from '../../ports.ts';
import type { BucketAddress } from './bucket-address.ts';

type Unit = Pick<BucketAddress, 'experiment' | 'generation' | 'unit'>;

/** Null where a head is there, where nobody judged a sample of the unit, and while it is judged again. */
export async function lostHead(ports: Ports, at: Unit): Promise<Damaged | null> {
  const { experiment, generation, unit } = at;
  if (await hasHead(ports, at)) return null;
  const key = subjectKey(experiment, generation, 'unit', unit);
  const subject = (await ports.catalogue.get(subjectKind, key))?.item;
  if (subject === undefined || subject.due || subject.first === null) return null;
  // The first may have come since: no head leaves the table, so that this one tells for certain.
  if (await hasHead(ports, at)) return null;
  const prefix = hoursPrefix(generation, unit);
  let bucket = '';
  for await (const one of ports.catalogue.versions(hoursKind, experiment, prefix, { limit: 1 }))
    bucket = one.key.sort.slice(prefix.length);
  const { sort } = headKey(experiment, generation, unit, bucket);
  return new Damaged(`${experiment}/${sort}`, `samples of ${unit} were judged, and the item is gone`);
}

async function hasHead(ports: Ports, { experiment, generation, unit }: Unit): Promise<boolean> {
  const prefix = headPrefix(generation, unit);
  for await (const _ of ports.catalogue.versions(headKind, experiment, prefix, { limit: 1 })) return true;
  return false;
}
