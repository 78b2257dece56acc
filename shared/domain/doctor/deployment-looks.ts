/** What a deployed stack needs of its account so that it works, and so that somebody hears where it does not. */
import { countText } from '../words/count.ts';
import { listText } from '../words/list.ts';
import type { Look } from './look.ts';

/** Null where it could not be asked, with why. */
export type Asked<T> = { readonly answer: T } | { readonly refusal: string };

export interface DeploymentFacts {
  readonly stack: string;
  /** Alarms of CloudWatch whose names begin with that of the stack. */
  readonly alarms: Asked<readonly DeployedAlarm[]>;
  /** By the topic that the alarms tell. */
  readonly subscriptions: Asked<readonly Subscription[]>;
  readonly deadLetters: Asked<readonly WaitingMessages[]>;
  readonly concurrency: Asked<Concurrency>;
}

export interface DeployedAlarm {
  readonly name: string;
  readonly state: string;
  readonly tells: readonly string[];
  readonly isOn: boolean;
}

export interface Subscription {
  readonly topic: string;
  readonly endpoint: string;
  readonly isConfirmed: boolean;
}

export interface WaitingMessages {
  readonly queue: string;
  readonly messages: number;
}

export interface Concurrency {
  /** Runs at once in the region, of all functions; and what no function has reserved of them. */
  readonly limit: number;
  readonly unreserved: number;
}

/** Eight workers of each of six queues, and the API: below this files and questions wait for each other. */
const RUNS_AT_ONCE = 60;
const MOST_NAMED = 6;

export function deploymentLooks(facts: DeploymentFacts): Look[] {
  return [
    looked('alarms', facts.alarms, (alarms) => alarmsLook(facts.stack, alarms)),
    looked('alarm topic', facts.subscriptions, subscriptionsLook),
    looked('dead letters', facts.deadLetters, (queues) => deadLettersLook(facts.stack, queues)),
    looked('concurrency', facts.concurrency, concurrencyLook),
  ];
}

function looked<T>(what: string, asked: Asked<T>, judge: (answer: T) => Omit<Look, 'what'>): Look {
  if ('answer' in asked) return { what, ...judge(asked.answer) };
  return {
    ...{ what, verdict: 'NOT_LOOKED_AT', found: `AWS did not answer, or not in full: ${asked.refusal}` },
    mend: 'give this command credentials and a region (AWS_PROFILE, AWS_REGION) that may read CloudWatch, SNS, SQS and Lambda',
  };
}

function alarmsLook(stack: string, alarms: readonly DeployedAlarm[]): Omit<Look, 'what'> {
  if (alarms.length === 0)
    return {
      ...{ verdict: 'WRONG', found: `no alarm of a stack ${stack} in this account and region` },
      mend: `deploy it there (docs/deploying.md), or name another by --stack`,
    };
  const ringing = alarms.filter(({ state }) => state === 'ALARM');
  const mute = alarms.filter(({ isOn, tells }) => !isOn || tells.length === 0);
  if (ringing.length + mute.length > 0) {
    const fired = `${ringing.length} fired: ${namesOf(ringing)}`;
    const silent = `${mute.length} told nobody: ${namesOf(mute)}`;
    const found = [...(ringing.length > 0 ? [fired] : []), ...(mute.length > 0 ? [silent] : [])];
    const mends = [
      ...(ringing.length > 0 ? ['docs/alarms.md says of each what to do'] : []),
      ...(mute.length > 0 ? ['deploy the stack again, which turns the silent on and names their topic'] : []),
    ];
    return {
      ...{ verdict: 'WRONG', found: `of ${countText(alarms.length, 'alarm')}, ${found.join('; ')}` },
      mend: mends.join('; '),
    };
  }
  const unknown = alarms.filter(({ state }) => state !== 'OK');
  if (unknown.length === 0)
    return { verdict: 'OK', found: `${countText(alarms.length, 'alarm')} looked at, none fires` };
  return {
    ...{
      verdict: 'CARE',
      found: `of ${countText(alarms.length, 'alarm')}, ${unknown.length} had no data yet: ${namesOf(unknown)}`,
    },
    mend: 'ask again ten minutes after the deployment',
  };
}

function subscriptionsLook(subscriptions: readonly Subscription[]): Omit<Look, 'what'> {
  const confirmed = subscriptions.filter(({ isConfirmed }) => isConfirmed);
  const found = `${countText(subscriptions.length, 'subscription')}, of which ${confirmed.length} confirmed`;
  const waiting = subscriptions.filter(({ isConfirmed }) => !isConfirmed);
  if (confirmed.length === 0)
    return {
      ...{ verdict: 'WRONG', found: 'no subscription is confirmed: no alarm reaches anybody' },
      mend:
        waiting.length === 0
          ? 'subscribe an address to the topic TopicArn that the deployment printed'
          : confirmText(waiting),
    };
  if (waiting.length === 0) return { verdict: 'OK', found };
  return {
    ...{ verdict: 'CARE', found },
    mend: confirmText(waiting),
  };
}

function confirmText(waiting: readonly Subscription[]): string {
  const endpoints = waiting.map(({ endpoint }) => endpoint);
  return `open the mail of AWS to ${listText(endpoints, ', ', MOST_NAMED)}, and confirm`;
}

function deadLettersLook(stack: string, queues: readonly WaitingMessages[]): Omit<Look, 'what'> {
  if (queues.length === 0)
    return {
      ...{ verdict: 'WRONG', found: `no queue of dead letters of a stack ${stack}` },
      mend: 'deploy it there (docs/deploying.md), or name another by --stack',
    };
  const full = queues.filter(({ messages }) => messages > 0);
  const found = `${countText(queues.length, 'queue')} looked at`;
  if (full.length === 0) return { verdict: 'OK', found: `${found}, all empty` };
  const named = full.map(({ queue, messages }) => `${queue} ${messages}`);
  return {
    ...{ verdict: 'WRONG', found: `${found}; messages wait in ${listText(named, ', ', MOST_NAMED)}` },
    mend: 'the runbook (docs/alarms.md) says what waits there and how it is done again',
  };
}

function concurrencyLook({ limit, unreserved }: Concurrency): Omit<Look, 'what'> {
  const found = `${limit} runs at once are allowed in this region, ${unreserved} of them not reserved; the stack uses up to ${RUNS_AT_ONCE}`;
  if (unreserved >= RUNS_AT_ONCE) return { verdict: 'OK', found };
  return {
    ...{ verdict: 'CARE', found },
    mend: 'ask AWS for 1,000 (Service Quotas, Lambda, "Concurrent executions"): until then uploads and questions wait for each other',
  };
}

const namesOf = (alarms: readonly DeployedAlarm[]): string =>
  listText(
    alarms.map(({ name }) => name),
    ', ',
    MOST_NAMED,
  );
