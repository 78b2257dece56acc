import * as z from 'zod';
import { words } from './scalars.ts';

/** How much an endpoint answers to a quantity of its surroundings, as somebody measured it. */
export const sensitivitySchema = z.strictObject({
  endpoint: words.describe(
    'Endpoint that responds, such as pits, eroded-surface or the endpoint of a table.',
  ),
  quantity: words.describe(
    'Quantity (or id) of the channel that the endpoint responds to, such as ph, temperature or o2.',
  ),
  perUnit: z
    .tuple([z.number(), z.number()])
    .refine(([low, high]) => low <= high, 'expected the lower end first')
    .describe(
      'Interval [low, high] of the change of the natural logarithm of the endpoint per unit of the quantity, such as [-17.8, -13.9] per pH unit.',
    ),
  cell: words.optional().describe('Cells and duration of the measurement, such as rat osteoclasts, 24 h.'),
  source: words.describe('Where the numbers come from: a paper, or a dose–response curve of the team.'),
});
export type Sensitivity = z.output<typeof sensitivitySchema>;
