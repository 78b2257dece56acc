import * as z from 'zod';
import { words } from './scalars.ts';

/** How much an endpoint answers to a quantity of its surroundings, as somebody measured it. */
export const sensitivitySchema = z.strictObject({
  endpoint: words.describe('Such as pits, eroded-surface, or the endpoint of a table.'),
  quantity: words.describe('Such as ph, temperature, o2: the quantity of a channel, or its id.'),
  perUnit: z
    .tuple([z.number(), z.number()])
    .refine(([low, high]) => low <= high, 'expected the lower end first')
    .describe('Natural logarithm of the ratio that one unit more of the quantity makes: an interval.'),
  cell: words.optional().describe('Cells and time that it was measured with.'),
  source: words.describe('Where it is from: a paper, or the dose–response of the team on the ground.'),
});
export type Sensitivity = z.output<typeof sensitivitySchema>;
