import type { AddedHolder, NewHolder } from '../../contract/holders.ts';
import { experimentKey, experimentKind } from '../../domain/experiment/experiment-record.ts';
import { OPERATOR } from '../../domain/holder/holder.ts';
import { type HolderRecord, holderKey, holderKind } from '../../domain/holder/holder-record.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import { isoOf } from '../../domain/time.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import { sha256 } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import { holderOnWire } from './holder-on-wire.ts';
import { isLiving, knownHolders, lettingIn, type SecretTokens } from './known-holders.ts';

/** Of living ones: teams, their programs and their stations. */
const MOST_HOLDERS = 200;

/**
 * Hands out a token. It stands nowhere but in this answer. Refuses a name that a living token has: who did what is told
 * by names.
 */
export async function addHolder(
  ports: Ports,
  { holder, right, experiments }: NewHolder,
  given: { readonly token: string; readonly by: string; readonly secret: SecretTokens },
): Promise<AddedHolder> {
  const { known } = await knownHolders(ports);
  const living = known.filter(isLiving);
  refuseTaken(holder, living, lettingIn(given.secret, known));
  if (living.length >= MOST_HOLDERS) throw tooMany();
  const digest = sha256(given.token);
  const record: HolderRecord = {
    ...{
      holder,
      digest,
      right,
      experiments: experiments === 'ALL' ? null : [...new Set(experiments)].sort(),
    },
    ...{ addedAt: ports.clock.now(), addedBy: given.by, revokedAt: null, revokedBy: null },
  };
  const isWritten = await ports.catalogue.put(holderKind, holderKey(digest), record, null);
  if (!isWritten) throw new Error('a token that was drawn just now is known already: nothing is handed out');
  const unknown = await unknownAmong(ports, record.experiments ?? []);
  return {
    ...holderOnWire(record),
    token: given.token,
    ...(unknown.length > 0 && { unknownExperiments: unknown }),
  };
}

function refuseTaken(holder: string, living: readonly HolderRecord[], secret: SecretTokens): void {
  if (holder === OPERATOR) throw taken(holder, 'it is that of the token that the stack made for itself');
  const same = living.find((one) => one.holder === holder);
  if (same !== undefined) throw taken(holder, `added ${isoOf(same.addedAt)} by ${same.addedBy}`);
  if (secret.has(holder)) throw taken(holder, 'it stands in the secret of the stack');
}

function taken(holder: string, since: string): Refusal {
  return new Refusal(
    'conflict',
    'holder.exists',
    `expected a name that no token has, got ${quoted(holder)} (${since}): take another name, or revoke that token first (${typedCommand('token revoke NAME')})`,
    { field: 'holder' },
  );
}

function tooMany(): Refusal {
  const message = `expected at most ${MOST_HOLDERS} tokens that are let in, and there are as many: revoke those that nobody uses (${typedCommand('token list')})`;
  return new Refusal('conflict', 'holder.too-many', message);
}

/** Those may come yet; a slip of the pen is told. */
async function unknownAmong({ catalogue }: Ports, experiments: readonly string[]): Promise<string[]> {
  const unknown: string[] = [];
  for (const one of experiments)
    if ((await catalogue.get(experimentKind, experimentKey(one))) === null) unknown.push(one);
  return unknown;
}
