import * as z from 'zod';

/** On which side of a bound. */
export const SIDES = ['HIGH', 'LOW'] as const;
export const sideSchema = z.enum(SIDES);
export type Side = z.infer<typeof sideSchema>;
