/** Who holds a token. Of the table one item is read, which its digest names. */
import { BriefCache } from '../../domain/brief-cache.ts';
import type { Holder } from '../../domain/holder/holder.ts';
import { type HolderRecord, holderIn, holderKey, holderKind } from '../../domain/holder/holder-record.ts';
import { MICROS_PER_SECOND } from '../../domain/time.ts';
import { sha256 } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';

/** A token that is revoked stops within a minute, wherever it was asked with before. */
const KEPT_SECONDS = 30;
/** Also of tokens that nobody holds, so that who tries many cannot fill the memory. */
const MOST_KEPT = 1000;

/** Null: nobody holds it, or not any more. */
export type FindHolder = (token: string) => Promise<Holder | null>;

/**
 * What the table says of a token counts before the secret: one of the secret that was revoked stands there.
 *
 * @param inSecret the name of the holder that the secret of the stack has for a token; null where it has none
 */
export function holderFinder(
  { catalogue, clock }: Pick<Ports, 'catalogue' | 'clock'>,
  inSecret: (token: string) => Promise<string | null>,
): FindHolder {
  const kept = new BriefCache<HolderRecord | null>(MOST_KEPT, KEPT_SECONDS * MICROS_PER_SECOND, () =>
    clock.now(),
  );
  return async (token) => {
    const digest = sha256(token);
    const record = await kept.get(
      digest,
      async () => (await catalogue.get(holderKind, holderKey(digest)))?.item ?? null,
    );
    if (record !== null) return holderIn(record);
    const name = await inSecret(token);
    return name === null ? null : { name, right: 'OPERATE', experiments: null };
  };
}
