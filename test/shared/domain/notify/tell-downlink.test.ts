import { describe, expect, it } from 'vitest';
import type { ReceiptRecord } from '../../../../shared/domain/downlink/receipt.ts';
import type { MessageRecord } from '../../../../shared/domain/notify/message-record.ts';
import type { Route } from '../../../../shared/domain/notify/route.ts';
import { tellDownlink, troubleOf } from '../../../../shared/domain/notify/tell-downlink.ts';
import { RECEIPT } from '../../../support/some-receipt.ts';

const ROUTE: Route = {
  ...{ id: 'mail', severities: ['WARNING'], channels: null, hours: null, escalateAfter: 900 },
};
const REFUSED: ReceiptRecord = {
  ...{ ...RECEIPT, state: 'REFUSED', error: { code: 'file.empty', message: 'it is empty' } },
};
const at8 = Date.parse('2026-03-01T08:00:00Z') * 1000;

function told(about: 'DOWNLINK' | 'RESOLVED', cause?: string, route = 'mail'): MessageRecord {
  return {
    ...{ group: 'downlink:d1', number: 1, route, about, severity: 'WARNING', loudness: 'MAIL' },
    ...{ covers: [], entries: [], subject: '', text: '', ...(cause !== undefined && { cause }) },
    ...{ madeAt: 0, endedAt: 0, tries: 1, nextTryAt: 0, sentAt: 0, failedAt: null, error: null },
  };
}

const decided = (
  receipt: ReceiptRecord,
  messages: readonly MessageRecord[] = [],
  routes: readonly Route[] = [ROUTE],
) =>
  tellDownlink(receipt, messages, { routes, now: at8 }).map(
    ({ about, route, trouble }) => `${about} ${route?.id ?? 'nobody'} ${trouble?.cause ?? ''}`,
  );

describe('what is wrong with a downlink', () => {
  const withRejects = (rejected: number) => ({
    ...RECEIPT,
    counts: { ...RECEIPT.counts, samples: 1000, rejected },
  });

  it('is rejects of more than one per cent, and 1 of 100 is not', () => {
    expect(troubleOf(withRejects(10))).toBe(null);
    expect(troubleOf(withRejects(11))).toEqual({ kind: 'REJECTS', cause: 'REJECTS' });
  });

  it('is not what a repetition of a file repeats', () => {
    expect(troubleOf({ ...withRejects(900), duplicateOf: 'd0' })).toBe(null);
  });

  it('is that it was refused or failed, by why', () => {
    expect(troubleOf(REFUSED)).toEqual({ kind: 'REFUSED', cause: 'REFUSED:file.empty' });
    const error = { code: 'downlink.failed', message: '' };
    expect(troubleOf({ ...RECEIPT, state: 'FAILED', error })?.cause).toBe('FAILED:downlink.failed');
  });
});

describe('of a downlink', () => {
  it('each route that takes a WARNING hears', () => {
    const routes: Route[] = [
      { ...ROUTE, id: 'phone', severities: ['CRITICAL'] },
      ROUTE,
      { ...ROUTE, id: 'chat' },
    ];
    expect(decided(REFUSED, [], routes)).toEqual([
      'DOWNLINK mail REFUSED:file.empty',
      'DOWNLINK chat REFUSED:file.empty',
    ]);
  });

  it('a route that was told of the same cause hears nothing more', () => {
    expect(decided(REFUSED, [told('DOWNLINK', 'REFUSED:file.empty')])).toEqual([]);
    expect(decided(REFUSED, [told('DOWNLINK', 'FAILED:x')])).toEqual(['DOWNLINK mail REFUSED:file.empty']);
  });

  it('a run that died between two routes goes on with the second', () => {
    const routes = [ROUTE, { ...ROUTE, id: 'chat' }];
    expect(decided(REFUSED, [told('DOWNLINK', 'REFUSED:file.empty')], routes)).toEqual([
      'DOWNLINK chat REFUSED:file.empty',
    ]);
  });

  it('only those who were told of it hear that it is put right, once', () => {
    const routes = [ROUTE, { ...ROUTE, id: 'chat' }];
    const again = { ...RECEIPT, attempt: 2 };
    const before = [told('DOWNLINK', 'REFUSED:file.empty')];
    expect(decided(again, before, routes)).toEqual(['RESOLVED mail ']);
    expect(decided(again, [...before, told('RESOLVED')], routes)).toEqual([]);
    const withdrawn = { at: 0, by: 'ada', reason: 'wrong file' };
    expect(decided({ ...RECEIPT, state: 'WITHDRAWN', withdrawn }, before)).toEqual(['RESOLVED mail ']);
  });

  it('what goes wrong again after that is news', () => {
    const before = [told('DOWNLINK', 'REFUSED:file.empty'), told('RESOLVED')];
    expect(decided(REFUSED, before)).toEqual(['DOWNLINK mail REFUSED:file.empty']);
  });

  it('nothing is said while it is being read, nor of one that came in well', () => {
    expect(decided({ ...RECEIPT, state: 'INGESTING', attempt: 2 })).toEqual([]);
    expect(decided(RECEIPT)).toEqual([]);
  });

  it('a message is made for nobody where no route takes it, once', () => {
    const none: Route[] = [{ ...ROUTE, severities: ['CRITICAL'] }];
    expect(decided(REFUSED, [], none)).toEqual(['DOWNLINK nobody REFUSED:file.empty']);
    expect(decided(REFUSED, [told('DOWNLINK', 'REFUSED:file.empty', '-')], none)).toEqual([]);
  });

  it('a route outside of its hours hears once they begin', () => {
    const late = { ...ROUTE, hours: { from: 9 * 60, to: 17 * 60 } };
    const [one] = tellDownlink(REFUSED, [], { routes: [late], now: at8 });
    expect(one?.at).toBe(at8 + 3600e6);
  });
});
