/** Whether an item of a long list is one that somebody looks for: every word stands somewhere in it, in any order. */
export function matches(item: string, asked: string): boolean {
  const folded = item.toLowerCase();
  return asked
    .toLowerCase()
    .split(/\s+/)
    .every((word) => folded.includes(word));
}
