import { expect, it } from 'vitest';
import { auditText } from '../../../../functions/cli/text/audit-text.ts';
import { UNLIMITED } from '../../../../functions/cli/text/page.ts';
import type { AuditEntryOnWire } from '../../../../shared/contract/audit.ts';

const range = { from: '2026-05-01T00:00:00Z', to: '2026-05-08T00:00:00Z' };
const entry = (more: Partial<AuditEntryOnWire>): AuditEntryOnWire => ({
  at: '2026-05-02T03:04:05Z',
  holder: 'ada',
  operation: 'withdrawDownlink',
  experiment: 'osteo',
  about: { downlink: 'd000001' },
  requestId: 'r',
  answer: { at: '2026-05-02T03:04:06Z', status: 200 },
  ...more,
});

it('says of each change what became of it, and that nobody knows where there is no answer', () => {
  const at = '2026-05-02T03:04:06Z';
  const text = auditText(
    {
      ...range,
      entries: [
        entry({}),
        entry({ answer: { at, status: 403, code: 'auth.right' } }),
        entry({ answer: { at, status: 500, code: 'internal' } }),
        entry({ answer: null }),
      ],
    },
    UNLIMITED,
  );
  for (const said of [
    /ada +withdrawDownlink +osteo +d000001 +done \(200\)$/m,
    / refused \(403 auth\.right\)$/m,
    / failed \(500 internal\)$/m,
    / none known: it may have taken effect$/m,
    /^changes that were asked for, 2026-05-01T00:00Z to 2026-05-08T00:00Z$/m,
  ])
    expect(text).toMatch(said);
});

it('says what was looked through where there is none, and that there are more', () => {
  expect(auditText({ ...range, entries: [] }, UNLIMITED)).toBe(
    'no change was asked for that you may see, 2026-05-01T00:00Z to 2026-05-08T00:00Z\n',
  );
  expect(auditText({ ...range, entries: [entry({})], next: 'x' }, UNLIMITED)).toContain(
    'there are more: ./howship audit --from 2026-05-08T00:00:00Z\n',
  );
});
