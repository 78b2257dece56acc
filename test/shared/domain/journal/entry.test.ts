import { describe, expect, it } from 'vitest';
import { entryOf } from '../../../../shared/domain/journal/entry.ts';
import { journalKind } from '../../../../shared/domain/journal/journal-record.ts';
import type { Transition } from '../../../../shared/domain/journal/transition.ts';
import { NEWEST, OVER, oldEntry, ongoing } from '../../../support/journal-cases.ts';

const SUBJECT = { kind: 'unit', id: 'FU1' } as const;
const critical = ongoing('CRITICAL');
const RAISED: Extract<Transition, { transition: 'RAISED' }> = {
  ...{ transition: 'RAISED', anomaly: critical, reason: 'WORSE' },
  ...{ opening: 1, superseded: 0, telling: { route: 'PAGE' } },
};

describe('an entry of the journal', () => {
  it('keeps what was learnt, why, and who is told', () => {
    const entry = entryOf(RAISED, SUBJECT, NEWEST);
    expect(journalKind.schema.parse(entry)).toEqual({
      id: `${critical.id}:RAISED:1:CRITICAL:PAGE`,
      ...{ subject: SUBJECT, anomaly: critical, learntAt: NEWEST, transition: 'RAISED', reason: 'WORSE' },
      ...{ opening: 1, retroactive: false, route: 'PAGE', sentAt: null, supersededAt: null },
    });
    expect(journalKind.isDue(entry)).toBe(true);
  });

  it('keeps why nobody is told', () => {
    const entry = entryOf(
      {
        ...{ transition: 'OPENED', anomaly: OVER, reason: 'FIRST', opening: 1 },
        telling: { route: 'SHOW', untold: 'ENDED' },
      },
      SUBJECT,
      NEWEST,
    );
    expect(entry).toMatchObject({ route: 'SHOW', untold: 'ENDED', retroactive: true });
    expect(journalKind.isDue(entry)).toBe(false);
  });

  const nobody = { route: 'SHOW', untold: 'WITHDRAWAL' } as const;
  const NAMES: readonly (readonly [Transition, string])[] = [
    [
      { transition: 'OPENED', anomaly: critical, reason: 'RETURNED', opening: 2, telling: { route: 'PAGE' } },
      'OPENED:2',
    ],
    [
      { transition: 'OPENED', anomaly: critical, reason: 'AGAIN', opening: 2, telling: { route: 'MAIL' } },
      'OPENED:2',
    ],
    [RAISED, 'RAISED:1:CRITICAL:PAGE'],
    [{ ...RAISED, superseded: 2 }, 'RAISED:1:CRITICAL:PAGE:2'],
    [
      { transition: 'WITHDRAWN', anomaly: critical, reason: 'NOT_FOUND', opening: 1, telling: nobody },
      'WITHDRAWN:1',
    ],
  ];
  it.each(NAMES)('has an id that names its transition, the same in every run', (transition, name) => {
    expect(entryOf(transition, SUBJECT, NEWEST).id).toBe(`${critical.id}:${name}`);
  });

  it('is read where it was stored without reason and opening', () => {
    const stored = oldEntry('OPENED', {});
    expect(journalKind.schema.parse(stored)).toEqual(stored);
  });
});
