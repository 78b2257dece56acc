/** In which order comparisons of arms are shown: the first ones are all that most people see. Pure. */

interface Compared {
  /** A channel, or `temperature@T2` of a redundant sensor. */
  readonly endpoint: string;
  readonly phase: string | null;
}

/** All contrasts of a channel beside each other, redundant sensors last; else in the order in which they came. */
export function byChannel<T extends Compared>(comparisons: readonly T[]): readonly T[] {
  const groups = Map.groupBy(comparisons, ({ endpoint, phase }) => `${endpoint} ${phase}`);
  return [...groups.values()].sort((a, b) => redundant(a) - redundant(b)).flat();
}

const redundant = ([one]: readonly Compared[]): number => Number(one?.endpoint.includes('@') ?? false);
