import { beforeAll, describe, expect, it } from 'vitest';
import { conductQuerySchema, conductSchema } from '../../../../shared/contract/conduct.ts';
import { ISSUE_COLUMNS, issueRows } from '../../../../shared/formats/control-run/issue-table.ts';
import { readIssue } from '../../../../shared/formats/control-run/read-issue.ts';
import { queryConduct } from '../../../../shared/usecases/answer/query-conduct.ts';
import { recordEvents } from '../../../../shared/usecases/define/record-events.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from '../../../support/twin-experiment.ts';
import { twinsDefined, twinsIn } from '../../../support/twins-in.ts';

const asked = (rest: Record<string, string | string[]> = {}) =>
  conductQuerySchema.parse({ ground: 'GU1', delay: 'PT96H', ...rest });
const tableOf = (issue: Awaited<ReturnType<typeof queryConduct>>) =>
  [ISSUE_COLUMNS, ...issueRows(issue)].map((row) => row.join(',')).join('\n');
const first = twinFiles().flight.split('\n');
/** The header and the flight's minutes from … up to …. */
const minutes = (from: number, to: number) => [first[0], ...first.slice(from + 1, to + 1)].join('\n');

let memory: MemoryPorts;
beforeAll(async () => {
  memory = await twinsIn();
  memory.clock.setTo('2026-03-05T06:30:00Z');
});

describe('the control run of the twins', () => {
  it('is a profile of medians and the steps of the flight, 96 h later, the frozen hour marked', async () => {
    const issue = conductSchema.parse(await queryConduct(memory, 'twins', asked({ channel: 'temperature' })));
    expect(issue).toMatchObject({
      ...{ ground: 'GU1', flight: 'FU1', pair: 'P1', delay: 'P4D', pending: 0 },
      issue: { number: 1, at: '2026-03-05T06:30:00Z', dropped: 0 },
      ...{ from: '2026-03-05T06:00:00Z', to: '2026-03-05T11:00:00Z' },
      channels: [{ channel: 'temperature', deadband: 0.125, blocks: { set: 24, STUCK: 6 } }],
      leftOut: [{ channel: 'humidity', sentence: 'humidity was not asked for' }],
      stepsSentence: '1 step: the events of FU1 that are known by now',
    });
    await expect(`${tableOf(issue)}\n`).toMatchFileSnapshot('../../../golden/control-run/twins.txt');
  });

  it('holds the last set-point through the frozen hour only where the operator decides so', async () => {
    const { rows } = await queryConduct(memory, 'twins', asked({ channel: 'temperature', gaps: 'hold' }));
    const frozen = rows.filter(({ cause }) => cause === 'STUCK');
    expect(frozen).toMatchObject([{ state: 'hold', note: 'held by decision of the operator' }]);
    expect(frozen[0]!.setpoint).toBeGreaterThan(36.9);
  });

  it('speaks of a range of the flight, and then says nothing of what comes after', async () => {
    const range = { from: 'T+15min', to: '2026-03-01T06:40:00Z' };
    const issue = await queryConduct(memory, 'twins', asked({ ...range, channel: 'temperature' }));
    expect([issue.from, issue.to]).toEqual(['2026-03-05T06:10:00Z', '2026-03-05T06:40:00Z']);
    expect(issue.rows.filter(({ cause }) => cause === 'not-yet')).toEqual([]);
    expect(issue.stepsSentence).toMatch(/^no event of FU1 is known in this time/);
  });

  it('refuses a range without samples, an empty one, and the issue of another unit or delay', async () => {
    const late = asked({ from: '2027-01-01T00:00:00Z' });
    await expect(queryConduct(memory, 'twins', late)).rejects.toMatchObject({
      code: 'conduct.no-flight-data',
    });
    const empty = asked({ from: '2026-03-01T07:00:00Z', to: '2026-03-01T07:00:00Z' });
    await expect(queryConduct(memory, 'twins', empty)).rejects.toMatchObject({ code: 'conduct.range-empty' });
    const before = readIssue(tableOf(await queryConduct(memory, 'twins', asked())));
    const other = asked({ delay: 'PT97H' });
    await expect(queryConduct(memory, 'twins', other, before)).rejects.toMatchObject({
      code: 'conduct.other-delay',
    });
    const foreign = { ...before, ground: 'GU2' };
    await expect(queryConduct(memory, 'twins', asked(), foreign)).rejects.toMatchObject({
      code: 'conduct.other-ground',
    });
  });

  it('refuses to be made before anything is in, and where it would be too long for one answer', async () => {
    await expect(queryConduct(await twinsDefined(), 'twins', asked())).rejects.toMatchObject({
      ...{ kind: 'not-found', code: 'conduct.no-flight-data' },
    });
    const bare = await twinsDefined(TWIN_DEFINITION.replace('reference: activation\n', ''));
    await expect(queryConduct(bare, 'twins', asked({ from: 'T+1h' }))).rejects.toMatchObject({
      code: 'conduct.no-reference',
    });
    const fine = await twinsDefined(TWIN_DEFINITION.replaceAll('PT1M', 'PT0.0001S'));
    await upload(fine, 'twins', 'fu1.csv', twinFiles().flight);
    await settleAll(fine);
    await expect(queryConduct(fine, 'twins', asked())).rejects.toMatchObject({ code: 'conduct.too-long' });
  });
});

