import type { HolderOnWire, HoldersOnWire } from '../../contract/holders.ts';
import { byText } from '../../domain/by-text.ts';
import type { Ports } from '../../ports.ts';
import { holderOnWire } from './holder-on-wire.ts';
import { isLiving, knownHolders, lettingIn, type SecretTokens } from './known-holders.ts';

/** Of those whose token was revoked; the last ones. */
const MOST_REVOKED = 500;

/** Who is let in, by name, and then whose tokens were revoked, the last one first. */
export async function listHolders(ports: Ports, secret: SecretTokens): Promise<HoldersOnWire> {
  const { known, damaged } = await knownHolders(ports);
  const living: HolderOnWire[] = known.filter(isLiving).map(holderOnWire);
  for (const holder of lettingIn(secret, known).keys())
    living.push({ holder, right: 'OPERATE', experiments: 'ALL' });
  const revoked = known
    .filter((one) => !isLiving(one))
    .sort((a, b) => (b.revokedAt ?? 0) - (a.revokedAt ?? 0) || byText(a.digest, b.digest));
  return {
    holders: [
      ...living.sort((a, b) => byText(a.holder, b.holder)),
      ...revoked.slice(0, MOST_REVOKED).map(holderOnWire),
    ],
    revokedInAll: revoked.length,
    ...(damaged.length > 0 && { damaged: [...damaged] }),
  };
}
