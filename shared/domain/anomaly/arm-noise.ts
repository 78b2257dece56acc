/** What an arm has learnt of the noise of one residual, in means of ten minutes, and against what. */
import * as z from 'zod';

const placeSchema = z.object({ unit: z.string(), series: z.string() });

/** With how certain they are: standard deviation of φ, and values that the sd is known as well as from. */
export const noisePartsSchema = z.object({
  phi: z.number(),
  phiSd: z.number(),
  sd: z.number().positive(),
  degrees: z.number().positive(),
});

export const armNoiseSchema = z.object({
  ...placeSchema.shape,
  ...noisePartsSchema.shape,
  /** Kind of the reference, and the series whose mean it is. */
  reference: z.string(),
  of: z.array(placeSchema),
});
export type ArmNoise = z.infer<typeof armNoiseSchema>;
