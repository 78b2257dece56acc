/** Work on a file ends, in simulated time: whatever its runs do, and whoever is away for minutes. */
import { describe, expect, it } from 'vitest';
import { receiptKey, receiptKind } from '../../shared/domain/downlink/receipt.ts';
import { pauseAfter } from '../../shared/domain/downlink/run-time.ts';
import { failDownlink, redriveDownlink } from '../../shared/usecases/arrive/fail-downlink.ts';
import { ingestDownlink } from '../../shared/usecases/arrive/ingest-downlink.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { type MemoryPorts, memoryPorts } from '../support/memory-ports.ts';
import { observed } from '../support/observed-ports.ts';
import { upload } from '../support/run-stack.ts';
import { type Course, mostAtOnce, SimulatedIngest } from '../support/simulated-ingest.ts';

const E = 'lives';
const DEFINITION = `
id: lives
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels: [{ id: temperature, unit: Cel, period: PT1H }]
sources: [{ id: s, match: '*.csv', time: { column: t }, columns: { temp: { unit: FU1, channel: temperature } } }]
`;
const MINUTE = 60;
const HOUR = 3600;

const fileOf = (hour: number) =>
  `t,temp\n${new Date(Date.UTC(2026, 2, 1, hour)).toISOString()},20.5\n${new Date(Date.UTC(2026, 2, 1, hour + 1)).toISOString()},21\n`;

async function begun(): Promise<MemoryPorts> {
  const memory = memoryPorts();
  await applyExperiment(memory, E, DEFINITION);
  return memory;
}

async function receiptOf(memory: MemoryPorts, downlink: string) {
  return (await memory.catalogue.get(receiptKind, receiptKey(E, downlink)))!.item;
}

/**
 * One file whose runs take the course, and other messages about it, as many as watch once sent; beside it a file every
 * minute that takes a second.
 */
async function beside(course: Course) {
  const memory = await begun();
  const bad = await upload(memory, E, 'bad.csv', fileOf(0));
  const simulated = new SimulatedIngest(memory, {
    courseOf: (downlink) => (downlink === bad ? course : { lasts: 1 }),
  });
  const arrived = new Map<string, number>();
  const arrive = async () => {
    await memory.queues.ingest.send({ experiment: E, downlink: bad });
    arrived.set(await upload(memory, E, 'good.csv', fileOf(1 + arrived.size)), simulated.now);
    if (simulated.now < HOUR) simulated.at(simulated.now + MINUTE, arrive);
  };
  simulated.at(0, arrive);
  return { memory, bad, simulated, arrived };
}

describe('a file that kills every run', () => {
  it.each([
    ['at once', 1],
    ['after half a minute', 30],
    ['at its time-out', 900],
  ])(
    '%s is FAILED within 60 minutes, with one worker on it at most; files beside it take seconds',
    async (_, dies) => {
      const { memory, bad, simulated, arrived } = await beside({ dies });
      await simulated.until(HOUR);
      expect(await receiptOf(memory, bad)).toMatchObject({ state: 'FAILED', due: false, lease: null });
      const onIt = simulated.runs.filter(({ downlink }) => downlink === bad);
      expect([onIt.length, mostAtOnce(onIt)]).toEqual([3, 1]);
      expect(arrived.size).toBe(61);
      const waits = simulated.runs.flatMap(({ downlink, to }) => to - (arrived.get(downlink) ?? to));
      expect(Math.max(...waits)).toBeLessThan(5);
      // Its first message comes again half an hour later, and changes nothing.
      await simulated.until(4 * HOUR);
      expect(simulated.runs.filter(({ downlink }) => downlink === bad)).toHaveLength(3);
      expect([(await receiptOf(memory, bad)).state, simulated.deadLetters]).toEqual(['FAILED', 0]);
    },
  );
});

