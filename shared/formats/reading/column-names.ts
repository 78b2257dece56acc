/**
 * The header with every name that one of the wanted gives among others (`Temp|Temperature [°C]`) called as the wanted one:
 * loggers of one kind name a column otherwise with their firmware or their language. A name that the header has as it
 * stands, bars and all, is itself. Two of a wanted one's names in one header are the same name twice.
 */
export function calledAsWanted(header: readonly string[], wanted: readonly string[]): readonly string[] {
  const others = new Map(
    wanted
      .filter((name) => name.includes('|') && !header.includes(name))
      .flatMap((name) => namesOfOne(name).map((one) => [one, name] as const)),
  );
  if (others.size === 0) return header;
  const own = new Set(wanted);
  return header.map((name) => (own.has(name) ? name : (others.get(name) ?? name)));
}

/** Itself, and what it names among others. */
export const namesOfOne = (name: string): string[] =>
  name.includes('|') ? [name, ...name.split('|').map((one) => one.trim())] : [name];
