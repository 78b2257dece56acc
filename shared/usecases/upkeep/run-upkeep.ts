import type { UpkeepHint } from '../../contract/hints.ts';
import { MICROS_PER_SECOND } from '../../domain/time.ts';
import { type UpkeepRecord, UpkeepTally, upkeepKey, upkeepKind } from '../../domain/upkeep/upkeep-record.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';
import { rebuild } from './rebuild.ts';
import { verify } from './verify.ts';

/** A run of the function may take 900 s; what is begun within these ends within them. */
const BUDGET_SECONDS = 300;

const TASKS = { VERIFY: verify, REBUILD: rebuild } as const;

/** Does some of what was asked for, notes how far it came, and hints at the rest. One that is done changes nothing. */
export async function runUpkeep(ports: Ports, { experiment, upkeep: task }: UpkeepHint): Promise<void> {
  const key = upkeepKey(experiment, task);
  const record = (await ports.catalogue.get(upkeepKind, key))?.item;
  if (record === undefined || !record.due) return;
  const deadline = ports.clock.now() + BUDGET_SECONDS * MICROS_PER_SECOND;
  const tally = new UpkeepTally(record);
  const span = { after: record.after, isOver: () => ports.clock.now() > deadline };
  const after = await TASKS[task](ports, experiment, tally, span);
  const { looked, differs, differing } = tally;
  const noted = await update(ports, upkeepKind, key, (current): UpkeepRecord | null =>
    // Asked for anew, or done by another run, meanwhile.
    current === null ||
    current.startedAt !== record.startedAt ||
    current.after !== record.after ||
    !current.due
      ? null
      : {
          ...current,
          ...{ looked, differs, differing, after: after ?? '' },
          ...{ endedAt: after === null ? ports.clock.now() : null, due: after !== null },
        },
  );
  if (noted?.due) await ports.queues.ingest.send({ experiment, upkeep: task });
}
