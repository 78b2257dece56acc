import { expect, it } from 'vitest';
import { CallFailure } from '../../../../functions/web/stack/api.ts';
import { notDoneText } from '../../../../functions/web/stack/not-done.ts';

it('a change is said not to be done only where the stack refused it, or was not asked', () => {
  const told = (failure: Error) => notDoneText(failure, 'Nothing has changed.');
  for (const failure of [new CallFailure('right.missing', 'no', 403), new Error('line 2 is no contact')])
    expect(told(failure)).toBe('Nothing has changed.');
  for (const status of [null, 500, 503])
    expect(told(new CallFailure('stack.silent', 'no answer', status))).toMatch(/^No answer says whether/);
});
