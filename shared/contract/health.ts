import * as z from 'zod';

/** Says that the API answers; it reads nothing. */
export const healthSchema = z.object({ status: z.literal('UP') });
