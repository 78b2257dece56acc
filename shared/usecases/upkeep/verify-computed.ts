/** What is computed from segments, computed again and held against what is kept of it. */
import { Damaged } from '../../domain/damaged.ts';
import type { Difference, UpkeepTally } from '../../domain/upkeep/upkeep-record.ts';
import { ObjectMissing, type Ports } from '../../ports.ts';
import { lostHead } from '../heads/lost-head.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import { headsOwed, owedNow } from '../known/owe.ts';
import { whyDamaged } from '../known/why-damaged.ts';

export interface Looking {
  readonly ports: Ports;
  readonly tally: UpkeepTally;
  readonly loaded: LoadedExperiment;
}

/** What to compute again, and of which units it is. */
export interface Computed {
  /** As the answer of a verification counts it. */
  readonly name: string;
  readonly units: readonly string[];
  /** What differs, from what is kept at this moment; null where it is still to be computed, or cannot be. */
  compare(loaded: LoadedExperiment): Promise<readonly Difference[] | null>;
}

const COMPUTE_AGAIN =
  'this is a defect of howship, please report it; a definition with another title, put in force, has everything computed again';

/** Tells what differs, unless something was owed meanwhile that changes it: then it counts as left. */
export async function verifyComputed(
  { ports, tally, loaded }: Looking,
  { name, units, compare }: Computed,
): Promise<void> {
  const isPending = async (now: LoadedExperiment) => {
    const owed = await owedNow(ports, now);
    const { pending, stopped } = headsOwed(owed, now.generation, units);
    return owed.upstream > 0 || owed.atLeast || pending + stopped > 0;
  };
  const compareNow = async (now: LoadedExperiment) => {
    try {
      return await compare(now);
    } catch (error) {
      // The version that is named has expired: who reads it next has it made anew.
      if (error instanceof Damaged && error.cause instanceof ObjectMissing) return null;
      throw error;
    }
  };
  let differing = await compareNow(loaded);
  if (differing !== null && differing.length > 0) {
    // The definition and the events are of the beginning of this run, which may be minutes ago.
    const fresh = await loadExperiment(ports, loaded.experiment);
    const wasPending = await isPending(fresh);
    differing = wasPending ? null : await compareNow(fresh);
    if (differing !== null && (await isPending(fresh))) differing = null;
  }
  tally.look(differing === null ? `${name} left, pending` : `${name} computed`);
  if (differing === null || differing.length === 0) return;
  const { experiment, generation } = loaded;
  const lost = await Promise.all(units.map((unit) => lostHead(ports, { experiment, generation, unit })));
  const causes = lost.filter((one) => one !== null);
  for (const cause of causes) tally.differOnce(cause.key, whyDamaged(cause));
  // It follows from these, and is right again once they are back.
  if (causes.length > 0) return;
  for (const { key, why } of differing) tally.differ(key, why, COMPUTE_AGAIN);
}
