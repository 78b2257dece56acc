/** Finds dropped files whose notification never came, and those whose experiment has come into being since. */
import { receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import {
  REFUSED_DROPS,
  refusedDropKey,
  refusedDropKind,
  SWEEP,
  sweepKind,
} from '../../domain/drop/drop-records.ts';
import { isFolder, parseDroppedKey } from '../../domain/drop/dropped-key.ts';
import { experimentKey, experimentKind } from '../../domain/experiment/experiment-record.ts';
import { mapAtMost } from '../../domain/map-at-most.ts';
import { orRefusal, Refusal } from '../../domain/refusal.ts';
import { MICROS_PER_SECOND, type Micros } from '../../domain/time.ts';
import type { Dropped, Ports } from '../../ports.ts';
import { update } from '../known/update.ts';
import { digestOfObject, downlinkOf, isAwaited } from './take-dropped.ts';

/** S3 tells of all but the rarest object by itself. */
const EVERY_SECONDS = 3600;
const AT_ONCE = 16;

/** Has the drop looked through where that is due: once an hour, when a local stack starts, and with another experiment. */
export async function hintSweep(
  ports: Ports,
  experiments: readonly string[],
  start: Micros | null,
): Promise<void> {
  const now = ports.clock.now();
  const ids = experiments.toSorted();
  const last = (await ports.catalogue.get(sweepKind, SWEEP))?.item;
  const isFresh =
    last !== undefined &&
    now < last.at + EVERY_SECONDS * MICROS_PER_SECOND &&
    last.experiments.join() === ids.join();
  if (isFresh && start === null) return;
  await ports.queues.drop.send({ sweep: null });
  await update(ports, sweepKind, SWEEP, () => ({ at: now, experiments: ids }));
}

/** One page of the drop; what is not seen to is hinted at, and so is the next page. */
export async function sweepDrop(ports: Ports, after: string | null): Promise<void> {
  const { dropped, next } = await ports.drop.list(after);
  const isKnown = knownExperiments(ports);
  const seen = await mapAtMost(AT_ONCE, dropped, (one) => isSeenTo(ports, one, isKnown));
  const waiting = dropped.filter((_, i) => seen[i] !== true);
  if (waiting.length > 0)
    await ports.queues.drop.sendAll(waiting.map(({ key, version }) => ({ key, version })));
  if (next === null) await forgetTakenBack(ports);
  else await ports.queues.drop.send({ sweep: next });
}

/** What was refused is told of until its object is deleted or replaced; of one that was gone, until another is put there. */
async function forgetTakenBack({ catalogue, drop }: Ports): Promise<void> {
  const { partition, prefix } = REFUSED_DROPS;
  const refused = await Array.fromAsync(catalogue.list(refusedDropKind, partition, prefix));
  await mapAtMost(AT_ONCE, refused, async ({ key, version, item }) => {
    const newest = await drop.look({ key: item.key, version: null });
    const isOver = item.bytes === null ? newest !== null : newest?.version !== item.version;
    if (isOver) await catalogue.remove(refusedDropKind, key, version);
  });
}

type IsKnown = (experiment: string) => Promise<boolean>;

function knownExperiments(ports: Ports): IsKnown {
  const asked = new Map<string, Promise<boolean>>();
  const ask = async (id: string) => (await ports.catalogue.get(experimentKind, experimentKey(id))) !== null;
  return (id) => {
    const known = asked.get(id) ?? ask(id);
    asked.set(id, known);
    return known;
  };
}

async function isSeenTo(ports: Ports, dropped: Dropped, isKnown: IsKnown): Promise<boolean> {
  if (isFolder(dropped)) return true;
  const file = orRefusal(() => parseDroppedKey(dropped.key));
  const isRefused = file instanceof Refusal || !(await isKnown(file.experiment));
  if (isRefused) {
    const told = refusedDropKey(digestOfObject(dropped));
    if ((await ports.catalogue.get(refusedDropKind, told)) !== null) return true;
  } else {
    const receipt = await ports.catalogue.get(receiptKind, receiptKey(file.experiment, downlinkOf(dropped)));
    if (receipt !== null && !isAwaited(receipt.item)) return true;
  }
  const newest = await ports.drop.look({ key: dropped.key, version: null });
  // Deleted by whoever put it there, or of no experiment and replaced.
  return newest === null || (isRefused && newest.version !== dropped.version);
}
