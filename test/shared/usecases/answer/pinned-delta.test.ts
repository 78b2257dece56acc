import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deltaSchema } from '../../../../shared/contract/deltas.ts';
import { type TestApi, twinsApi } from '../../../support/api.ts';
import { actOnce, settleAll, upload } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';

const DELTAS = '/v1/experiments/twins/deltas';
const ASKED = `${DELTAS}?pair=P1&channel=temperature`;
const LATER = 't,temp,rh\n2026-03-01T11:30:00Z,39.5,80\n';
const problem = z.object({ status: z.number(), code: z.string(), detail: z.string() });

let api: TestApi;
beforeEach(async () => {
  api = await twinsApi();
});

const answer = async (path: string) => deltaSchema.parse(await (await api.ask(path)).json());
const refusal = async (path: string) => problem.parse(await (await api.ask(path)).json());
async function more(): Promise<string> {
  const id = await upload(api.ports, 'twins', 'fu1-later.csv', LATER);
  await upload(api.ports, 'twins', 'gu1-later.csv', LATER.replace('T11', 'T12').replace('39.5', '36.5'));
  await settleAll(api.ports);
  return id;
}

describe('a snapshot', () => {
  it('is the digest of the answer without what follows the clock', async () => {
    // A schema of its members would order them anew.
    const read = z.record(z.string(), z.unknown());
    const { snapshot, pending: _pending, ...body } = read.parse(await (await api.ask(ASKED)).json());
    expect(snapshot).toBe(`sha256:${createHash('sha256').update(JSON.stringify(body)).digest('hex')}`);
    const sha256 = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(body).toMatchObject({ program: '0.1.0', definition: { revision: 1, sha256 } });
  });

  it('that was asked for by name is answered byte for byte the same, whatever comes', async () => {
    const { snapshot } = await answer(ASKED);
    const pinned = await (await api.ask(`${ASKED}&snapshot=${snapshot}`)).text();
    expect(deltaSchema.parse(JSON.parse(pinned))).toMatchObject({ snapshot, pending: 0 });
    await more();
    await api.ask('/v1/experiments/twins', { method: 'PUT', body: TWIN_DEFINITION.replace(/0\.5/g, '0.6') });
    await settleAll(api.ports);
    expect((await answer(ASKED)).snapshot).not.toBe(snapshot);
    expect(await (await api.ask(`${ASKED}&snapshot=${snapshot}`)).text()).toBe(pinned);
    expect(await (await api.ask(`${DELTAS}?snapshot=${snapshot}`)).text()).toBe(pinned);
  });

  it('of what was not whole says so for ever: inputs that had not come in, and samples that were read otherwise', async () => {
    await upload(api.ports, 'twins', 'fu1-later.csv', LATER);
    // It is in, and nothing is computed of it yet.
    await actOnce(api.ports);
    const { snapshot, pending } = await answer(ASKED);
    expect(pending).toBeGreaterThan(0);
    const pinned = await (await api.ask(`${ASKED}&snapshot=${snapshot}`)).text();
    expect(deltaSchema.parse(JSON.parse(pinned)).pending).toBe(pending);
    await settleAll(api.ports);
    expect(await (await api.ask(`${DELTAS}?snapshot=${snapshot}`)).text()).toBe(pinned);
    const kelvin = TWIN_DEFINITION.replace('unit: Cel', 'unit: K');
    await api.ask('/v1/experiments/twins?newReading=true', { method: 'PUT', body: kelvin });
    await settleAll(api.ports);
    const spanning = await answer(ASKED);
    expect(spanning).toMatchObject({ ucum: 'K', readUnderOther: true });
    const kept = await (await api.ask(`${ASKED}&snapshot=${spanning.snapshot}`)).text();
    expect(deltaSchema.parse(JSON.parse(kept))).toEqual(spanning);
  });

  it('gives its windows as CSV too', async () => {
    const { snapshot } = await answer(ASKED);
    const rowsOf = async (path: string) =>
      (await (await api.ask(path, { headers: { Accept: 'text/csv' } })).text()).replace(/^# .*\r\n/gm, '');
    const own = await rowsOf(ASKED);
    expect(await rowsOf(`${ASKED}&snapshot=${snapshot}`)).toBe(own);
    await more();
    expect(await rowsOf(`${DELTAS}?snapshot=${snapshot}`)).toBe(own);
  });

  it('that nobody asked for is gone once its inputs are others', async () => {
    const { snapshot } = await answer(ASKED);
    await more();
    expect(await refusal(`${ASKED}&snapshot=${snapshot}`)).toMatchObject({
      status: 410,
      code: 'snapshot.expired',
    });
    expect(await refusal(`${ASKED}&since=${snapshot}`)).toMatchObject({ code: 'snapshot.expired' });
  });

  it('that never was, is none, or is of another question is refused with its cause', async () => {
    const { snapshot } = await answer(ASKED);
    const never = `sha256:${'0'.repeat(64)}`;
    expect(await refusal(`${ASKED}&snapshot=${never}`)).toMatchObject({ status: 410 });
    expect(await refusal(`${ASKED}&snapshot=latest`)).toMatchObject({
      status: 400,
      code: 'snapshot.unknown',
    });
    expect(await refusal(`${DELTAS}?snapshot=${never}`)).toMatchObject({ code: 'snapshot.one-delta' });
    await api.ask(`${ASKED}&snapshot=${snapshot}`);
    for (const other of ['pair=P1&channel=humidity', 'from=2026-03-01T07:00:00Z', 'resolution=PT1H'])
      expect(await refusal(`${DELTAS}?${other}&snapshot=${snapshot}`)).toMatchObject({
        status: 400,
        code: 'snapshot.other-question',
      });
    expect(await refusal(`${ASKED}&snapshot=${snapshot}&since=${snapshot}`)).toMatchObject({
      code: 'snapshot.with-since',
    });
  });

  it('holds the range that was asked for, so that it is of one question', async () => {
    const whole = await answer(ASKED);
    const open = await answer(`${ASKED}&from=2026-01-01T00:00:00Z`);
    expect(open.summary).toEqual(whole.summary);
    expect(open.snapshot).not.toBe(whole.snapshot);
    expect(open.asked).toEqual({ from: '2026-01-01T00:00:00Z', to: null });
  });
});