describe('a file that was redriven', () => {
  it('is failed by no dead letter of before, whenever it arrives; the redriven run takes 15 minutes', async () => {
    const memory = await begun();
    const downlink = await upload(memory, E, 'a.csv', fileOf(0));
    let course: Course = { dies: 900 };
    const simulated = new SimulatedIngest(memory, { courseOf: () => course });
    await simulated.until(HOUR);
    expect((await receiptOf(memory, downlink)).state).toBe('FAILED');
    course = { lasts: 890 };
    await redriveDownlink(memory, { experiment: E, downlink }, 'ada');
    const old = { experiment: E, downlink, attempt: 1 };
    for (let minute = 1; minute <= 30; minute++) {
      expect(await failDownlink(memory, old, `dead letter ${minute}`)).toBe(false);
      expect(await failDownlink(memory, { experiment: E, downlink }, `nameless ${minute}`)).toBe(false);
      await simulated.until(HOUR + minute * MINUTE);
    }
    expect(await receiptOf(memory, downlink)).toMatchObject({ state: 'INGESTED', attempt: 2, tries: 1 });
  });
});

describe('a run that fails with an error', () => {
  it('is followed after 30 s, then after 4 minutes', () => {
    expect([1, 2, 3, 4, 5].map(pauseAfter)).toEqual([30, 240, 240, 240, 240]);
  });

  it('each time leaves a file that is FAILED within 10 minutes', async () => {
    const memory = await begun();
    const downlink = await upload(memory, E, 'a.csv', fileOf(0));
    const simulated = new SimulatedIngest(memory, {
      courseOf: () => ({ lasts: 1 }),
      around: (call, act) => (call === 'archive.put' ? Promise.reject(new Error('a defect')) : act()),
    });
    await simulated.until(10 * MINUTE);
    expect(await receiptOf(memory, downlink)).toMatchObject({ state: 'FAILED', tries: 3, due: false });
    expect(simulated.runs).toHaveLength(3);
  });
});

describe('two minutes', () => {
  const OUTAGE_SECONDS = 120;
  const isOfS3 = (call: string) => /^(raw|archive)\./.test(call);
  const isOfTheTable = (call: string) => /^(get|put|remove|list|due)\b/.test(call);

  /** Calls of a run without an outage. */
  async function callsOfARun(): Promise<string[]> {
    const memory = await begun();
    const downlink = await upload(memory, E, 'a.csv', fileOf(0));
    const calls: string[] = [];
    const noting = observed(memory, (call, act) => {
      calls.push(call);
      return act();
    });
    await ingestDownlink(noting, { experiment: E, downlink, isUploaded: true }, 'probe');
    return calls;
  }

  it.each([
    ['S3', isOfS3],
    ['the table', isOfTheTable],
  ])('without %s end no file, at whichever call of a run they begin', async (_, isAway) => {
    const calls = await callsOfARun();
    let longest = 0;
    for (let first = 0; first < calls.length; first++) {
      if (!isAway(calls[first]!)) continue;
      const memory = await begun();
      const downlink = await upload(memory, E, 'a.csv', fileOf(0));
      let made = 0;
      let until = 0;
      const simulated: SimulatedIngest = new SimulatedIngest(memory, {
        courseOf: () => ({ lasts: 0 }),
        around: (call, act) => {
          if (made++ === first) until = simulated.now + OUTAGE_SECONDS;
          return simulated.now < until && isAway(call) ? Promise.reject(new Error('away')) : act();
        },
      });
      const isDone = async () => !(await receiptOf(memory, downlink)).due;
      for (let minute = 1; minute <= 30 && !(await isDone()); minute++) {
        await simulated.until(minute * MINUTE);
        longest = Math.max(longest, minute);
      }
      expect(await receiptOf(memory, downlink), `at ${calls[first]}`).toMatchObject({
        state: 'INGESTED',
        due: false,
        lease: null,
      });
    }
    expect(longest).toBeLessThanOrEqual(5);
  });
});
