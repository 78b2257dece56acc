import { expect, it } from 'vitest';
import { pageOf } from '../../../../functions/cli/stack/terminal.ts';

const TERMINAL = { isTTY: true, columns: 100 };
const PIPE = {};

it.each([
  ['a terminal says its width', TERMINAL, {}, { width: 100, isColoured: true }],
  ['a terminal knows better than COLUMNS', TERMINAL, { COLUMNS: '80' }, { width: 100, isColoured: true }],
  [
    'COLUMNS where it does not say',
    { isTTY: true, columns: 0 },
    { COLUMNS: '90' },
    { width: 90, isColoured: true },
  ],
  ['80 where nobody says', { isTTY: true, columns: 0 }, {}, { width: 80, isColoured: true }],
  ['no colours under NO_COLOR', TERMINAL, { NO_COLOR: '1' }, { width: 100, isColoured: false }],
  ['an empty NO_COLOR is none', TERMINAL, { NO_COLOR: '' }, { width: 100, isColoured: true }],
  ['no colours on a dumb terminal', TERMINAL, { TERM: 'dumb' }, { width: 100, isColoured: false }],
  ['a pipe: rows stay lines', PIPE, {}, { width: null, isColoured: false }],
  ['a pipe of a wanted width', PIPE, { COLUMNS: '80' }, { width: 80, isColoured: false }],
  ['a width that is none', PIPE, { COLUMNS: 'wide' }, { width: null, isColoured: false }],
  ['the narrowest', PIPE, { COLUMNS: '3' }, { width: 20, isColoured: false }],
])('lays out on %s', (_, screen, environment, page) => {
  expect(pageOf(screen, environment)).toEqual(page);
});
