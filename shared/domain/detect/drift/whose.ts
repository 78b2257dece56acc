/** Which of the units that are held against each other have moved: what only their differences leave open. */
import * as z from 'zod';
import { movedMembers } from '../../../stats/moved-members.ts';
import { BLOCKS_PER_MEDIAN, type BlockId } from './block.ts';
import { isSure, SURE, WITNESSES, type Witness } from './evidence-words.ts';
import { type Levels, levelAt, type Now, wentSince } from './levels.ts';
import { stretchOf } from './medians.ts';

export interface Member {
  readonly levels: Levels;
  /** Of the twin; null where none is read. */
  readonly twin: Levels | null;
}

export const voteSchema = z.object({
  witness: z.enum(WITNESSES),
  /** Whether who went furthest had jumped when it was first asked: a drift is seen hours after it began. */
  jumped: z.boolean(),
  /** Of each unit: how far it went from where it stood before, and how likely it is one of those that moved. */
  members: z.array(z.object({ went: z.number(), chance: z.number() })).readonly(),
});
export type Vote = Readonly<z.infer<typeof voteSchema>>;

/** How much a unit is known to scatter: one block, and as its long-run deviation. */
export interface Scatter {
  readonly block: number;
  readonly longRun: number;
}

/** Two units of an arm seldom fail at once: each further one is so much less likely. A cause that they share is not rare. */
const ODDS = 0.2;
/** What all units share wanders as twice the scatter of one, before anything was seen of it; that counts as so many values. */
const USUAL_WANDER = 2;
const USUAL_DEGREES = 2;
/** The mean of the day before, which a movement is counted from, has a quarter of the variance of six hours. */
const OF_BEFORE = 1.25;
/** Movements smaller than so many deviations say little of who moved. */
const LEAST_REACH = 3;
/** Who went less than this part of how far they stand apart may have gone with the room, and is not blamed. */
const OF_EXTENT = 1 / 4;
const UNSURE = 0.5;
/** What has gone on for twelve hours is told by the last six. */
const STEADY_AFTER = 2 * BLOCKS_PER_MEDIAN;
/** Blocks that each mean is worth, as it weighs them. */
const BLOCKS_WORTH: Record<Now, number> = { recent: 23, steady: 71 };

/**
 * One that goes one way and all others that go the other way differ alike. So it is asked how far each went by itself, and
 * by how much what all share wanders: the mean of all, or, where each has a twin that is read, of all above their twins.
 * Of the two the steadier is asked.
 *
 * @param since the block in which the first of their drifts began; `at` the newest
 * @returns null where it is not known where one of them stood before
 */
export function voteOf(
  members: readonly Member[],
  { since, at }: { readonly since: BlockId; readonly at: BlockId },
  scatter: Scatter,
): Vote | null {
  const now = at - since < STEADY_AFTER ? 'recent' : 'steady';
  const asked = WITNESSES.flatMap((witness) => {
    const seen = members.map((member) => wentBy(witness, member, since, now));
    if (!seen.every((went) => went !== null)) return [];
    return [{ witness, seen, common: wanderOf(witness, members, since, scatter.block) }];
  });
  const steadiest = asked.sort((a, b) => a.common - b.common)[0];
  if (steadiest === undefined) return null;
  const { witness, seen, common } = steadiest;
  const noise =
    (witness === 'twin' ? Math.SQRT2 : 1) *
    Math.min(scatter.block, scatter.longRun / Math.sqrt(BLOCKS_WORTH[now]));
  const middle = seen.reduce((sum, went) => sum + went, 0) / seen.length;
  const reach = Math.max(LEAST_REACH * noise, ...seen.map((went) => Math.abs(went - middle)));
  const chances = movedMembers(seen, { common, noise, reach, odds: ODDS });
  const least = OF_EXTENT * (Math.max(...seen) - Math.min(...seen));
  const moved = seen.map((went, i) => ({
    went,
    chance: Math.min(chances[i]!, Math.abs(went) < least ? UNSURE : 1),
  }));
  return { witness, jumped: hasJumped(members, since), members: moved };
}

/** What has gone on for five hours is in the last six by half of what it is in the last two; a jump is so by a third. */
const OF_JUMP = 0.5;

function hasJumped(members: readonly Member[], since: BlockId): boolean {
  const farthest = (now: Now) =>
    Math.max(...members.map(({ levels }) => Math.abs(wentSince(levels, since, now) ?? 0)));
  return farthest('steady') < OF_JUMP * farthest('recent');
}

function wentBy(witness: Witness, { levels, twin }: Member, since: BlockId, now: Now): number | null {
  const own = wentSince(levels, since, now);
  if (witness === 'level' || own === null) return own;
  const other = twin === null ? null : wentSince(twin, since, now);
  return other === null ? null : own - other;
}

/** Standard deviation of how far the mean of all goes by itself, by the six hours before. */
function wanderOf(witness: Witness, members: readonly Member[], since: BlockId, block: number): number {
  const [first, last] = [members[0]!.levels.first, stretchOf(since)];
  const means: number[] = [];
  for (let stretch = first; stretch < last; stretch++) {
    const mean = meanAt(witness, members, stretch);
    if (!Number.isNaN(mean)) means.push(mean);
  }
  const middle = means.reduce((sum, mean) => sum + mean, 0) / means.length;
  const squares = means.reduce((sum, mean) => sum + (mean - middle) ** 2, 0);
  const degrees = USUAL_DEGREES + Math.max(0, means.length - 1);
  return Math.sqrt((OF_BEFORE * (USUAL_DEGREES * (USUAL_WANDER * block) ** 2 + squares)) / degrees);
}

function meanAt(witness: Witness, members: readonly Member[], stretch: number): number {
  let sum = 0;
  for (const { levels, twin } of members) {
    const other = witness === 'level' ? 0 : twin === null ? Number.NaN : levelAt(twin, stretch);
    sum += levelAt(levels, stretch) - other;
  }
  return sum / members.length;
}

export type Blame = 'own' | 'others' | 'unclear';

/** Of the first of the members; of one that stayed where it was others moved, known or not. */
export function blameIn({ members }: Vote): Blame {
  const { chance } = members[0]!;
  if (isSure(chance)) return 'own';
  return chance <= 1 - SURE ? 'others' : 'unclear';
}
