/** Which of the drifts that the units of an arm show at the same time is told of. */
import { type Ar1Belief, longRunDeviation, marginalDeviation } from '../../../stats/ar1-belief.ts';
import type { ResidualRule } from './arm-rules.ts';
import type { ReferenceKind } from './evidence-words.ts';
import { placeName } from './reference.ts';
import type { ArmState, Residual, ResidualState } from './residual.ts';
import { isExplained, isOvershadowed, wentFurther } from './siblings.ts';
import type { OpenDrift } from './state.ts';
import { blameIn, type Member, type Scatter, type Vote, voteOf } from './whose.ts';

/** Says anew of an open drift who moved, unless it is on its way back: then less and less is left to tell it by. */
export function askVote(one: Residual, all: readonly Residual[], kind: ReferenceKind | undefined): void {
  const { open, belief } = one.drift;
  if (open === null || (kind !== 'siblings' && kind !== 'sensor')) {
    one.vote = null;
    return;
  }
  if (open.back > 0 || belief === null) return;
  const others = one.of.map((i) => all[i]!);
  const onsets = others.flatMap(({ drift }) => drift.open?.onset ?? []);
  const members = [one, ...others].map(({ levels, twin }): Member => {
    return { levels, twin: twin < 0 ? null : all[twin]!.levels };
  });
  const vote = voteOf(
    members,
    { since: Math.min(open.onset, ...onsets), at: one.drift.last?.id ?? open.raised },
    scatterOf(belief, others.length),
  );
  if (vote === null) return;
  if (one.vote === null) one.vote = vote;
  else if (extentOf(vote) >= extentOf(one.vote) / 2) one.vote = { ...vote, jumped: one.vote.jumped };
}

/** How far they stand apart by what each went. */
function extentOf({ members }: Vote): number {
  const went = members.map((member) => member.went);
  return Math.max(...went) - Math.min(...went);
}

/** Of one unit: a residual has the scatter of its siblings too. */
function scatterOf(belief: Ar1Belief, siblings: number): Scatter {
  const part = Math.sqrt(siblings / (siblings + 1));
  return { block: part * marginalDeviation(belief), longRun: part * longRunDeviation(belief) };
}

/** Says anew of an open drift whether another one explains it, where there is another to look at. */
export function explain(one: Residual, all: readonly Residual[], kind: ReferenceKind | undefined): void {
  const { open } = one.drift;
  if (open === null || kind === 'ambient') return;
  const others = one.of.flatMap((i) => (all[i]?.drift.open == null ? [] : [all[i]!]));
  if (kind === 'siblings' && one.vote !== null) {
    explainByVote(one, open, others);
    return;
  }
  // What was explained by one that is over by now ends by itself soon after: others on the same side say nothing of it.
  if (!others.some(({ drift }) => drift.open?.sign !== open.sign)) return;
  one.isExplained =
    kind === 'sensor' ||
    isExplained(
      open,
      others.map(({ drift }) => drift.open),
    );
}

/**
 * A unit that moved is told of. Where nobody knows who did, the one that seems to have gone furthest speaks for the arm. What
 * was explained by one that is over by now ends by itself soon after, and those on its side say nothing of it.
 */
function explainByVote(one: Residual, open: OpenDrift, others: readonly Residual[]): void {
  if (one.vote !== null && blameIn(one.vote) === 'own') {
    one.isExplained = false;
    return;
  }
  const isOpposed = others.some(({ drift }) => drift.open?.sign !== open.sign);
  if (!isOpposed && one.isExplained) return;
  const speakers = isOpposed ? others : others.filter((other) => !other.isExplained);
  one.isExplained = speakers.some(
    ({ drift, vote }) =>
      (vote !== null && blameIn(vote) === 'own') || (drift.open !== null && wentFurther(drift.open, open)),
  );
}

/** Whether it waits for a sibling that is not seen to drift yet, though it has gone further. */
export function waitsForSibling({ drift, choice, vote }: ResidualState, state: ArmState): boolean {
  if (vote !== null && blameIn(vote) === 'own') return false;
  const others = (choice?.of ?? []).flatMap((name) => state.get(name)?.drift ?? []);
  return isOvershadowed(drift, others);
}

/**
 * Whether the primary sensor of the channel goes along with this redundant one: it is held against it, and does not seem to
 * go the other way.
 */
export function isOfUnit(
  state: ArmState,
  rules: readonly ResidualRule[],
  { unit, series, channel, references }: ResidualRule,
  drift: OpenDrift,
): boolean {
  if (references[0]?.kind !== 'siblings') return false;
  const primary = rules.find((one) => one.unit === unit && one.channel === channel && one.series !== series);
  const held = primary === undefined ? undefined : state.get(placeName(primary));
  if (held?.choice?.of.includes(placeName({ unit, series })) !== true) return false;
  const { open } = held.drift;
  return open === null || open.sign === drift.sign;
}
