import { describe, expect, it } from 'vitest';
import { failedItems } from '../../../cdk/local/poller.ts';

describe('failedItems', () => {
  const ids = ['a', 'b', 'c'];

  it.each([
    ['null', null, []],
    ['nothing', {}, []],
    ['no failures', { batchItemFailures: [] }, []],
    ['null for failures', { batchItemFailures: null }, []],
    ['one failure', { batchItemFailures: [{ itemIdentifier: 'b' }] }, ['b']],
    ['a failure twice', { batchItemFailures: [{ itemIdentifier: 'b' }, { itemIdentifier: 'b' }] }, ['b']],
    ['an unknown message', { batchItemFailures: [{ itemIdentifier: 'x' }] }, ids],
    ['an empty identifier', { batchItemFailures: [{ itemIdentifier: '' }] }, ids],
    ['no identifier', { batchItemFailures: [{}] }, ids],
    ['text', 'done', ids],
    ['failures that are no list', { batchItemFailures: 'b' }, ids],
  ])('of an answer with %s', (_, response, expected) => {
    expect([...failedItems(response, ids)]).toEqual(expected);
  });
});
