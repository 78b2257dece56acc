import * as z from 'zod';

/** On which side of a bound. */
export const SIDES = ['HIGH', 'LOW'] as const;
export const sideSchema = z.enum(SIDES);
export type Side = z.infer<typeof sideSchema>;

/** Before the side in the name of what is found on a difference: a pair may be called as a unit is. */
export const DELTA_SIDE = 'DELTA_';
