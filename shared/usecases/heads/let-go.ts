/** What no entry names any more is tagged, so that a rule of the bucket takes it away (docs/design.md#what-is-replaced). */
import { type HeadEntry, type HeadRecord, headKind } from '../../domain/bucket/head.ts';
import { entriesUnseen, objectsOf } from '../../domain/bucket/superseded-objects.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';
import { type BucketAddress, headKeyOf } from './bucket-address.ts';

/**
 * Tags the objects that the head notes as superseded, and strikes them off. A key names the content, so that another
 * downlink may bring the same object while it is tagged here. Either this run finds it named after it tagged it, or the
 * run that follows that downlink's entry finds the tag; whoever finds both puts the object again.
 *
 * @returns the head as it stands afterwards
 */
export async function letGo(ports: Ports, at: BucketAddress, head: HeadRecord): Promise<HeadRecord> {
  const { superseded: noted } = head;
  if (noted === undefined) return head;
  if (noted.length === 0) {
    await keepNamed(ports, entriesUnseen(head));
    return head;
  }
  const named = objectsOf(head.entries);
  for (const key of noted) if (!named.has(key)) await ports.archive.supersede(key);
  const left = await update(ports, headKind, headKeyOf(at), async (current) => {
    if (current?.superseded === undefined) return null;
    await keepNamed(ports, current.entries);
    return { ...current, superseded: current.superseded.filter((key) => !noted.includes(key)) };
  });
  return left ?? head;
}

/** Puts again what is tagged although an entry names it. */
async function keepNamed({ archive }: Ports, entries: readonly HeadEntry[]): Promise<void> {
  for (const key of objectsOf(entries))
    if (await archive.isSuperseded(key))
      await archive.put(key, await archive.read(key), 'application/vnd.apache.parquet');
}
