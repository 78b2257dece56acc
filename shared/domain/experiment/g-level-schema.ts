/** How far out on a centrifuge the cells are, and which channels measure the g-level. */
import * as z from 'zod';
import { identifier } from './scalars.ts';

export const centrifugeSchema = z
  .strictObject({
    channel: identifier.describe(
      'Id of the channel that measures the rotation (in /min or Hz) or the g-level at the cells (in [g] or m/s2).',
    ),
    radiusMm: z
      .number()
      .positive('expected a radius above 0 mm')
      .describe('Distance from the axis of rotation to the cells, in mm.'),
    cultureDepthMm: z
      .number()
      .nonnegative('expected a depth of 0 mm or more')
      .default(0)
      .describe(
        'Thickness of the culture from the cells towards the axis, in mm. 0 means a single layer of cells.',
      ),
  })
  .superRefine(({ radiusMm, cultureDepthMm }, context) => {
    if (cultureDepthMm <= radiusMm) return;
    const message = `expected the radius (${radiusMm} mm) or less, got ${cultureDepthMm} mm: the culture does not reach beyond the axis`;
    context.addIssue({ code: 'custom', path: ['cultureDepthMm'], message, params: { saysWhatCame: true } });
  });
export type Centrifuge = z.output<typeof centrifugeSchema>;

/** In g: 1 mg, 10 mg and 100 mg. */
const USUAL_THRESHOLDS = [0.001, 0.01, 0.1];
const MOST_THRESHOLDS = 8;

export const gLevelSchema = z
  .strictObject({
    axes: z
      .tuple([identifier, identifier, identifier], 'expected the ids of three channels: x, y and z')
      .optional()
      .describe(
        'Ids of the channels of the three axes of the accelerometer, x, y and z. Give axes or magnitude, not both.',
      ),
    magnitude: identifier
      .optional()
      .describe('Id of the channel of the vector length, where the hardware sends only that.'),
    thresholds: z
      .array(z.number().positive('expected a g-level above 0'))
      .max(MOST_THRESHOLDS, `expected ${MOST_THRESHOLDS} thresholds at most`)
      .refine(
        (all) => all.every((one, i) => i === 0 || one > all[i - 1]!),
        'expected thresholds that ascend, each once',
      )
      .default(USUAL_THRESHOLDS)
      .describe('Thresholds in g, ascending. Answers say how long the vector was longer than each.'),
  })
  .refine(({ axes, magnitude }) => (axes === undefined) !== (magnitude === undefined), {
    path: ['axes'],
    error: 'expected axes or magnitude, one of the two',
  });
