/** Of the first arm against its comparator. */
export const DIRECTIONS = ['up', 'down', 'unchanged', 'mixed'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/**
 * AGREES and OPPOSES: an effect is told from none, or equivalence is, and the studies all say so or all say otherwise. NULL:
 * equivalent to no effect where they saw one. INCONCLUSIVE: an effect is not told from none, and it is not equivalent either:
 * with three units an arm noise picks the sign. CONFLICTING: the studies disagree among themselves.
 */
export const LITERATURE_VERDICTS = [
  'AGREES',
  'OPPOSES',
  'NULL',
  'INCONCLUSIVE',
  'CONFLICTING',
  'NO_EXPECTATION',
] as const;
export type LiteratureVerdict = (typeof LITERATURE_VERDICTS)[number];
