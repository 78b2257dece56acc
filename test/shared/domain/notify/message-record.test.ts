import { expect, it } from 'vitest';
import { ABOUT } from '../../../../shared/domain/notify/about.ts';
import {
  groupOfMessage,
  idempotencyKeyOf,
  type MessageRecord,
  messageKey,
  messageKind,
} from '../../../../shared/domain/notify/message-record.ts';

const MESSAGE: MessageRecord = {
  ...{ group: 'unit:FU1:temperature', number: 7, route: 'phone', about: 'ALARM', severity: 'CRITICAL' },
  ...{ loudness: 'PAGE', covers: [], entries: [], subject: 's', text: 't', madeAt: 1, endedAt: null },
  ...{ tries: 1, nextTryAt: 1, sentAt: null, failedAt: null, error: null },
};

it('a message is due while it is to be sent, and while something may follow from it', () => {
  const due = (more: Partial<MessageRecord>) => messageKind.isDue({ ...MESSAGE, ...more });
  expect([due({}), due({ sentAt: 2 }), due({ endedAt: 2 }), due({ failedAt: 2 })]).toEqual(
    Array(4).fill(true),
  );
  expect([due({ sentAt: 2, endedAt: 2 }), due({ failedAt: 2, endedAt: 2 })]).toEqual([false, false]);
});

it('a message is read back whatever it is about, and stands under its group and number', () => {
  for (const about of ABOUT) expect(messageKind.schema.parse({ ...MESSAGE, about }).about).toBe(about);
  const key = messageKey('e', MESSAGE);
  expect(key).toEqual({ partition: 'e', sort: 'MESSAGE#unit:FU1:temperature#000007' });
  expect(groupOfMessage(key)).toBe('unit:FU1:temperature');
  expect(idempotencyKeyOf('e', MESSAGE)).toBe('e/unit:FU1:temperature/7/phone');
});
