/** Which members of a group have moved, by how far each seems to have. */

export interface Movements {
  /** Standard deviation of what all members share; infinite where only their differences say anything. */
  readonly common: number;
  /** Of what each member does by itself, above 0. */
  readonly noise: number;
  /** Of how far a member goes that moves, above 0. */
  readonly reach: number;
  /** How likely one more member moves beforehand, as odds. */
  readonly odds: number;
}

/** All choices of more members than this are too many to weigh: then no more than two of them move. */
const MOST_WEIGHED = 8;

/**
 * How likely each member has moved, where at least one has. What is seen of a member is what all share, its own noise and,
 * of those that moved, how far they went; all normal and around 0, so that each choice of members has a likelihood in
 * closed form, and each member the sum over the choices that it is in (Kass, Raftery, "Bayes factors", J. Am. Stat. Assoc.
 * 90 (1995) 773). One member that goes one way and all others that go the other way look alike but for what all share.
 *
 * @param seen how far each seems to have gone, two at least
 * @returns a probability for each
 */
export function movedMembers(seen: readonly number[], { common, noise, reach, odds }: Movements): number[] {
  const inverse = 1 / (common * common);
  const [still, moved] = [noise * noise, noise * noise + reach * reach];
  const choices = choicesOf(seen.length, seen.length > MOST_WEIGHED ? 2 : seen.length);
  const logs = choices.map((choice) => {
    let [weights, sum, squares, logarithms] = [inverse, 0, 0, 0];
    for (const [i, value] of seen.entries()) {
      const variance = choice.includes(i) ? moved : still;
      weights += 1 / variance;
      sum += value / variance;
      squares += (value * value) / variance;
      logarithms += Math.log(variance);
    }
    // Sherman and Morrison: the covariance is diagonal but for what all share.
    return (
      choice.length * Math.log(odds) - (logarithms + Math.log(weights) + squares - (sum * sum) / weights) / 2
    );
  });
  const most = Math.max(...logs);
  const chances = logs.map((log) => Math.exp(log - most));
  const total = chances.reduce((sum, chance) => sum + chance, 0);
  return seen.map((_, i) =>
    choices.reduce((sum, choice, j) => sum + (choice.includes(i) ? chances[j]! / total : 0), 0),
  );
}

/** Every choice of one to `most` members, each ascending. */
function choicesOf(count: number, most: number, from = 0): number[][] {
  if (most === 0) return [];
  return Array.from({ length: count - from }, (_, i) => from + i).flatMap((first) => [
    [first],
    ...choicesOf(count, most - 1, first + 1).map((rest) => [first, ...rest]),
  ]);
}
