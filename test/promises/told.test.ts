/** docs/promises.md#p8, #p10: what people get over days of a simulated clock, over a real HTTP receiver on loopback. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { postWebhook } from '../../shared/aws/webhook-poster.ts';
import { JOURNAL, journalKind } from '../../shared/domain/journal/journal-record.ts';
import { isOnlyCount, MESSAGE, messageKind } from '../../shared/domain/notify/message-record.ts';
import { rereadDownlink } from '../../shared/usecases/arrive/reread-downlink.ts';
import { applyContacts } from '../../shared/usecases/define/apply-contacts.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { applyRoutes } from '../../shared/usecases/tell/apply-routes.ts';
import { watch } from '../../shared/usecases/watch.ts';
import { ALARMED, alarmedUpTo, HEAT, minutes } from '../support/alarm-experiment.ts';
import { type MemoryPorts, memoryPorts } from '../support/memory-ports.ts';
import { settleAll, upload } from '../support/run-stack.ts';
import { WebhookReceiver } from '../support/webhook-receiver.ts';

const SECRET = 'known to both of us';
const LET = ['127.0.0.1'];
const DAY = 86_400;

let receiver: WebhookReceiver;
let url: string;
beforeEach(async () => {
  receiver = new WebhookReceiver(SECRET);
  url = await receiver.listen();
});
afterEach(() => receiver.close());

const SEVERITIES = ['WARNING', 'DISTRESS', 'CRITICAL', 'SEVERE'] as const;

async function routed(memory: MemoryPorts, experiment: string): Promise<void> {
  memory.notifier.receiver = (posting) => postWebhook(posting, LET);
  const route = { id: 'phone', via: 'webhook', url, secret: SECRET, severities: [...SEVERITIES] } as const;
  await applyRoutes(memory, experiment, [{ ...route, severities: [...SEVERITIES] }], {
    by: 'ada',
    allowed: LET,
  });
}

/** Lets that many seconds pass; `watch` runs every three minutes, or that much more seldom. */
async function pass(memory: MemoryPorts, seconds: number, every = 180): Promise<void> {
  const end = memory.clock.now() + seconds * 1e6;
  while (memory.clock.now() < end) {
    memory.clock.advance(every);
    await watch(memory);
    await settleAll(memory);
  }
}

const heard = () => [...receiver.acted.values()].map(({ about, severity }) => `${about} ${severity}`);

describe('a receiver that is down for a day', () => {
  it('hears of every transition once it is back, and of each once by its key', {
    timeout: 120_000,
  }, async () => {
    const memory = await alarmedUpTo(0);
    await routed(memory, ALARMED);
    receiver.trouble = 503;
    for (const [from, to] of [
      [0, 70],
      [70, 145],
      [145, 160],
      [160, 290],
      [290, 440],
    ] as const) {
      memory.clock.setTo(new Date(Date.parse('2026-03-01T00:05:00Z') + to * 60_000).toISOString());
      await upload(memory, ALARMED, ...minutes(from, to));
      await settleAll(memory);
    }
    // The first file came at 01:15.
    const since = Date.parse('2026-03-01T01:15:00Z') * 1000;
    await pass(memory, DAY - (memory.clock.now() - since) / 1e6, 900);
    expect(receiver.acted.size).toBe(0);
    expect(receiver.tries).toBeGreaterThan(20);
    receiver.trouble = null;
    receiver.losesAnswers = true;
    await pass(memory, 2 * 3600);
    const entries = await Array.fromAsync(memory.catalogue.list(journalKind, ALARMED, `${JOURNAL}#`));
    const told = entries.filter(({ item }) => item.sentAt !== null).map(({ item }) => item.anomaly.id);
    const stored = await Array.fromAsync(memory.catalogue.list(messageKind, ALARMED, `${MESSAGE}#`));
    // What only counts the messages of an hour is sent to nobody.
    const messages = stored.filter(({ item }) => !isOnlyCount(item));
    expect(told.length).toBeGreaterThan(3);
    expect(messages.every(({ item }) => item.sentAt !== null)).toBe(true);
    const covered = [...receiver.acted.values()].flatMap(({ alarms }) =>
      alarms.map(({ anomaly }) => anomaly),
    );
    expect(told.filter((id) => !covered.includes(id))).toEqual([]);
    expect(receiver.acted.size).toBe(messages.length);
    // The answer that was lost had the message sent again, and acted on once.
    expect(receiver.tries).toBeGreaterThan(messages.length);
    const keys = memory.notifier.postings.map(({ headers }) => headers['Idempotency-Key']);
    expect(new Set(keys).size).toBe(messages.length);
  });

  it('is given up after a day, and its message says why', { timeout: 60_000 }, async () => {
    const memory = await alarmedUpTo(0);
    await routed(memory, ALARMED);
    receiver.trouble = 500;
    await upload(memory, ALARMED, ...minutes(0, 160));
    await settleAll(memory);
    await pass(memory, 27 * 3600, 900);
    const [first] = await Array.fromAsync(memory.catalogue.list(messageKind, ALARMED, `${MESSAGE}#`));
    expect(first!.item).toMatchObject({
      ...{ sentAt: null, failedAt: expect.any(Number), error: 'the receiver answered 500' },
    });
  });
});

