import { expect, it } from 'vitest';
import { csvText } from '../../../../functions/api/http/csv.ts';

it('gives no text that a spreadsheet would take for a formula, and every number as it is', () => {
  const rows = [
    ['=HYPERLINK("http://evil.example")', -0.5, '-0.5'],
    ['\t@SUM(1)', 1e-7, '+49 30 1'],
    ['＝1+1', 0, '-2+3|cmd'],
  ];
  expect(csvText({ header: ['=name', 'n', 'text'], rows })).toBe(
    `'=name,n,text\r\n"'=HYPERLINK(""http://evil.example"")",-0.5,-0.5\r\n'\t@SUM(1),1e-7,+49 30 1\r\n'＝1+1,0,'-2+3|cmd\r\n`,
  );
});

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
