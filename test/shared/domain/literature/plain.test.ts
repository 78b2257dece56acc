import { expect, it } from 'vitest';
import {
  nearestName,
  plain,
  plainWords,
  spellingsOf,
  unknown,
  wordsOf,
} from '../../../../shared/domain/literature/plain.ts';

it('words are told alike whatever their case, their hyphens and their order', () => {
  expect(plain('OCT3/4')).toBe('oct34');
  expect(wordsOf('2-D clinostat, 60 rpm')).toEqual(['2d', 'clinostat', '60', 'rpm']);
  expect(plainWords('2-D clinostat')).toBe(plainWords('Clinostat, 2D'));
  expect(wordsOf(' ,')).toEqual([]);
});

it('Greek letters are read as papers spell them: by their letter, or as a word', () => {
  expect(spellingsOf('TGF-\u03b21')).toEqual(['tgfb1', 'tgfbeta1']);
  expect(spellingsOf('NF-\u03baB')).toEqual(['nfkb', 'nfkappab']);
  expect(spellingsOf('RUNX2')).toEqual(['runx2']);
  expect(spellingsOf('\u9aa8')).toEqual(['']);
});

it('what the catalogue has not is refused with the nearest that it has, or the first of all', () => {
  expect(unknown('symbol', 'RUNX3', 'none', ['RUNX2', 'CTSK']).message).toBe('none; did you mean "RUNX2"?');
  expect(unknown('symbol', 'x', 'none', ['RUNX2', 'CTSK'])).toMatchObject({
    code: 'literature.symbol',
    message: 'none; it has RUNX2, CTSK, …',
  });
});

it('the nearest name holds what was asked, or is written alike as a whole or in one of its words', () => {
  const names = ['Random positioning machine', 'Hindlimb unloading', 'RPM', 'rat'];
  expect(['hindlimb', 'RPN', 'positionning', 'zzzz'].map((name) => nearestName(name, names))).toEqual([
    ...['Hindlimb unloading', 'RPM', 'Random positioning machine', null],
  ]);
  expect(nearestName('ra', names)).toBe('rat');
});
