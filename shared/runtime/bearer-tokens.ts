/** Bearer tokens: one secret a holder, compared in a time that says nothing about them. */
import { createHash, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { Refusal } from '../domain/refusal.ts';
import type { Micros } from '../domain/time.ts';

/** Token by holder. */
export type Holders = ReadonlyMap<string, string>;

const CACHE_MICROS = 5 * 60 * 1_000_000;

/** Shorter tokens can be guessed. */
const SHORTEST_TOKEN = 16;

const holdersSchema = z.object({
  holders: z.record(z.string().min(1), z.string().min(SHORTEST_TOKEN)),
});

/** Reads `{"holders":{"name":"token"}}`. Fails without quoting the text: it is a secret. */
export function parseHolders(text: string): Holders {
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

/** Asks at most every five minutes; an answer that failed is not kept. */
export function cachedHolders(load: () => Promise<Holders>, now: () => Micros): () => Promise<Holders> {
  let kept: { readonly holders: Promise<Holders>; readonly at: Micros } | null = null;
  return () => {
    if (kept !== null && now() - kept.at < CACHE_MICROS) return kept.holders;
    const entry = { holders: load(), at: now() };
    kept = entry;
    entry.holders.catch(() => {
      if (kept === entry) kept = null;
    });
    return entry.holders;
  };
}

/**
 * The holder of the token in an `Authorization` header. Every holder's token is compared, whichever matches.
 * Refuses a missing header with `auth.missing`, one that is no bearer token with `auth.malformed`, a token nobody
 * holds with `auth.unknown-token`.
 */
export function holderOf(header: string | undefined, holders: Holders): string {
  if (header === undefined) {
    throw unauthorized('auth.missing', 'this call needs the header "Authorization: Bearer <token>"');
  }
  const token = /^Bearer +([A-Za-z0-9\-._~+/]+=*) *$/i.exec(header)?.[1];
  if (token === undefined) {
    throw unauthorized('auth.malformed', 'expected "Authorization: Bearer <token>", got something else');
  }
  const digest = digestOf(token);
  let found: string | null = null;
  for (const [holder, secret] of holders) {
    if (timingSafeEqual(digest, digestOf(secret))) found = holder;
  }
  if (found === null) {
    throw unauthorized(
      'auth.unknown-token',
      'this token is not valid, or no longer; ask the person who runs this stack for a new one',
    );
  }
  return found;
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function unauthorized(code: string, sentence: string): Refusal {
  return new Refusal('unauthorized', code, sentence);
}
