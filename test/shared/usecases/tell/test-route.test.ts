import { expect, it } from 'vitest';
import { messageKind, messagesOfGroup } from '../../../../shared/domain/notify/message-record.ts';
import { testRoute } from '../../../../shared/usecases/tell/test-route.ts';
import { settleAll } from '../../../support/run-stack.ts';
import { twinsDefined } from '../../../support/twins-in.ts';

it('sends a message that says that nothing is wrong, as often as somebody asks', async () => {
  const memory = await twinsDefined();
  const named = { experiment: 'twins', route: 'topic' };
  expect(await testRoute(memory, named, 'ada')).toEqual({
    ...{ id: 'twins/test:topic/1/topic', group: 'test:topic', number: 1 },
  });
  await testRoute(memory, named, 'ada');
  await settleAll(memory);
  expect(memory.notifier.notices).toMatchObject([
    {
      subject: 'twins: a test of the route topic',
      route: 'MAIL',
      text: expect.stringContaining('Nothing is wrong'),
    },
    { idempotencyKey: 'twins/test:topic/2/topic' },
  ]);
  const left = memory.catalogue.list(messageKind, 'twins', messagesOfGroup('test:topic'));
  expect((await Array.fromAsync(left)).every(({ item }) => !messageKind.isDue(item))).toBe(true);
});

it('refuses a route that there is not, naming the nearest', async () => {
  const memory = await twinsDefined();
  await expect(testRoute(memory, { experiment: 'twins', route: 'topik' }, 'ada')).rejects.toThrow(
    'expected the id of a route, got "topik"; did you mean "topic"?',
  );
});
