/** Faults that are planted are found: a campaign without faults would else show little. */
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../shared/simulator/random.ts';
import { testApi } from '../api.ts';
import { answerJudge } from './judge-answer.ts';
import { KnownWords } from './known-words.ts';
import { requestMaker, type SentRequest } from './make-request.ts';
import { interfaceIn } from './operations.ts';
import type { HeardAnswer } from './send-request.ts';

const api = interfaceIn(await (await testApi().askOpenly('/openapi.json')).json());
const judge = answerJudge({ api, secrets: { 'the token': 'sesame' } });
const operation = api.operations.find(({ id }) => id === 'getExperiment') ?? null;
const SENT: SentRequest = {
  ...{ kind: 'valid', how: 'valid', operation, method: 'GET', target: '/v1/experiments/e', headers: {} },
  body: null,
};
const problem = (status: number, more = {}) => ({
  ...{ type: 'urn:howship:problem:x.y', title: 'x', status, detail: 'y', code: 'x.y' },
  ...more,
});
function heard(status: number, value: unknown, headers = {}): HeardAnswer {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  return {
    ...{ status, millis: 10, body: Buffer.from(JSON.stringify(value)) },
    headers: { 'content-type': type, 'cache-control': 'no-store', ...headers },
  };
}

describe('answerJudge', () => {
  it('has nothing against a problem that is documented', () => {
    expect(judge(SENT, heard(404, problem(404)), 0)).toEqual([]);
  });

  it.each<[string, HeardAnswer, RegExp]>([
    ['a failure', heard(500, problem(500)), /^answered 500$/],
    ['a status that the operation does not name', heard(409, problem(409)), /^409 is not documented$/],
    ['an answer off its schema', heard(200, { id: 7 }), /^off schema: /],
    [
      'an answer of another type',
      heard(200, {}, { 'content-type': 'text/csv' }),
      /"text\/csv", which is not documented$/,
    ],
    ['a problem that is none', heard(404, { error: 'no' }), /^no problem: /],
    ['a problem of another status', heard(404, problem(400)), /^its problem says 400$/],
    ['a key that no problem has', heard(404, problem(404, { stack: 'x' })), /^no problem: /],
    [
      'a refusal in plain text',
      heard(400, 'no', { 'content-type': 'text/plain' }),
      /^a 400 is of the type "text\/plain"$/,
    ],
    [
      'a stack trace',
      heard(404, problem(404, { detail: 'at x.ts:1:2' })),
      /^the answer holds a stack trace$/,
    ],
    ['a secret', heard(404, problem(404, { detail: 'sesame' })), /^the answer holds the token$/],
    [
      'an answer that a cache keeps',
      heard(404, problem(404), { 'cache-control': 'public' }),
      /^cache-control is public/,
    ],
  ])('finds %s', (_, answer, fault) => {
    expect(judge(SENT, answer, 0)).toEqual([expect.stringMatching(fault)]);
  });

  it('finds what is dear, and what is answered without a token', () => {
    expect(judge(SENT, heard(404, problem(404)), 2.1)).toEqual(['took more than 2 s of a processor']);
    const open = judge({ ...SENT, kind: 'no token' }, heard(200, {}), 0);
    expect(open).toContain('answered 200 without a token');
  });
});

describe('requestMaker', () => {
  const made = (seed: number) => {
    const known = new KnownWords({ experiment: ['a', 'b'], unit: ['FU1'] });
    const make = requestMaker(
      { api, known, token: 't', bodies: {}, rarely: [] },
      randomStream(seed, 'requests'),
    );
    return Array.from({ length: 2000 }, make);
  };

  it('makes the same requests of a seed, and others of another', () => {
    expect(made(1)).toEqual(made(1));
    expect(made(2)).not.toEqual(made(1));
  });

  it('asks every operation, in every kind of request', () => {
    const sent = made(1);
    for (const kind of ['valid', 'mutated', 'hostile', 'no token'] as const)
      expect(sent.filter((one) => one.kind === kind).length, kind).toBeGreaterThan(200);
    const asked = new Set(sent.filter(({ kind }) => kind === 'valid').map((one) => one.operation?.id));
    expect(api.operations.filter(({ id }) => !asked.has(id)).map(({ id }) => id)).toEqual([]);
  });
});
