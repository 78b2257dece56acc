/**
 * Whether the whole text fits the pattern: `*` stands for any text (none too), `?` for one character, everything else
 * for itself, case included. Each `*` is retried at the next place only, so the cost is at most the product of the
 * two lengths.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let retryAt = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      retryAt = t;
    } else if (pattern[p] === '?' || pattern[p] === text[t]) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++retryAt;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
