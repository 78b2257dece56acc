/** Readings of a g-level part by part: what lies between the times that are asked for stays unread, where these are few. */
import { describe, expect, it } from 'vitest';
import { gFelt } from '../../../../shared/domain/g-level/g-source.ts';
import { gDoseOver } from '../../../../shared/usecases/answer/g-of-unit.ts';
import { openG, type PartRead } from '../../../../shared/usecases/answer/read-g.ts';
import { loadExperiment } from '../../../../shared/usecases/known/load-experiment.ts';
import { armsDocument, armsPorts, START } from '../../../support/arms-experiment.ts';

const MINUTE = 60_000_000;
const at = (hour: number) => START * 1000 + hour * 60 * MINUTE;
const EVENTS = ['activation', 'rest', 'again', 'fixation'];

/** Two armed phases of two hours, and six hours between them in which the unit is shaken. */
function document() {
  const plain = armsDocument({ assays: [], pairs: [] });
  const time = (hour: number) => new Date(START + hour * 3_600_000).toISOString().replace('.000Z', 'Z');
  return {
    ...plain,
    phases: [
      { id: 'first', from: 'activation', to: 'rest', armed: true },
      { id: 'resting', from: 'rest', to: 'again', armed: false },
      { id: 'second', from: 'again', to: 'fixation', armed: true },
    ],
    units: [
      {
        id: 'F1',
        arm: 'flight',
        events: [2, 4, 10, 12].map((hour, i) => ({ name: EVENTS[i], at: time(hour) })),
      },
    ],
    channels: [{ id: 'gz', unit: '[g]', period: 'PT1M', stuckAfter: 'none' }],
    gLevel: { magnitude: 'gz', thresholds: [0.5] },
    sources: [
      {
        ...{ id: 'wide', match: '*.csv', layout: 'wide', time: { column: 't' } },
        ...{ rows: { unit: { column: 'u' } }, columns: { gz: { channel: 'gz' } } },
      },
    ],
  };
}

function csv(): string {
  const lines = ['t,u,gz'];
  for (let minute = 0; minute < 14 * 60; minute++) {
    const isResting = minute >= 4 * 60 && minute < 10 * 60;
    lines.push(
      `${new Date(START + minute * 60_000).toISOString()},F1,${isResting ? 9 : 0.1 + (minute % 2) / 100}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

async function opened() {
  const ports = await armsPorts(document(), { 'g.csv': csv() });
  const loaded = await loadExperiment(ports, 'arms');
  const [source] = gFelt(loaded.index, 'F1');
  return { ports, loaded, open: await openG(ports, loaded, 'F1', source!) };
}

const ARMED = [
  { from: at(2), to: at(4) },
  { from: at(10), to: at(12) },
];

describe('readings of a g-level', () => {
  it('are read apart of armed phases that are few, and not what lies between', async () => {
    const { open } = await opened();
    const readOf = async (areApart: boolean) => {
      const budget = { left: 10_000 };
      const parts: PartRead[] = [];
      for await (const part of open.parts(ARMED, budget, areApart)) parts.push(part);
      return { parts, taken: 10_000 - budget.left };
    };
    const apart = await readOf(true);
    expect(apart.parts.map(({ within }) => within)).toEqual(ARMED.map((time) => [time]));
    // Two hours of a reading a minute, and two periods around each.
    expect(apart.taken).toBeLessThanOrEqual(2 * (120 + 5));
    const resting = apart.parts.flatMap(({ readings }) => [...readings.times]);
    expect(resting.filter((time) => time > at(4) + 2 * MINUTE && time < at(10) - 2 * MINUTE)).toEqual([]);
    const together = await readOf(false);
    expect(together.parts).toHaveLength(1);
    expect(together.taken).toBeGreaterThan(600);
  });

  it('are of the armed phases alone in a dose, however shaken the time between them', async () => {
    const { ports, loaded } = await opened();
    const { phases } = loaded.definition;
    const range = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
    const found = await gDoseOver(ports, loaded, { unit: 'F1', phases, range }, 1);
    expect(found).toMatchObject({
      cultureMinutes: 240,
      dose: { minutes: 240, above: [{ g: 0.5, minutes: 0 }] },
    });
  });

  it('come in parts that are no larger than what may be read of all', async () => {
    const { open } = await opened();
    const budget = { left: 50 };
    const read: number[] = [];
    for await (const { within } of open.parts([ARMED[0]!], budget, false))
      read.push((within[0]!.to - within[0]!.from) / MINUTE);
    expect(read).toEqual([50]);
    expect(budget.left).toBeGreaterThan(-5);
  });
});
