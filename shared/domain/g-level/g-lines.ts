/** The g-levels beside a contrast, for people. */

interface Told {
  readonly unit: string;
  readonly sentence: string;
}

/** A line a unit; units of which the same is said share one. */
export function gLines(gLevels: readonly Told[] = []): string[] {
  return [...Map.groupBy(gLevels, ({ sentence }) => sentence)].map(
    ([sentence, same]) => `g-level of ${same.map(({ unit }) => unit).join(', ')}: ${sentence}`,
  );
}
