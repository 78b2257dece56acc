import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../../shared/simulator/random.ts';
import { shuffled } from '../../../../shared/simulator/shuffled.ts';
import { listAnomalies } from '../../../../shared/usecases/answer/list-anomalies.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { DAY_MINUTES, rackDefinition, rackFiles, START } from '../../../support/drift-experiment.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const DELAY_MINUTES = 26 * 60;
const DAYS = 8;

/** One flight unit, and one on the ground that goes through the same 26 hours later. */
const DEFINITION = rackDefinition({
  channel: 'reference: [twin]\n    setpoint: [{ value: 37 }]',
  more: 'pairs: [{ id: P1, flight: FU1, ground: FU2, plannedDelay: PT26H }]',
})
  .replace('arms: [', 'arms: [{ id: ground, kind: GROUND_CONTROL_ASYNCHRONOUS }, ')
  .replace('id: FU2, arm: flight', 'id: FU2, arm: ground')
  .replace(/ {2}- \{ id: FU3.*\n/, '')
  .replace(/, t3: \{.*?\} \}/, ' }')
  .replace(
    /(id: FU2, arm: ground, events: \[\{ name: activation, at: )[^ ]+( \}, \{ name: fixation, at: )[^ ]+/,
    (_, a, b) => {
      const at = (days: number) => new Date(START + days * 86_400_000 + DELAY_MINUTES * 60_000).toISOString();
      return `${a}${at(0)}${b}${at(10)}`;
    },
  );

/** A file a day and side: what a fault adds to the flight's, and to the ground's, from its third day on. */
function files(perDay: { readonly flight: number; readonly ground: number }): [string, string][] {
  const sides = [
    { name: 'flight', column: 't1', delay: 0, add: perDay.flight },
    { name: 'ground', column: 't2', delay: DELAY_MINUTES, add: perDay.ground },
  ];
  return sides.flatMap(({ name, column, delay, add }, side) => {
    const moved = (_: number, minute: number) => Math.max(0, minute / DAY_MINUTES - 3) * add;
    return rackFiles(moved, 5 + side, DAYS).map(([, text], day): [string, string] => {
      const rows = text
        .trim()
        .split('\n')
        .slice(1)
        .map((row) => {
          const [time = '', reading = ''] = row.split(',');
          return `${new Date(Date.parse(time) + delay * 60_000).toISOString()},${reading}`;
        });
      return [`rack-${name}-${day}.csv`, `t,${column}\n${rows.join('\n')}\n`];
    });
  });
}

async function found(perDay: { flight: number; ground: number }, order = (all: [string, string][]) => all) {
  const memory = memoryPorts();
  await applyExperiment(memory, 'rack', DEFINITION);
  for (const [name, text] of order(files(perDay))) {
    await upload(memory, 'rack', name, text);
    await settleAll(memory);
  }
  return listAnomalies(memory, 'rack', {});
}

describe('a flight unit against its twin on the ground', () => {
  it('is told of as WATCH, and blamed where it went and the twin did not', async () => {
    const { anomalies, lookedFor } = await found({ flight: 0.3, ground: 0 });
    const drift = anomalies.find(({ kind, to }) => kind === 'DRIFT' && to === null);
    expect(drift).toMatchObject({
      ...{ unit: 'FU1', blame: 'FU1', severity: 'WATCH' },
      evidence: { reference: 'twin', against: ['FU2'], sign: 1, mayPage: false },
    });
    expect(lookedFor.find(({ kind, unit }) => kind === 'DRIFT' && unit === 'FU1')).toMatchObject({
      looked: true,
      why: expect.stringMatching(/^judged against the twin, and as WATCH/),
    });
  }, 60_000);

  it('names the twin where that went, and says the same in any order of arrival', async () => {
    const inOrder = await found({ flight: 0, ground: 0.3 });
    expect(inOrder.anomalies.find(({ kind, to }) => kind === 'DRIFT' && to === null)).toMatchObject({
      ...{ unit: 'FU1', blame: 'FU2' },
      evidence: { reference: 'twin', sign: -1 },
    });
    const mixed = await found({ flight: 0, ground: 0.3 }, (all) =>
      shuffled(all, randomStream(1, 'order').uniform),
    );
    expect(mixed.anomalies).toEqual(inOrder.anomalies);
  }, 60_000);
});
