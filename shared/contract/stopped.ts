import * as z from 'zod';

/**
 * Buckets, units and pairs on which each run died, so that nobody tries again: they come in with new data, another
 * definition or newer code only. Absent where there is none; never counted in `pending`.
 */
export const stopped = z.number().int().optional();
