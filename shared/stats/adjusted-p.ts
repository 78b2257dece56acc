/**
 * p-values adjusted for how many were looked at. A null is a test that was not made: it counts for nothing and stays null.
 */
type PValues = readonly (number | null)[];

/**
 * By the false discovery rate. Source: Y. Benjamini, Y. Hochberg, Journal of the Royal Statistical Society B 57 (1995) 289:
 * of m tests, the k-th smallest p times m / k, and never more than a larger p comes to.
 */
export function benjaminiHochberg(p: PValues): (number | null)[] {
  const order = byValue(p);
  const adjusted: (number | null)[] = p.map(() => null);
  let least = 1;
  for (let k = order.length; k >= 1; k--) {
    const { value, place } = order[k - 1]!;
    // A share of 1 or more, so that no rounding makes it less than the p itself.
    least = Math.min(least, value * (order.length / k));
    adjusted[place] = least;
  }
  return adjusted;
}

/**
 * By the chance of any false claim. Source: S. Holm, Scandinavian Journal of Statistics 6 (1979) 65: the k-th smallest p
 * times m − k + 1, and never less than a smaller p comes to.
 */
export function holm(p: PValues): (number | null)[] {
  const order = byValue(p);
  const adjusted: (number | null)[] = p.map(() => null);
  let most = 0;
  order.forEach(({ value, place }, k) => {
    most = Math.max(most, Math.min(1, value * (order.length - k)));
    adjusted[place] = most;
  });
  return adjusted;
}

function byValue(p: PValues): { value: number; place: number }[] {
  return p
    .flatMap((value, place) => (value === null ? [] : [{ value, place }]))
    .sort((a, b) => a.value - b.value || a.place - b.place);
}
