import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { ALARMED, alarmedUpTo, GAS, HEAT } from '../../../support/alarm-experiment.ts';
import { TOKEN } from '../../../support/api.ts';
import { type ApiServer, startApiServer } from '../../../support/api-server.ts';
import { howship } from '../../../support/cli.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';

let server: ApiServer;
const asked = (...argv: string[]) =>
  howship(['alarms', ...argv, '-e', ALARMED], { HOWSHIP_URL: server.url, HOWSHIP_TOKEN: TOKEN });

beforeAll(async () => {
  server = await startApiServer();
  await alarmedUpTo(160, server.ports);
});
afterAll(() => server.close());

describe('howship alarms', () => {
  it('lists what waits for somebody, also without the word list', async () => {
    const { code, out } = await asked();
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`CRITICAL +active +${HEAT} .*39.05 °C, at worst 39.06 °C`));
    expect(out).toMatch(new RegExp(`CRITICAL +latched, not acknowledged +${GAS} `));
    expect((await asked('list')).out).toBe(out);
    const some = await asked('--state', 'LATCH_UNACK', '--history', '--unit', 'FU1');
    expect(some.out).not.toContain(HEAT);
    expect(some.out).toMatch(/2026-03-01T02:09Z +latched +latched, not acknowledged/);
  });

  it('says which time it looked at, of an experiment that has sent nothing too', async () => {
    const { out } = await asked();
    expect(out).toContain('looked at:\n  FU1: 2026-03-01T00:00Z to 2026-03-01T02:39Z\n');
    await applyExperiment(server.ports, 'twins', TWIN_DEFINITION);
    const none = await howship(['alarms', '-e', 'twins'], { HOWSHIP_URL: server.url, HOWSHIP_TOKEN: TOKEN });
    expect(none.out).toContain('no such alarm was found; what is looked for: ./howship channels\n');
    expect(none.out).toContain('  FU1: no time, nothing of it was received then\n');
    expect(none.out).not.toContain('waits');
  });

  it('prints the alarm after each action, and leaves what is over out of the list', async () => {
    const ack = await asked('ack', GAS, '--comment', 'bottle is changed');
    expect([ack.code, ack.err]).toEqual([0, '']);
    expect(ack.out).toMatch(/acknowledged +latched, acknowledged: reset it +ada +bottle is changed/);
    expect((await asked('unack', GAS)).out).toMatch(/latched, not acknowledged +ada/);
    await asked('ack', GAS);
    expect((await asked('reset', GAS)).out).toMatch(/CRITICAL +normal +LIMIT:FU1:co2:LOW/);
    expect((await asked('assign', HEAT, 'ben')).out).toMatch(/assigned to ben +active +ada/);
    const { out } = await asked();
    expect(out).not.toContain(`${GAS} `);
    expect(out).toContain('1 alarm over and acknowledged: ./howship alarms --state NORMAL\n');
  });

  it('says how many transitions are not shown, after an action and by --limit, and how all are', async () => {
    const { out } = await asked('assign', HEAT, 'eve');
    expect(out).toMatch(/assigned to eve by ada/);
    const left =
      /^(\d+) older transitions? not shown; all of them:\n {2}\.\/howship alarms --history --limit (\d+)$/m;
    const [, older, all] = left.exec(out) ?? [];
    expect(Number(all)).toBe(Number(older) + 5);
    const some = await asked('--history', '--limit', '2');
    expect(left.exec(some.out)?.slice(1)).toEqual([String(Number(all) - 2), all]);
    expect((await asked('--history', '--limit', all ?? '')).out).not.toMatch(left);
    const odd = await asked('--history', '--limit', '0');
    expect([odd.code, odd.err]).toEqual([1, expect.stringContaining('history')]);
  });

  it('shelves up to an instant, and refuses one that is over with the ends that are possible', async () => {
    const until = '2026-03-01T05:00:00Z';
    const { out } = await asked('shelve', HEAT, '--until', until, '--json');
    expect(JSON.parse(out)).toMatchObject({ state: 'SHELVED', shelvedUntil: until });
    expect((await asked('unshelve', HEAT)).out).toMatch(/CRITICAL +acknowledged/);
    const past = await asked('shelve', HEAT, '--until', '2026-03-01T00:00:00Z');
    expect([past.code, past.err]).toEqual([1, expect.stringContaining('alarm.shelf-end')]);
  });

  it('says what it needs: an end of a shelf, an instant or a duration, a state there is', async () => {
    const without = await asked('shelve', HEAT);
    expect([without.code, without.err]).toEqual([2, expect.stringContaining('--until')]);
    const odd = await asked('shelve', HEAT, '--until', 'PT2X');
    expect([odd.code, odd.err]).toEqual([2, expect.stringContaining('PT2X')]);
    // The clock of this stack stands in March: hours from now are too far for it.
    const far = await asked('shelve', HEAT, '--until', 'PT2H');
    expect([far.code, far.err]).toEqual([1, expect.stringContaining('alarm.shelf-end')]);
    expect((await asked('--state', 'ACTIVE')).code).toBe(2);
    const unknown = await asked('ack', 'LIMIT:FU1:temperature:LOW');
    expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('./howship alarms lists')]);
  });
});
