/** Bearer tokens: how they are made and read, and those that the secret of the stack has, one a holder. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { BriefCache } from '../domain/brief-cache.ts';
import { Refusal } from '../domain/refusal.ts';
import { MICROS_PER_SECOND, type Micros } from '../domain/time.ts';

/** Token by holder. */
export type TokensByHolder = ReadonlyMap<string, string>;

/** One that is taken out of the secret stops within a minute. */
const KEPT_SECONDS = 30;

/** Shorter tokens can be guessed. */
const SHORTEST_TOKEN = 16;

/** Of a new token: 288 bits. */
const TOKEN_BYTES = 36;

const holdersSchema = z.object({
  holders: z.record(z.string().min(1), z.string().min(SHORTEST_TOKEN)),
});

export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

/** Reads `{"holders":{"name":"token"}}`. Fails without quoting the text: it is a secret. */
export function parseHolders(text: string): TokensByHolder {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error('the secret of the bearer tokens is not JSON; expected {"holders":{"name":"token"}}');
  }
  const parsed = holdersSchema.safeParse(json);
  if (parsed.success) return new Map(Object.entries(parsed.data.holders));
  throw new Error(
    `the secret of the bearer tokens does not fit {"holders":{"name":"token of ${SHORTEST_TOKEN} characters or more"}}`,
  );
}

/** Asks at most every 30 s; an answer that failed is not kept. */
export function cachedHolders(
  load: () => Promise<TokensByHolder>,
  now: () => Micros,
): () => Promise<TokensByHolder> {
  const kept = new BriefCache<TokensByHolder>(1, KEPT_SECONDS * MICROS_PER_SECOND, now);
  return () => kept.get('secret', load);
}

/**
 * The token in an `Authorization` header. Refuses a missing header with `auth.missing`, one that is no bearer token with
 * `auth.malformed`.
 */
export function tokenIn(header: string | undefined): string {
  if (header === undefined) {
    throw unauthorized('auth.missing', 'this call needs the header "Authorization: Bearer <token>"');
  }
  const token = /^Bearer +([A-Za-z0-9\-._~+/]+=*) *$/i.exec(header)?.[1];
  if (token !== undefined) return token;
  throw unauthorized('auth.malformed', 'expected "Authorization: Bearer <token>", got something else');
}

/** Who holds the token; null where nobody does. Every holder's token is compared, whichever matches. */
export function holderOf(token: string, holders: TokensByHolder): string | null {
  const digest = digestOf(token);
  let found: string | null = null;
  for (const [holder, secret] of holders) {
    if (timingSafeEqual(digest, digestOf(secret))) found = holder;
  }
  return found;
}

export function unknownToken(): Refusal {
  return unauthorized(
    'auth.unknown-token',
    'this token is not valid, or no longer; ask the person who runs this stack for a new one',
  );
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function unauthorized(code: string, sentence: string): Refusal {
  return new Refusal('unauthorized', code, sentence);
}
