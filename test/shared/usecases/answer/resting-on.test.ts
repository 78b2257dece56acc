import { expect, it } from 'vitest';
import { withRest } from '../../../../shared/usecases/answer/resting-on.ts';

/** Downlinks that are in at each look, and what an answer says. */
function looks(...seen: string[][]) {
  let looked = 0;
  let answers = 0;
  return {
    restsOn: async () => ({ downlinks: seen[Math.min(looked++, seen.length - 1)]!, events: [] }),
    answer: async () => `answer ${++answers}`,
  };
}

it.each([
  ['the first answer where nothing came meanwhile', [['a'], ['a']], 'answer 1', ['a']],
  ['the next one where something came', [['a'], ['a', 'b'], ['a', 'b']], 'answer 2', ['a', 'b']],
  ['the next one where something was read again', [['a 1'], ['a 2'], ['a 2']], 'answer 2', ['a 2']],
  [
    'the third one with what was in before it where that never ends',
    [['a'], ['b'], ['c'], ['d'], ['e']],
    'answer 3',
    ['c'],
  ],
])('takes %s', async (_, seen, answered, downlinks) => {
  const { restsOn, answer } = looks(...seen);
  expect(await withRest(restsOn, answer)).toEqual({ answered, rest: { downlinks, events: [] } });
});
