/**
 * The same function, which computes its result for each key once. Keys are compared by identity. All results are kept
 * as long as the function is: one page or one run, not one process (that is what `LruCache` is for).
 */
export function oncePer<K, V>(compute: (key: K) => V): (key: K) => V {
  const results = new Map<K, { readonly value: V }>();
  return (key) => {
    const known = results.get(key);
    if (known !== undefined) return known.value;
    const value = compute(key);
    results.set(key, { value });
    return value;
  };
}

/** The same function without a key. */
export function once<V>(compute: () => V): () => V {
  const only = oncePer((_: null) => compute());
  return () => only(null);
}

/** The same function of an owner and a key, which computes each result once as long as the owner is held. */
export function oncePerOwner<O extends object, K, V>(
  compute: (owner: O, key: K) => V,
): (owner: O, key: K) => V {
  const known = new WeakMap<O, (key: K) => V>();
  return (owner, key) => {
    const ofOwner = known.get(owner) ?? oncePer((one: K) => compute(owner, one));
    known.set(owner, ofOwner);
    return ofOwner(key);
  };
}
