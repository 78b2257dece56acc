import { expect, it } from 'vitest';
import { statusText } from '../../../../functions/cli/text/status-text.ts';
import { mostLacking, pendingText } from '../../../../shared/domain/words/pending-text.ts';

const PENDING =
  'not all of what arrived is in these numbers yet: 2 inputs still to be folded in; ask again\n';
const STOPPED =
  'not in these numbers: 1 bucket, unit or pair on which every run died; new data, another definition or newer code has them tried again\n';

it('what is pending and what is stopped are said apart, each only where there is some', () => {
  expect(pendingText({ pending: 0 })).toBe('');
  expect(pendingText({ pending: 2 })).toBe(PENDING);
  expect(pendingText({ pending: 0, stopped: 1 })).toBe(STOPPED);
  expect(pendingText({ pending: 2, stopped: 1 })).toBe(PENDING + STOPPED);
});

it('of several answers the most that one lacks is said', () => {
  expect(mostLacking([{ pending: 3 }, { pending: 1, stopped: 2 }])).toEqual({ pending: 3, stopped: 2 });
  expect(mostLacking([])).toEqual({ pending: 0, stopped: 0 });
});

it('the status names what is stopped beside what is pending', () => {
  const standing = {
    experiment: 'e',
    downlinks: 1,
    last: null,
    current: {},
    failed: [],
    newest: [],
    awaiting: 0,
    unsent: 0,
  };
  const page = { width: 200, isColoured: false };
  const NOW = '2026-11-28T22:00:00Z';
  expect(statusText([{ ...standing, pending: 2, stopped: 1 }], NOW, page)).toContain('2 stopped: 1');
  expect(statusText([{ ...standing, pending: 0 }], NOW, page)).not.toContain('stopped');
});