it('a critical hour inside a dump of twelve is one notice, and the same data once more are none', async () => {
  const memory = await alarmedUpTo(0);
  await routed(memory, ALARMED);
  memory.clock.setTo('2026-03-01T12:05:00Z');
  const downlink = await upload(memory, ALARMED, ...minutes(0, 720));
  await settleAll(memory);
  const about = () =>
    [...receiver.acted.values()]
      .filter(({ alarms }) => alarms.some(({ alarm }) => alarm === HEAT))
      .map((one) => `${one.about} ${one.severity}`);
  await pass(memory, 12 * 3600, 900);
  expect(about()).toEqual(['NOTICE CRITICAL']);
  const heardOnce = receiver.acted.size;
  await rereadDownlink(memory, { experiment: ALARMED, downlink }, 'ada');
  await settleAll(memory);
  await upload(memory, ALARMED, ...minutes(0, 720));
  const [name, text] = minutes(0, 720);
  await upload(memory, ALARMED, `fu1-again-${name}`, `${text}\n`);
  await settleAll(memory);
  await pass(memory, 6 * 3600, 900);
  expect(about()).toEqual(['NOTICE CRITICAL']);
  // But for what is open and nobody acknowledges, which is said every four hours.
  const others = [...receiver.acted.values()].slice(heardOnce).map((one) => one.about);
  expect(new Set(others)).toEqual(new Set(['REPEAT']));
});

const ORBIT = 5400;
const orbital = (deadFrom: number | null) => ({
  definition: `
id: orbits
title: A culture that is heard once an orbit
mode: FLIGHT
reference: activation
phases:
  - { id: culture, from: activation, armed: true }
contacts: { latency: PT10M, maxSilence: PT6H }
arms:
  - { id: flight, kind: SPACEFLIGHT }
units:
  - { id: FU1, arm: flight, events: [{ name: activation, at: 2026-03-01T00:00:00Z, accuracy: PT1S }] }
channels:
  - { id: temperature, unit: Cel, storage: decimal(2), period: PT5M, spike: none, limits: [{ warning: [36, 38], critical: [35, 39] }] }
  - { id: co2, unit: "%", storage: decimal(2), period: PT5M, spike: none, limits: [{ warning: [4, 6] }] }
sources:
  - id: flight
    match: "fu1*.csv"
    format: csv
    layout: wide
    time: { column: t, formats: [ISO8601] }
    columns: { temp: { unit: FU1, channel: temperature }, co2: { unit: FU1, channel: co2 } }
`,
  /** What orbit n brings down: a reading each five minutes, the last tenth of it lost with the signal. */
  dump(n: number): string {
    const rows = Array.from({ length: 16 }, (_, i) => {
      const seconds = n * ORBIT + i * 300;
      const at = new Date(Date.parse('2026-03-01T00:00:00Z') + seconds * 1000).toISOString();
      const noise = (k: number) => (((n * 16 + i) * k) % 17) / 100;
      const dead = deadFrom !== null && seconds >= deadFrom;
      return `${at},${(37 + noise(7)).toFixed(2)},${dead ? '' : (5 + noise(5)).toFixed(2)}`;
    });
    return `${['t,temp,co2', ...rows].join('\n')}\n`;
  },
});

/** Days of orbits, each dump read at its contact, `watch` every quarter of an hour. */
async function flown(days: number, deadFrom: number | null): Promise<MemoryPorts> {
  const { definition, dump } = orbital(deadFrom);
  const memory = memoryPorts();
  memory.clock.setTo('2026-03-01T00:00:00Z');
  await applyExperiment(memory, 'orbits', definition);
  const orbits = Math.floor((days * DAY) / ORBIT);
  const contacts = Array.from({ length: orbits + 1 }, (_, n) => {
    const at = (seconds: number) =>
      new Date(Date.parse('2026-03-01T00:00:00Z') + seconds * 1000).toISOString();
    return `${at((n + 1) * ORBIT)},${at((n + 1) * ORBIT + 600)}`;
  });
  await applyContacts(memory, 'orbits', `aos,los\n${contacts.join('\n')}\n`, 'ada');
  await routed(memory, 'orbits');
  for (let n = 0; n < orbits; n++) {
    memory.clock.setTo(new Date(Date.parse('2026-03-01T00:05:00Z') + (n + 1) * ORBIT * 1000).toISOString());
    await upload(memory, 'orbits', `fu1-${n}.csv`, dump(n));
    await settleAll(memory);
    await watch(memory);
    await settleAll(memory);
    memory.clock.advance(2700);
    await watch(memory);
    await settleAll(memory);
  }
  return memory;
}

describe('thirty days in which the signal is lost every orbit', () => {
  it('without a fault are at most three messages a unit', { timeout: 300_000 }, async () => {
    await flown(30, null);
    expect(heard().length).toBeLessThanOrEqual(3);
    expect(heard()).toEqual([]);
  });

  it('with one dead sensor are one message, then its repetitions', { timeout: 300_000 }, async () => {
    await flown(3, 1.5 * DAY);
    const [first, ...others] = heard();
    expect(first).toBe('ALARM WARNING');
    expect(new Set(others)).toEqual(new Set(['REPEAT WARNING']));
    // 1.4 days of four hours.
    expect(others.length).toBeGreaterThanOrEqual(7);
    expect(others.length).toBeLessThanOrEqual(9);
  });
});
