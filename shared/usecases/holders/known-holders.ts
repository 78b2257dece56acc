import type { DamagedOnWire } from '../../contract/wire.ts';
import { HOLDERS, type HolderRecord, holderKind } from '../../domain/holder/holder-record.ts';
import { sha256 } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import { listSound } from '../known/list-sound.ts';

interface KnownHolders {
  /** All that ever were, in no order. */
  readonly known: readonly HolderRecord[];
  /** Those that cannot be read: their tokens are not let in, and hide no other. */
  readonly damaged: readonly DamagedOnWire[];
}

export async function knownHolders(ports: Ports): Promise<KnownHolders> {
  const damaged: DamagedOnWire[] = [];
  const all = listSound(ports, holderKind, { partition: HOLDERS, prefix: '' }, ({ sort }, { key }) => {
    damaged.push({ id: sort, key });
  });
  const known = (await Array.fromAsync(all)).map(({ item }) => item);
  return { known, damaged };
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
