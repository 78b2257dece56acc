/** More of a series in a UTC day say that it is noisy, and are not listed. */
export const MOST_A_DAY = 10;
