import { describe, expect, it } from 'vitest';
import {
  type DeployedAlarm,
  type DeploymentFacts,
  deploymentLooks,
} from '../../../../shared/domain/doctor/deployment-looks.ts';

const alarm = (name: string, state = 'OK'): DeployedAlarm => ({ name, state, tells: ['topic'], isOn: true });
const WELL: DeploymentFacts = {
  stack: 'Howship',
  alarms: { answer: [alarm('Howship-a'), alarm('Howship-b')] },
  subscriptions: { answer: [{ topic: 'topic', endpoint: 'ops@example.org', isConfirmed: true }] },
  deadLetters: { answer: [{ queue: 'Howship-ingestDeadLetters', messages: 0 }] },
  concurrency: { answer: { limit: 1000, unreserved: 900 } },
};
const lookAt = (what: string, facts: Partial<DeploymentFacts>) =>
  deploymentLooks({ ...WELL, ...facts }).find((look) => look.what === what);

describe('deploymentLooks', () => {
  it('says of each what was looked at, where all is well', () => {
    expect(deploymentLooks(WELL)).toEqual([
      { what: 'alarms', verdict: 'OK', found: '2 alarms looked at, none fires' },
      { what: 'alarm topic', verdict: 'OK', found: '1 subscription, of which 1 confirmed' },
      { what: 'dead letters', verdict: 'OK', found: '1 queue looked at, all empty' },
      {
        ...{ what: 'concurrency', verdict: 'OK' },
        found:
          '1000 runs at once are allowed in this region, 900 of them not reserved; the stack uses up to 60',
      },
    ]);
  });

  it.each(['alarms', 'subscriptions', 'deadLetters', 'concurrency'] as const)(
    'never takes %s for well that AWS did not answer of',
    (name) => {
      const looks = deploymentLooks({ ...WELL, [name]: { refusal: 'AccessDenied' } });
      const unseen = looks.filter(({ verdict }) => verdict !== 'OK');
      expect(unseen).toMatchObject([
        { verdict: 'NOT_LOOKED_AT', found: 'AWS did not answer, or not in full: AccessDenied' },
      ]);
    },
  );

  it('takes nothing found for nothing well: no alarm, no queue, no subscription', () => {
    expect(lookAt('alarms', { alarms: { answer: [] } })).toMatchObject({ verdict: 'WRONG' });
    expect(lookAt('dead letters', { deadLetters: { answer: [] } })).toMatchObject({ verdict: 'WRONG' });
    expect(lookAt('alarm topic', { subscriptions: { answer: [] } })).toEqual({
      ...{ what: 'alarm topic', verdict: 'WRONG' },
      found: 'no subscription is confirmed: no alarm reaches anybody',
      mend: 'subscribe an address to the topic TopicArn that the deployment printed',
    });
  });

  it('names alarms that fire, that are off or tell nobody, and that have no data yet', () => {
    const firing = { answer: [alarm('Howship-a'), alarm('Howship-b', 'ALARM')] };
    expect(lookAt('alarms', { alarms: firing })?.found).toBe('of 2 alarms, 1 fired: Howship-b');
    const mute = {
      answer: [
        { ...alarm('Howship-a'), isOn: false },
        { ...alarm('Howship-b'), tells: [] },
      ],
    };
    expect(lookAt('alarms', { alarms: mute })).toMatchObject({
      verdict: 'WRONG',
      found: 'of 2 alarms, 2 told nobody: Howship-a, Howship-b',
    });
    const both = { answer: [{ ...alarm('Howship-a'), isOn: false }, alarm('Howship-b', 'ALARM')] };
    expect(lookAt('alarms', { alarms: both })).toMatchObject({
      found: 'of 2 alarms, 1 fired: Howship-b; 1 told nobody: Howship-a',
      mend: 'docs/alarms.md says of each what to do; deploy the stack again, which turns the silent on and names their topic',
    });
    const young = { answer: [alarm('Howship-a', 'INSUFFICIENT_DATA')] };
    expect(lookAt('alarms', { alarms: young })?.verdict).toBe('CARE');
  });

  it('names who has not confirmed, the queues that hold messages, and a low quota', () => {
    const waiting = { topic: 'topic', endpoint: 'ops@example.org', isConfirmed: false };
    expect(lookAt('alarm topic', { subscriptions: { answer: [waiting] } })).toMatchObject({
      verdict: 'WRONG',
      mend: 'open the mail of AWS to ops@example.org, and confirm',
    });
    expect(
      lookAt('dead letters', { deadLetters: { answer: [{ queue: 'Howship-x', messages: 3 }] } }),
    ).toMatchObject({ verdict: 'WRONG', found: '1 queue looked at; messages wait in Howship-x 3' });
    expect(lookAt('concurrency', { concurrency: { answer: { limit: 10, unreserved: 10 } } })?.verdict).toBe(
      'CARE',
    );
  });
});
