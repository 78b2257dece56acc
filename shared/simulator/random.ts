/** A seeded source of pseudo-random numbers. Two of the same seed and name give the same numbers, for ever. */
export interface Random {
  /** Uniform on [0, 1), with 32 random bits. */
  uniform(): number;
  /** Standard normal deviate. */
  normal(): number;
}

/**
 * A stream of its own for each name, so that one more unit, channel or fault leaves all other numbers as they were.
 *
 * The generator is sfc32 ("small fast counting", Chris Doty-Humphrey, PractRand): 128 bits of state, a counter that
 * keeps the period at 2^32 or more from any seed. The state is hashed from seed and name, then stirred.
 */
export function randomStream(seed: number, name: string): Random {
  const next = sfc32(hash(`a ${seed} ${name}`), hash(`b ${seed} ${name}`), hash(`c ${seed} ${name}`));
  for (let i = 0; i < 20; i++) next();
  const uniform = () => next() / 4_294_967_296;
  return { uniform, normal: polarNormal(uniform) };
}

/** sfc32 over 32-bit words, from the state (a, b, c) and counter 1; each call gives a whole number below 2^32. */
export function sfc32(a: number, b: number, c: number): () => number {
  let counter = 1;
  return () => {
    const word = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + word) | 0;
    return word >>> 0;
  };
}

/** Marsaglia's polar method (Marsaglia and Bray 1964): two deviates from each pair of uniforms that it keeps. */
function polarNormal(uniform: () => number): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s === 0 || s >= 1) continue;
      const scale = Math.sqrt((-2 * Math.log(s)) / s);
      spare = v * scale;
      return u * scale;
    }
  };
}

/** FNV-1a, 32 bits, over the text's UTF-16 code units. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h | 0;
}
