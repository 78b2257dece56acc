import { expect, it } from 'vitest';
import { digestInSnapshot } from '../../../../shared/domain/snapshot/snapshot-record.ts';

it('takes the digest out of a snapshot, and refuses what is none', () => {
  const digest = 'ab'.repeat(32);
  expect(digestInSnapshot(`sha256:${digest}`, 'query.snapshot')).toBe(digest);
  for (const other of ['', digest, `sha256:${digest}0`, `sha256:${digest.toUpperCase()}`])
    expect(() => digestInSnapshot(other, 'query.snapshot')).toThrow(
      expect.objectContaining({ code: 'snapshot.unknown', kind: 'invalid' }),
    );
});
