import { HOLDERS, type HolderRecord, holderKind } from '../../domain/holder/holder-record.ts';
import { sha256 } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';

/** All that ever were, in no order. */
export async function knownHolders({ catalogue }: Pick<Ports, 'catalogue'>): Promise<HolderRecord[]> {
  return (await Array.fromAsync(catalogue.list(holderKind, HOLDERS, ''))).map(({ item }) => item);
}

/** Whose tokens are let in. */
export const isLiving = ({ revokedAt }: HolderRecord): boolean => revokedAt === null;

/** Token by holder, as the secret of the stack has them. */
export type SecretTokens = ReadonlyMap<string, string>;

/** Those of the secret that are let in by it: an item, also of one that was revoked, counts before it. */
export function lettingIn(secret: SecretTokens, known: readonly HolderRecord[]): SecretTokens {
  const digests = new Set(known.map(({ digest }) => digest));
  return new Map([...secret].filter(([, token]) => !digests.has(sha256(token))));
}
