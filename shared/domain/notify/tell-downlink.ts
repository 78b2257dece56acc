/**
 * What people are told of a downlink: that it was REFUSED or FAILED, that much of it was rejected, or that it could not be
 * read again, once, and once that this is put right. A pure function of its receipt, of the messages about it so far and of the routes.
 */
import type { Severity } from '../anomaly/anomaly.ts';
import { isIngested, isOpen, type ReceiptRecord } from '../downlink/receipt.ts';
import { begunOf } from '../downlink/rereading.ts';
import type { Micros } from '../time.ts';
import { opensAt } from './hours.ts';
import type { MessageRecord } from './message-record.ts';
import { type Route, takersOf } from './route.ts';

/** Data are safe and can be read again, so nobody is paged: it is mailed. */
export const DOWNLINK_SEVERITY: Severity = 'WARNING';

/** Above this part of its samples a file says more of its source than of single bad rows. */
const MOST_REJECTED = 0.01;

export const groupOfDownlink = (downlink: string): string => `downlink:${downlink}`;

/** The last two: it could not be read again, because of its file or on our side, and what was read before stays. */
export type TroubleKind = 'REFUSED' | 'FAILED' | 'REJECTS' | 'REREAD_REFUSED' | 'REREAD_FAILED';

export interface Trouble {
  readonly kind: TroubleKind;
  /** Names why: of the same cause nobody is told again. */
  readonly cause: string;
}

/** Null where nothing is wrong, or nothing is decided. A file that repeats another brings nothing that is wrong by itself. */
export function troubleOf({ state, error, counts, duplicateOf, rereading }: ReceiptRecord): Trouble | null {
  if (state === 'REFUSED' || state === 'FAILED')
    return { kind: state, cause: `${state}:${error?.code ?? ''}` };
  if (isIngested(state) && rereading !== null && rereading.error !== null) {
    const { code } = rereading.error;
    const kind = OURS.includes(code) ? 'REREAD_FAILED' : 'REREAD_REFUSED';
    return { kind, cause: `${kind}:${code}` };
  }
  const isMuch = counts.rejected > MOST_REJECTED * counts.samples;
  return isIngested(state) && duplicateOf === null && isMuch ? { kind: 'REJECTS', cause: 'REJECTS' } : null;
}

/** Codes of what failed on our side, not because of the file. */
const OURS = ['downlink.failed', 'archive.damaged'];

/** False where nothing can be said of it, so that nobody need read what was told: of a file that came in well at once. */
export function mayBeTold(receipt: ReceiptRecord): boolean {
  if (isOpen(receipt.state)) return false;
  return troubleOf(receipt) !== null || receipt.state === 'WITHDRAWN' || begunOf(receipt) > 1;
}

export interface DownlinkTold<R extends Route> {
  /** Null: no route takes what is to be told. */
  readonly route: R | null;
  readonly about: 'DOWNLINK' | 'RESOLVED';
  /** Of what is wrong; null of what is put right. */
  readonly trouble: Trouble | null;
  /** When the route may be called. */
  readonly at: Micros;
}

export function tellDownlink<R extends Route>(
  receipt: ReceiptRecord,
  messages: readonly MessageRecord[],
  { routes, now }: { readonly routes: readonly R[]; readonly now: Micros },
): DownlinkTold<R>[] {
  if (!mayBeTold(receipt)) return [];
  const trouble = troubleOf(receipt);
  const openTo = (id: string | null) => {
    const own = messages.filter(({ route }) => route === (id ?? NO_ROUTE));
    return own.slice(own.findLastIndex(({ about }) => about === 'RESOLVED') + 1);
  };
  if (trouble === null)
    return routes
      .filter(({ id }) => openTo(id).length > 0)
      .map((route) => ({ route, about: 'RESOLVED', trouble, at: opensAt(route.hours, now) }));
  const takers = takersOf(routes, DOWNLINK_SEVERITY, null);
  return (takers.length === 0 ? [null] : takers)
    .filter((route) => openTo(route?.id ?? null).every(({ cause }) => cause !== trouble.cause))
    .map((route) => ({ route, about: 'DOWNLINK', trouble, at: opensAt(route?.hours ?? null, now) }));
}

/** The route of what no route takes: it stands among the messages, and is sent to nobody. */
export const NO_ROUTE = '-';
