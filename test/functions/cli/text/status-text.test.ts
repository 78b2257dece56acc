import { expect, it } from 'vitest';
import { statusText } from '../../../../functions/cli/text/status-text.ts';

const PAGE = { width: null, isColoured: false };
const STANDING = {
  ...{ experiment: 'x1', downlinks: 2, last: null, current: {}, failed: [], newest: [] },
  ...{ pending: 0, awaiting: 0, unsent: 0, sought: 'checked: GAP; not checked: LIMIT (1 of 1 channel)' },
};
const said = (more: Partial<Parameters<typeof statusText>[0][number]>) =>
  statusText([{ ...STANDING, ...more }], '2026-11-30T10:00:00Z', PAGE);

it('says what "nothing" rests on, and nothing of the kind where something is wrong or no sample came', () => {
  expect(said({})).toContain('x1: nothing wrong now. checked: GAP; not checked: LIMIT (1 of 1 channel)\n');
  expect(said({ current: { WARNING: 1 } })).not.toContain('checked: GAP');
  expect(said({ unseen: 'NOTHING_RECEIVED' })).not.toContain('nothing wrong now');
});
