/** Of the first arm against its comparator. */
export const DIRECTIONS = ['up', 'down', 'unchanged', 'mixed'] as const;
export type Direction = (typeof DIRECTIONS)[number];