describe('the control run of a flight whose data come down piece by piece', () => {
  it('goes on with each downlink, keeps what the ground has run, and says what came too late', async () => {
    const ports = memoryPorts();
    const { applyExperiment } = await import('../../../../shared/usecases/define/apply-experiment.ts');
    await applyExperiment(ports, 'twins', TWIN_DEFINITION);
    const bring = async (name: string, from: number, to: number) => {
      await upload(ports, 'twins', name, minutes(from, to));
      await settleAll(ports);
    };
    const query = asked({ channel: 'temperature' });
    await bring('fu1-a.csv', 0, 60);
    ports.clock.setTo('2026-03-04T12:00:00Z');
    const one = await queryConduct(ports, 'twins', query);
    expect(one.issue).toMatchObject({ number: 1, late: 0 });

    await bring('fu1-c.csv', 80, 100);
    const two = await queryConduct(ports, 'twins', query, readIssue(tableOf(one)));
    expect(two.issue).toMatchObject({ number: 2, late: 0 });
    const marks = two.rows.filter(({ state }) => state === 'gap');
    expect(marks.map(({ at, until, cause }) => [at, until, cause])).toEqual([
      ['2026-03-05T07:00:00Z', '2026-03-05T07:20:00Z', 'missing'],
      ['2026-03-05T07:40:00Z', null, 'not-yet'],
    ]);

    // The ground is at 07:10 when the twenty minutes that were missing come down.
    ports.clock.setTo('2026-03-05T07:10:00Z');
    await bring('fu1-b.csv', 60, 80);
    const three = await queryConduct(ports, 'twins', query, readIssue(tableOf(two)));
    expect(three.issue.number).toBe(3);
    const told = three.rows.filter(({ late, state }) => state === 'gap' && !late);
    expect(told.map(({ at, until, issue }) => [at, until, issue])).toEqual([
      ['2026-03-05T07:00:00Z', '2026-03-05T07:10:00Z', 2],
      ['2026-03-05T07:40:00Z', null, 2],
    ]);
    const late = three.rows.filter((row) => row.late);
    expect(late[0]).toMatchObject({ at: '2026-03-05T07:00:00Z', state: 'set', issue: 3 });
    expect(late.at(-1)!.until).toBe('2026-03-05T07:10:00Z');
    const again = await queryConduct(ports, 'twins', query, readIssue(tableOf(three)));
    expect([again.issue.number, again.issue.added]).toEqual([3, 0]);
  });

  it('goes on with an issue whose delay an earlier version wrote otherwise', async () => {
    const query = asked({ channel: 'temperature' });
    const one = await queryConduct(memory, 'twins', query);
    const before = tableOf(one).replaceAll(',P4D,', ',PT96H,');
    expect(before).toContain('GU1,PT96H,1,');
    const two = await queryConduct(memory, 'twins', query, readIssue(before));
    expect([two.delay, two.issue.number, two.issue.added]).toEqual(['P4D', 1, 0]);
  });

  it('has a step as soon as its event is recorded, and moves one that is superseded', async () => {
    const ports = await twinsIn();
    ports.clock.setTo('2026-03-04T12:00:00Z');
    const exchange = { name: 'exchange', unit: 'FU1', accuracy: 'PT5S', source: 'log' };
    const recorded = await recordEvents(ports, 'twins', [{ ...exchange, at: '2026-03-01T08:00:00Z' }], 'ada');
    const one = await queryConduct(ports, 'twins', asked());
    const stepsOf = ({ rows }: typeof one) =>
      rows.filter(({ what }) => what === 'step').map(({ name, at }) => [name, at]);
    expect(stepsOf(one)).toEqual([
      ['activation', '2026-03-05T06:00:00Z'],
      ['exchange', '2026-03-05T08:00:00Z'],
    ]);
    const better = { ...exchange, at: '2026-03-01T08:05:00Z', supersedes: recorded.events[0]!.id };
    await recordEvents(ports, 'twins', [better], 'ada');
    await settleAll(ports);
    const two = await queryConduct(ports, 'twins', asked(), readIssue(tableOf(one)));
    expect(stepsOf(two)).toEqual([
      ['activation', '2026-03-05T06:00:00Z'],
      ['exchange', '2026-03-05T08:05:00Z'],
    ]);
    expect(two.issue).toMatchObject({ number: 2, added: 1, dropped: 1 });
  });
});
