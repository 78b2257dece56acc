import { expect, it } from 'vitest';
import { factsOfMessage } from '../../../shared/runtime/message-facts.ts';

it.each([
  [
    { experiment: 'osteo', downlink: 'd1', attempt: 2 },
    { experiment: 'osteo', downlink: 'd1', attempt: 2 },
  ],
  [
    { experiment: 'osteo', subject: 'pair', id: 'P1', again: true },
    { experiment: 'osteo', subject: 'pair', id: 'P1' },
  ],
  [{ Records: [{ s3: { object: { key: 'raw/osteo/d1', size: 5 } } }] }, { objects: ['raw/osteo/d1'] }],
  [{ experiment: 5 }, {}],
  ['a text', {}],
])('names what a message is about: %j', (body, facts) => {
  expect(factsOfMessage(JSON.stringify(body))).toEqual(facts);
});

it('names ten objects at most, and nothing of what is no JSON', () => {
  const Records = Array.from({ length: 500 }, (_, i) => ({ s3: { object: { key: `raw/osteo/d${i}` } } }));
  expect(factsOfMessage(JSON.stringify({ Records })).objects).toHaveLength(10);
  expect(factsOfMessage('{')).toEqual({});
});
