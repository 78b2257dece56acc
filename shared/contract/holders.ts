import * as z from 'zod';
import { RIGHTS } from '../domain/holder/holder.ts';
import { instantText } from '../domain/instant-text.ts';
import { damaged, identifier } from './wire.ts';

/** A list that somebody types. */
const MOST_EXPERIMENTS = 100;

export const newHolderSchema = z.strictObject({
  holder: identifier.meta({
    description: 'Name of the person, program or station: it stands in all that is done with the token.',
  }),
  right: z.enum(RIGHTS).meta({
    description:
      'READ: every question. UPLOAD: files too. OPERATE: all else too, but tokens only with all experiments.',
  }),
  experiments: z
    .union([z.literal('ALL'), z.array(identifier).min(1).max(MOST_EXPERIMENTS)])
    .default('ALL')
    .meta({ description: 'Ids of the experiments; ALL, if left out. For the token there are no others.' }),
});
export type NewHolder = z.output<typeof newHolderSchema>;

export const inHolder = z.object({
  holder: z.string().min(1).max(200).meta({ description: 'Name of the holder.' }),
});

export const holderOnWireSchema = z.object({
  holder: z.string(),
  right: z.enum(RIGHTS),
  experiments: z.union([z.literal('ALL'), z.array(z.string())]),
  /** Absent of one that stands in the secret of the stack. */
  addedAt: instantText.optional(),
  addedBy: z.string().optional(),
  /** Since when the token is let in no more. */
  revokedAt: instantText.optional(),
  revokedBy: z.string().optional(),
});
export type HolderOnWire = z.infer<typeof holderOnWireSchema>;

export const addedHolderSchema = holderOnWireSchema.extend({
  /** Stands nowhere else, and is not shown again. */
  token: z.string(),
  /** Of those named: no definition was put under these so far. */
  unknownExperiments: z.array(z.string()).optional(),
});
export type AddedHolder = z.infer<typeof addedHolderSchema>;

export const holdersSchema = z.object({
  holders: z.array(holderOnWireSchema),
  /** How many were revoked: the last 500 are listed. */
  revokedInAll: z.number().int(),
  /** Tokens that are not let in, because what is kept of them cannot be read: hand out others. */
  damaged,
});
export type HoldersOnWire = z.infer<typeof holdersSchema>;
