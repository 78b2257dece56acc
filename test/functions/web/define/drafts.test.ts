import { expect, it } from 'vitest';
import { Drafts } from '../../../../functions/web/define/drafts.ts';

it('What was written is kept by its name until it is in force, and until then the page is not left without a question', () => {
  let isAsked = () => false;
  const drafts = new Drafts((isAny) => {
    isAsked = isAny;
  });
  expect(drafts.of('definition a')).toBeNull();
  expect(isAsked()).toBe(false);
  drafts.keep('definition a', { text: 'id: a', revision: 3, files: [] });
  drafts.keep('definition a', { text: 'id: a\n', revision: 3, files: [] });
  expect(drafts.of('definition a')?.text).toBe('id: a\n');
  expect(drafts.of('definition b')).toBeNull();
  expect(isAsked()).toBe(true);
  drafts.drop('definition a');
  expect(isAsked()).toBe(false);
});
