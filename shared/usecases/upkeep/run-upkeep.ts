import type { UpkeepHint } from '../../contract/hints.ts';
import { isHeldByAnother, isOwn, leaseOf, type Run } from '../../domain/downlink/lease.ts';
import type { Key } from '../../domain/kind.ts';
import { isSpentUpkeep, pastSpent } from '../../domain/upkeep/spent.ts';
import {
  type Difference,
  type UpkeepRecord,
  UpkeepTally,
  upkeepKey,
  upkeepKind,
} from '../../domain/upkeep/upkeep-record.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';
import { LeaseLost, Progress } from './progress.ts';
import { rebuild } from './rebuild.ts';
import { renewFound } from './renew-found.ts';
import { verify } from './verify.ts';

const TASKS = { VERIFY: verify, REBUILD: rebuild } as const;

/** The work on an experiment, and the run that is at it. */
interface Work {
  readonly experiment: string;
  readonly key: Key;
  readonly run: Run;
}

/**
 * Does some of what was asked for, notes how far it came, and hints at the rest. One that is done, or that another run is
 * at, changes nothing. However a run ends, short of dying, it gives back the lease that it took. An item on which every
 * run dies is named and left out; where they die on none, the work ends. Resolves to what was found wrong and named, and
 * that no run before has resolved to.
 *
 * @param message the name of the message, which its run bears; a run without a message gets a name of its own
 */
export async function runUpkeep(
  ports: Ports,
  { experiment, upkeep: task }: UpkeepHint,
  message = ports.clock.newId(),
): Promise<readonly Difference[]> {
  const key = upkeepKey(experiment, task);
  const work = { experiment, key, run: { name: message, since: ports.clock.now() } };
  try {
    const record = await begun(ports, work);
    if (record === null) return [];
    return record.due ? await goOn(ports, work, record) : record.differs.slice(record.told);
  } catch (error) {
    if (error instanceof LeaseLost) return [];
    // Where the table does not answer either, the lease ends by the clock; what went wrong first is what is told.
    await giveBack(ports, work).catch(() => {});
    throw error;
  }
}

/**
 * The record under this run's lease, or one that this run ended because all before have died; null where nothing is due, or
 * another run is at it.
 */
async function begun(ports: Ports, { key, run }: Work): Promise<UpkeepRecord | null> {
  let ended = false;
  const record = await update(ports, upkeepKind, key, (current): UpkeepRecord | null => {
    const now = ports.clock.now();
    ended = false;
    if (!current?.due || isHeldByAnother(current.lease, run, now)) return null;
    const going = isSpentUpkeep(current) ? pastSpent(key, current, now) : current;
    ended = !going.due;
    return ended ? going : { ...going, lease: leaseOf(run), tries: going.tries + 1 };
  });
  return record !== null && (ended || (record.due && isOwn(record.lease, run))) ? record : null;
}

async function goOn(ports: Ports, work: Work, record: UpkeepRecord): Promise<readonly Difference[]> {
  const { experiment, key, run } = work;
  const { task } = record;
  const tally = new UpkeepTally(record);
  const after = await TASKS[task](ports, experiment, tally, new Progress(ports, work, record, tally));
  const figures = tally.figures();
  const noted = await update(ports, upkeepKind, key, (current): UpkeepRecord | null =>
    // Begun anew, or done by a run after this one's lease, meanwhile.
    current === null || !current.due || !isOwn(current.lease, run)
      ? null
      : {
          ...current,
          ...figures,
          ...{ after: after ?? '', at: null, told: figures.differs.length },
          ...{
            endedAt: after === null ? ports.clock.now() : null,
            due: after !== null,
            lease: null,
            tries: 0,
          },
        },
  );
  if (task === 'VERIFY' && noted?.due === false) await renewFound(ports, experiment, figures);
  // Where it did not get on it waits for another run, and `watch` hints.
  if (noted?.due && after !== record.after) await ports.queues.ingest.send({ experiment, upkeep: task });
  return figures.differs.slice(record.told);
}

async function giveBack(ports: Ports, { key, run }: Work): Promise<void> {
  await update(ports, upkeepKind, key, (current) =>
    current !== null && isOwn(current.lease, run) ? { ...current, lease: null } : null,
  );
}
