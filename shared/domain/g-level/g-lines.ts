/** The g-levels beside a contrast, for people. */

interface Told {
  readonly unit: string;
  readonly sentence: string;
  readonly lacks: readonly string[];
}

/** A line a unit, then what is not told of them; units of which the same is said share a line. */
export function gLines(gLevels: readonly Told[] = []): string[] {
  const said = gLevels.map(({ unit, sentence }) => ({ unit, text: sentence }));
  const lacking = gLevels.flatMap(({ unit, lacks }) => lacks.map((text) => ({ unit, text })));
  return [said, lacking].flatMap((all) =>
    [...Map.groupBy(all, ({ text }) => text)].map(
      ([text, same]) => `g-level of ${same.map(({ unit }) => unit).join(', ')}: ${text}`,
    ),
  );
}
