import { expect, it } from 'vitest';
import {
  AUDIT_ENTRIES,
  askedEntry,
  auditBefore,
  auditKey,
} from '../../../../shared/domain/audit/audit-entry.ts';

const asked = { id: 'a1', at: 1_790_000_000_000_000, holder: 'ada', operation: 'writeNote', requestId: 'r' };

it('stands in order of the time, with the answer after what was asked', () => {
  const keys = [
    auditKey({ at: 9, id: 'f0' }, false),
    auditKey({ at: 9, id: 'f0' }, true),
    auditKey({ at: 9, id: 'f1' }, false),
    auditKey({ at: 10, id: '00' }, false),
    auditKey({ at: asked.at, id: 'a1' }, false),
  ].map(({ sort }) => sort);
  expect(keys).toEqual(keys.toSorted());
  expect(auditBefore(10) > keys[2]! && auditBefore(10) < keys[3]!).toBe(true);
  for (const sort of keys) expect(sort.startsWith(AUDIT_ENTRIES.prefix)).toBe(true);
});

it('is small whatever the names are', () => {
  const long = 'x'.repeat(100_000);
  const entry = askedEntry({ ...asked, holder: long, requestId: long }, { experiment: long, alarm: long });
  expect(JSON.stringify(entry).length).toBeLessThan(1500);
  expect(askedEntry(asked, {})).toEqual({ ...asked, step: 'ASKED', experiment: null, about: {} });
});
