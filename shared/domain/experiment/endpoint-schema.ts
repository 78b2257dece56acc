/** What a definition says of endpoints that come as long tables: telopeptide, cells, bone mineral density. */
import * as z from 'zod';
import { anyMargin } from './equivalence-schema.ts';
import { ucumCode, words } from './scalars.ts';

const endpointRule = z
  .strictObject({
    endpoint: words.describe('As the tables name it, with @site/compartment where they tell it.'),
    unit: ucumCode
      .optional()
      .describe(
        'What its values are compared in, per what they are per (pmol/mm2); absent: the unit of measure of most rows.',
      ),
    over: z
      .enum(['SUM', 'MEAN', 'LAST'])
      .optional()
      .describe('What several times of one unit come to: released in all, on average, or at the last.'),
    scale: z
      .enum(['ratio', 'difference'])
      .default('ratio')
      .describe('How arms are told apart; a ratio needs values above 0.'),
    equivalence: anyMargin
      .optional()
      .describe('Largest change of it that counts as none, where it is another one than that of the assay.'),
  })
  .superRefine(({ scale, equivalence }, context) => {
    if (equivalence === undefined || (scale === 'difference') === 'difference' in equivalence) return;
    const wanted = scale === 'difference' ? '{ difference: … }' : '{ log2: … } or { ratio: … }';
    const message = `expected ${wanted}, as arms are told apart by a ${scale}, got ${JSON.stringify(equivalence)}`;
    context.addIssue({ code: 'custom', path: ['equivalence'], message, params: { saysWhatCame: true } });
  });
export type EndpointRule = z.output<typeof endpointRule>;

export const endpointKeys = {
  endpoints: z.array(endpointRule).default([]).describe('How endpoints are put together and compared.'),
  requires: z
    .array(words)
    .optional()
    .describe(
      'Quantities that must have been judged before an environment is CLEAN of it, alternatives between |; absent: temperature, ph|co2 and o2.',
    ),
};
