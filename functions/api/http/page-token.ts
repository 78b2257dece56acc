/** Paging tokens: callers hand them back and read nothing into them. */
import { identifier } from '../../../shared/contract/wire.ts';
import { Refusal } from '../../../shared/domain/refusal.ts';

const VERSION = { announced: '1:', newest: '1<' };
/** A page goes on in the order in which the one before it was asked for. */
type Order = keyof typeof VERSION;

/** The token of the page that begins after this identifier. */
export function tokenOf(after: string, order: Order = 'announced'): string {
  return Buffer.from(VERSION[order] + after).toString('base64url');
}

/** The identifier of a token. Refuses what no page of that order ever ended with. */
export function afterOf(token: string | undefined, order: Order = 'announced'): string | undefined {
  if (token === undefined) return undefined;
  const text = Buffer.from(token, 'base64url').toString('utf8');
  const version = VERSION[order];
  const after = identifier.safeParse(text.slice(version.length));
  if (text.startsWith(version) && after.success) return after.data;
  throw noPage();
}

/** How many things stood on the pages before. Refuses what no page ever ended with. */
export function skippedBy(token: string | undefined): number {
  const after = afterOf(token) ?? '0';
  if (/^\d{1,9}$/.test(after)) return Number(after);
  throw noPage();
}

/** The refusal of a token that no page ever ended with. */
export function noPage(cause?: unknown): Refusal {
  const sentence =
    'expected the "next" of an earlier answer to the same question; leave it out to begin at the first page';
  return new Refusal('invalid', 'request.page-token', sentence, { field: 'query.next' }, { cause });
}
