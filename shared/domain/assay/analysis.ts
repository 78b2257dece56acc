/** Changes whenever the same parts and definition would give other contrasts. */
export const ANALYSIS = 'analysis/17';
