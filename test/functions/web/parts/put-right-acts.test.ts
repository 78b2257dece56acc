import { expect, it } from 'vitest';
import { actsOn } from '../../../../functions/web/parts/put-right-acts.ts';
import { DOWNLINK_STATES } from '../../../../shared/domain/downlink/receipt.ts';

const AT = { at: '2026-03-01T00:00:00Z', by: 'ada' };

function offered(...args: Parameters<typeof actsOn>): readonly string[] {
  const acts = actsOn(...args);
  return typeof acts === 'string' ? [] : acts.map(({ verb }) => verb);
}

it('Of a file is offered what the stack would do where it stands', () => {
  const byState = Object.fromEntries(DOWNLINK_STATES.map((state) => [state, offered({ state })]));
  expect(byState).toEqual({
    ...{ AWAITING_UPLOAD: [], RECEIVED: [], INGESTING: [], EXPIRED: [] },
    ...{ INGESTED: ['withdraw', 'reread'], INGESTED_WITH_REJECTS: ['withdraw', 'reread'] },
    ...{ REFUSED: ['withdraw', 'reread'], FAILED: ['redrive'], WITHDRAWN: ['reread'] },
  });
});

it('Nothing is offered while a file is read again, and why not is said; after a reading without a result it is again', () => {
  expect(actsOn({ state: 'INGESTED', rereading: AT })).toContain('wait until that is over');
  const error = { code: 'x', message: 'y' };
  expect(offered({ state: 'INGESTED', rereading: { ...AT, error } })).toEqual(['withdraw', 'reread']);
});

it('Says of a withdrawal what stops to count, and of one of a refused file that no number changes', () => {
  const first = (state: 'INGESTED' | 'REFUSED') => {
    const acts = actsOn({ state });
    return typeof acts === 'string' ? acts : acts[0]?.before;
  };
  expect(first('INGESTED')).toContain('as if it had never come');
  expect(first('REFUSED')).toContain('No number changes');
});
