import type { UpkeepHint } from '../../contract/hints.ts';
import { isHeldByAnother, isOwn, leaseOf, type Run } from '../../domain/downlink/lease.ts';
import type { Key } from '../../domain/kind.ts';
import { MICROS_PER_SECOND, type Micros } from '../../domain/time.ts';
import {
  type Difference,
  isSpentUpkeep,
  type UpkeepRecord,
  UpkeepTally,
  upkeepKey,
  upkeepKind,
} from '../../domain/upkeep/upkeep-record.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';
import { rebuild } from './rebuild.ts';
import { verify } from './verify.ts';

/** A run of the function may take 900 s; what is begun within these ends within them. */
const BUDGET_SECONDS = 300;

const TASKS = { VERIFY: verify, REBUILD: rebuild } as const;

/**
 * Does some of what was asked for, notes how far it came, and hints at the rest. One that is done, or that another run is
 * at, changes nothing. However a run ends, short of dying, it gives back the lease that it took. Resolves to what this run
 * found wrong and named.
 *
 * @param message the name of the message, which its run bears; a run without a message gets a name of its own
 */
export async function runUpkeep(
  ports: Ports,
  { experiment, upkeep: task }: UpkeepHint,
  message = ports.clock.newId(),
): Promise<readonly Difference[]> {
  const key = upkeepKey(experiment, task);
  const run: Run = { name: message, since: ports.clock.now() };
  try {
    const record = await begun(ports, key, run);
    if (record === null) return [];
    return record.due ? await goOn(ports, experiment, key, record) : record.differs.slice(-1);
  } catch (error) {
    // Where the table does not answer either, the lease ends by the clock; what went wrong first is what is told.
    await giveBack(ports, key, run).catch(() => {});
    throw error;
  }
}

/**
 * The record under this run's lease, or one that this run ended because all before have died; null where nothing is due, or
 * another run is at it.
 */
async function begun(ports: Ports, key: Key, run: Run): Promise<UpkeepRecord | null> {
  let ended = false;
  const record = await update(ports, upkeepKind, key, (current): UpkeepRecord | null => {
    const now = ports.clock.now();
    ended = false;
    if (!current?.due || isHeldByAnother(current.lease, run, now)) return null;
    if (isSpentUpkeep(current)) {
      ended = true;
      return stopped(key, current, now);
    }
    return { ...current, lease: leaseOf(run), tries: current.tries + 1 };
  });
  return record !== null && (ended || (record.due && isOwn(record.lease, run))) ? record : null;
}

/** A verification that cannot be ended says so: else it would be under way for ever, and nobody told. */
function stopped({ partition, sort }: Key, record: UpkeepRecord, now: Micros): UpkeepRecord {
  const { after, tries } = record;
  const tally = new UpkeepTally(record);
  const where = after === '' ? 'at its beginning' : `behind ${after}`;
  const why = `${tries} runs of the verification died ${where}, and what follows was not looked at: see the log of ingest-downlink, then verify again`;
  tally.differ(`${partition}/${sort}`, why);
  const { differs, differing, unnamed } = tally;
  return { ...record, differs, differing, unnamed, endedAt: now, due: false, lease: null };
}

async function goOn(
  ports: Ports,
  experiment: string,
  key: Key,
  record: UpkeepRecord,
): Promise<readonly Difference[]> {
  const { task } = record;
  const deadline = ports.clock.now() + BUDGET_SECONDS * MICROS_PER_SECOND;
  const tally = new UpkeepTally(record);
  const span = { after: record.after, isOver: () => ports.clock.now() > deadline };
  const after = await TASKS[task](ports, experiment, tally, span);
  const { looked, differs, differing, unnamed } = tally;
  const noted = await update(ports, upkeepKind, key, (current): UpkeepRecord | null =>
    // Begun anew, or done by a run after this one's lease, meanwhile.
    current === null ||
    current.startedAt !== record.startedAt ||
    current.after !== record.after ||
    !current.due
      ? null
      : {
          ...current,
          ...{ looked, differs, differing, unnamed, after: after ?? '' },
          ...{
            endedAt: after === null ? ports.clock.now() : null,
            due: after !== null,
            lease: null,
            tries: 0,
          },
        },
  );
  // Where it did not get on it waits for another run, and `watch` hints.
  if (noted?.due && after !== record.after) await ports.queues.ingest.send({ experiment, upkeep: task });
  return differs.slice(record.differs.length);
}

async function giveBack(ports: Ports, key: Key, run: Run): Promise<void> {
  await update(ports, upkeepKind, key, (current) =>
    current !== null && isOwn(current.lease, run) ? { ...current, lease: null } : null,
  );
}
