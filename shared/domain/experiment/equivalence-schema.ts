/** Which differences of an endpoint count as none: declared by a person, before anything is said to have no effect. */
import * as z from 'zod';

const log2 = z
  .number()
  .positive('expected a margin above 0: of 0 nothing is ever equivalent')
  .describe('Largest negligible change in log2, up or down: 0.32 means × 0.8 to × 1.25.');

const ratio = z
  .number()
  .gt(1, 'expected a ratio above 1, such as 1.25 (from × 0.8 to × 1.25)')
  .describe('Largest negligible ratio, up or down: 1.25 means × 0.8 to × 1.25.');

const difference = z
  .number()
  .positive('expected a margin above 0: of 0 nothing is ever equivalent')
  .describe('Largest negligible difference, up or down, in the unit of the endpoint.');

const ofFold = [z.strictObject({ log2 }), z.strictObject({ ratio })] as const;

/** Of what is told as a ratio. */
export const foldMargin = z.union([...ofFold], 'expected { log2: 0.32 } or { ratio: 1.25 }');
export type FoldMargin = z.output<typeof foldMargin>;

export const anyMargin = z.union(
  [...ofFold, z.strictObject({ difference })],
  'expected { log2: … }, { ratio: … }, or { difference: … } of what is told as a difference',
);

export const log2Of = (margin: FoldMargin): number =>
  'log2' in margin ? margin.log2 : Math.log2(margin.ratio);
