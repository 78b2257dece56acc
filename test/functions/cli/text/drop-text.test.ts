import { expect, it } from 'vitest';
import { dropText } from '../../../../functions/cli/text/drop-text.ts';

const LOOKED = { refused: [], more: false, lookedThroughAt: '2026-11-30T10:00:00Z' };

it('says nothing of a drop that was looked through and of which all is in receipts', () => {
  expect(dropText(LOOKED)).toBe('');
});

it('says of a drop that nobody looked through that nobody did, whether or not something is known of it', () => {
  expect(dropText({ ...LOOKED, lookedThroughAt: null })).toMatch(/^Dropped files: nobody has looked through/);
  const refused = [
    { key: 'drop/x', at: '2026-11-30T09:00:00Z', code: 'drop.no-experiment', message: 'there is no x' },
  ];
  const text = dropText({ refused, more: false, lookedThroughAt: null });
  expect(text).toContain('1 dropped file belongs to no experiment');
  expect(text).toContain('nobody has looked through the whole drop yet');
  expect(dropText({ ...LOOKED, refused })).not.toContain('nobody has looked');
});
