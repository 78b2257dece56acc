import type { HolderOnWire } from '../../contract/holders.ts';
import { OPERATOR } from '../../domain/holder/holder.ts';
import { type HolderRecord, holderKey, holderKind } from '../../domain/holder/holder-record.ts';
import { unknownName } from '../../domain/nearest.ts';
import { Refusal } from '../../domain/refusal.ts';
import { sha256 } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';
import { holderOnWire } from './holder-on-wire.ts';
import { isLiving, knownHolders, lettingIn, type SecretTokens } from './known-holders.ts';

/** Lets the token of this name in no more. Once more it changes nothing, and answers who revoked it and when. */
export async function revokeHolder(
  ports: Ports,
  holder: string,
  given: { readonly by: string; readonly secret: SecretTokens },
): Promise<HolderOnWire> {
  if (holder === OPERATOR) throw ofTheStack();
  const { known } = await knownHolders(ports);
  const same = known.filter((one) => one.holder === holder);
  const digests = new Set(same.filter(isLiving).map(({ digest }) => digest));
  const token = lettingIn(given.secret, known).get(holder);
  if (token !== undefined) digests.add(sha256(token));
  let last = same.toSorted((a, b) => (a.revokedAt ?? 0) - (b.revokedAt ?? 0)).at(-1) ?? null;
  for (const digest of digests) last = await revoke(ports, digest, holder, given.by);
  if (last === null) throw unknown(holder, known, given.secret);
  return holderOnWire(last);
}

/** One of the secret gets an item of its own, which counts before the secret. */
async function revoke(
  ports: Ports,
  digest: string,
  holder: string,
  by: string,
): Promise<HolderRecord | null> {
  const now = ports.clock.now();
  return update(ports, holderKind, holderKey(digest), (current) => {
    if (current !== null && !isLiving(current)) return null;
    const fromSecret = { holder, digest, right: 'OPERATE', experiments: null } as const;
    const before = current ?? { ...fromSecret, addedAt: now, addedBy: 'secret of the stack' };
    return { ...before, revokedAt: now, revokedBy: by };
  });
}

function ofTheStack(): Refusal {
  return new Refusal(
    'conflict',
    'holder.operator',
    `the token of "${OPERATOR}" is the one that the stack made for itself, by which all others are handed out: it cannot be revoked. To replace it, put another into the secret (docs/running.md#holders)`,
  );
}

function unknown(holder: string, known: readonly HolderRecord[], secret: SecretTokens): Refusal {
  const names = [...new Set([...known.map((one) => one.holder), ...secret.keys()])].sort();
  return new Refusal('not-found', 'holder.unknown', unknownName('holder', holder, names));
}
