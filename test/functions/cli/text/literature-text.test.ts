import { expect, it } from 'vitest';
import { literatureText } from '../../../../functions/cli/text/literature-text.ts';
import { listLiterature } from '../../../../shared/usecases/answer/list-literature.ts';

const PAGE = { width: 80, isColoured: false };

it('findings are told at 80 columns: what they come to, each with its reference, and the platform', () => {
  const text = literatureText(listLiterature({ symbol: 'RUNX2', technique: 'rpm' }), PAGE);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(text).toMatch(/^Platforms: rpm is Random positioning machine\.$/m);
  expect(text).toMatch(/^RUNX2 +rpm +115 +94 96 99 101 160 +104 +conflicting$/m);
  expect(text).toMatch(
    /^Gioia et al\. \(94\) +table 5, row 18\n +subject +human, osteoblast +platform +rpm$/m,
  );
  expect(text).toContain('not for acute responses');
  expect(text).toContain('I-02, in the review itself: Hu (96): 7 d in prose, 1 d in Table 5.');
  // What is no comparison of gravity is told as such, and counts above on no side.
  const ctsk = literatureText(listLiterature({ symbol: 'CTSK', technique: 'spaceflight' }), PAGE);
  // Without irisin, and what it was held against, the row would contradict the others.
  expect(ctsk).toMatch(/ effect +unchanged \(treatment\) +against +untreated microgravity\n +note +irisin;/);
  expect(ctsk).not.toContain('not shown at this width: against');
  expect(text).toContain('8 findings of literature/2: J. Man');
});

it('all of the catalogue fits the page, and a platform without a finding is told as such', () => {
  const all = literatureText(listLiterature({}), PAGE);
  expect(Math.max(...all.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(literatureText(listLiterature({ technique: 'ULLS' }), PAGE)).toMatch(
    /^no findings of literature\/2/m,
  );
});
