import { expect, it } from 'vitest';
import { whyUnsent } from '../../../../shared/domain/twins/unsent.ts';

const PAIR = { id: 'P1', flight: 'FU1', ground: 'GU1' };
const why = (flight: Record<string, number>, ground: Record<string, number>, pairedSamples = 0, where = '') =>
  whyUnsent(PAIR, 'temperature', { pairedSamples, unpaired: { flight, ground } }, where);
const LATE = 'no-sample-within-tolerance';

it('says which unit sent nothing of a channel, or nothing with a value', () => {
  expect(why({ [LATE]: 2880 }, {})).toBe('GU1 has sent no temperature');
  expect(why({}, {})).toBe('FU1 and GU1 have sent no temperature');
  expect(why({}, { [LATE]: 1 }, 0, ' in the phase culture')).toBe(
    'FU1 has sent no temperature in the phase culture',
  );
  expect(why({ invalid: 60 }, { [LATE]: 60 })).toBe(
    'of FU1 came 60 samples, none with a value, of temperature',
  );
});

it('says nothing where something is paired, or both sent readings', () => {
  expect(why({ [LATE]: 5 }, {}, 3)).toBeNull();
  expect(why({ [LATE]: 5, invalid: 2 }, { [LATE]: 5 })).toBeNull();
});
