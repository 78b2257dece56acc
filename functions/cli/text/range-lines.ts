/** The time that an answer looked at, unit by unit, a line each: of other times it says nothing. */
export function rangeLines(
  looked: readonly { readonly unit: string; readonly from: string | null; readonly to: string | null }[],
): string[] {
  if (looked.every(({ from }) => from === null)) return ['nothing has come yet\n'];
  const lines = looked.map(({ unit, from, to }) =>
    from === null || to === null ? `${unit}: nothing is expected yet\n` : `${unit}: ${from} to ${to}\n`,
  );
  return [...new Set(lines)];
}
