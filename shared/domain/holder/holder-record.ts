/** Holders of tokens, as the table keeps them: never the token, only the digest that finds it. */
import * as z from 'zod';
import type { Key, Kind } from '../kind.ts';
import { type Holder, RIGHTS } from './holder.ts';

const holderSchema = z.object({
  holder: z.string(),
  /** SHA-256 of the token. A token has 288 random bits, so that no digest leads back to one. */
  digest: z.string(),
  right: z.enum(RIGHTS),
  /** Null: all. */
  experiments: z.array(z.string()).nullable(),
  addedAt: z.number(),
  addedBy: z.string(),
  revokedAt: z.number().nullable(),
  revokedBy: z.string().nullable(),
});
export type HolderRecord = z.infer<typeof holderSchema>;

export const holderKind: Kind<HolderRecord> = { name: 'holder', schema: holderSchema, isDue: () => false };

/** No experiment can have this id. */
export const HOLDERS = '~HOLDERS';

/** @param digest SHA-256 of the token */
export const holderKey = (digest: string): Key => ({ partition: HOLDERS, sort: digest });

/** Null where the token was revoked. */
export function holderIn({ holder, right, experiments, revokedAt }: HolderRecord): Holder | null {
  if (revokedAt !== null) return null;
  return { name: holder, right, experiments: experiments === null ? null : new Set(experiments) };
}
