import { expect, it } from 'vitest';
import { comingWith } from '../../../shared/runtime/coming.ts';

it('who acts bears the name of the message, and comes again with one that was received before', () => {
  const received = (times: string) =>
    comingWith({ messageId: 'm1', attributes: { ApproximateReceiveCount: times } }, 5, 'c1');
  expect(received('1')).toEqual({ name: 'm1', since: 5, isAgain: false, code: 'c1' });
  expect(received('2').isAgain).toBe(true);
  expect(received('10').isAgain).toBe(true);
});
