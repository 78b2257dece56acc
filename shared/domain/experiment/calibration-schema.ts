/** Calibrations of the definition, after XTCE: of a channel (its calibrators) and of a single sensor. */
import * as z from 'zod';
import { refuseBackwards, validity, words } from './scalars.ts';

const curves = {
  polynomial: z
    .array(z.number())
    .min(1, 'expected one coefficient at least, lowest power first')
    .optional()
    .describe('Coefficients, lowest power first: [0.02, 1.001] means 0.02 + 1.001 x.'),
  spline: z
    .array(z.tuple([z.number(), z.number()], 'expected two numbers [raw, engineering]'))
    .min(2, 'expected two points [raw, engineering] at least')
    .optional()
    .describe(
      'Points [raw, engineering] in ascending order, joined by straight lines. Beyond them the outer line goes on and quality is UNCERTAIN.',
    ),
  enumeration: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .optional()
    .describe('Words for numbers, such as 0: OFF. A cell with the word is read as the number.'),
};
const IS_ONE_CURVE: [(it: { [curve in keyof typeof curves]?: unknown }) => boolean, string] = [
  (it) => [it.polynomial, it.spline, it.enumeration].filter((curve) => curve !== undefined).length === 1,
  'expected exactly one of polynomial, spline and enumeration',
];

/** In force in [from, to) of data time. */
export const calibrationSchema = z
  .strictObject({
    ...validity,
    serial: words
      .optional()
      .describe(
        'Serial number of the sensor that the curve belongs to, such as PT-1187. Default: every sensor.',
      ),
    ...curves,
  })
  .refine(...IS_ONE_CURVE)
  .superRefine(refuseBackwards);
