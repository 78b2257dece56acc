/** What a definition says of endpoints that come as long tables: telopeptide, cells, bone mineral density. */
import * as z from 'zod';
import { anyMargin } from './equivalence-schema.ts';
import { ucumCode, words } from './scalars.ts';

const endpointRule = z
  .strictObject({
    endpoint: words.describe(
      'Name of the endpoint in the tables, such as ctx, with @site/compartment if they have these columns.',
    ),
    unit: ucumCode
      .optional()
      .describe(
        'UCUM code in which values are compared, with the denominator, such as pmol/mm2. Default: the unit of most rows.',
      ),
    over: z
      .enum(['SUM', 'MEAN', 'LAST'])
      .optional()
      .describe(
        'How several times of one unit become one value: sum, mean or last value. Without it, such an endpoint has no value.',
      ),
    scale: z
      .enum(['ratio', 'difference'])
      .default('ratio')
      .describe('How arms are compared. A ratio needs values above 0.'),
    equivalence: anyMargin
      .optional()
      .describe(
        'Largest negligible change of this endpoint: { log2: 0.32 }, { ratio: 1.25 } or { difference: 0.1 }. Default: that of the assay.',
      ),
  })
  .superRefine(({ scale, equivalence }, context) => {
    if (equivalence === undefined || (scale === 'difference') === 'difference' in equivalence) return;
    const wanted = scale === 'difference' ? '{ difference: … }' : '{ log2: … } or { ratio: … }';
    const message = `expected ${wanted}, as arms are told apart by a ${scale}, got ${JSON.stringify(equivalence)}`;
    context.addIssue({ code: 'custom', path: ['equivalence'], message, params: { saysWhatCame: true } });
  });
export type EndpointRule = z.output<typeof endpointRule>;

export const endpointKeys = {
  endpoints: z
    .array(endpointRule)
    .default([])
    .describe('Rules for single endpoints. An endpoint without a rule is compared as a ratio.'),
  requires: z
    .array(words)
    .optional()
    .describe(
      'Quantities that must be judged before the environment can be CLEAN; alternatives are separated by |. Default: [temperature, ph|co2, o2].',
    ),
};
