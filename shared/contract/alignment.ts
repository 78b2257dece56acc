/** How well the twins of a pair go together at each lag: what the verdict on their alignment rests on. */
import * as z from 'zod';
import { stopped } from './stopped.ts';
import { identifier } from './wire.ts';

export const alignmentQuerySchema = z.strictObject({
  pair: identifier.meta({ description: 'Id of the pair.' }),
});
export type AlignmentQuery = z.output<typeof alignmentQuerySchema>;

const pointSchema = z.object({
  /** Beyond the planned delay. */
  lagSeconds: z.number(),
  /** What the steps of both units come to together, in standard errors of what stands beside the peak. */
  agreement: z.number(),
});

export const alignmentSchema = z.object({
  pair: z.string(),
  /** What the ground was moved by beyond the planned delay. */
  lagSeconds: z.number(),
  channels: z.array(
    z.object({
      channel: z.string(),
      /** Length of the cells that were compared; null where too little is common to compare. */
      stepSeconds: z.number().nullable(),
      /** In order of lags; where there are more than can be drawn, the greatest of each stretch of them. */
      points: z.array(pointSchema),
      best: pointSchema.nullable(),
      /** The best beside the peak; null where no other stands out. */
      second: pointSchema.nullable(),
      /** A peak below it is no lag. */
      needed: z.number(),
      /** Why the channel does not vote; absent where it does. */
      silent: z.string().optional(),
    }),
  ),
  /** Channels that are not read for the lag, since enough others are. */
  notRead: z.array(z.string()),
  /** Inputs that have changed and are not folded in yet. */
  pending: z.number().int(),
  stopped,
});
export type AlignmentOnWire = z.infer<typeof alignmentSchema>;
