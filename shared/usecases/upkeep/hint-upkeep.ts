/** What `watch` does about a verification or a rebuild that is due. */
import { isHeld } from '../../domain/downlink/lease.ts';
import type { Key } from '../../domain/kind.ts';
import type { Micros } from '../../domain/time.ts';
import { upkeepKind } from '../../domain/upkeep/upkeep-record.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';

/** Hints at it unless a run is at it. */
export async function hintUpkeep(ports: Ports, experiment: string, key: Key): Promise<void> {
  const record = (await ports.catalogue.get(upkeepKind, key))?.item;
  if (!record?.due || isHeld(record.lease, ports.clock.now())) return;
  await ports.queues.ingest.send({ experiment, upkeep: record.task });
}

/** No run of before the local stack's start is alive, and its end says nothing of the item that it was at. */
export async function forgetUpkeepRun(ports: Ports, key: Key, start: Micros): Promise<void> {
  await update(ports, upkeepKind, key, (current) =>
    current === null || current.lease === null || current.lease.since >= start
      ? null
      : { ...current, lease: null, tries: Math.max(0, current.tries - 1) },
  );
}
