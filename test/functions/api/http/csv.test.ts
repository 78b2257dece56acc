import { expect, it } from 'vitest';
import { csvText } from '../../../../functions/api/http/csv.ts';

it('quotes cells that a reader could take for something else, a # of a comment among them', () => {
  const rows = [
    ['#1', 'a "b"', 0],
    ['x # y', 'a,b', null],
    ['x', 'one\ntwo', undefined],
  ];
  expect(csvText({ facts: [['program', '1']], header: ['id', 'note', 'n'], rows })).toBe(
    '# program: 1\r\nid,note,n\r\n"#1","a ""b""",0\r\n"x # y","a,b",\r\nx,"one\ntwo",\r\n',
  );
});
