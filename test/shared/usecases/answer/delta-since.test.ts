import { beforeEach, describe, expect, it } from 'vitest';
import { deltaSchema } from '../../../../shared/contract/deltas.ts';
import { withdrawDownlink } from '../../../../shared/usecases/arrive/withdraw-downlink.ts';
import { type TestApi, twinsApi } from '../../../support/api.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';

const DELTAS = '/v1/experiments/twins/deltas';
const ASKED = `${DELTAS}?pair=P1&channel=temperature`;
const LATER = 't,temp,rh\n2026-03-01T11:30:00Z,39.5,80\n';

let api: TestApi;
beforeEach(async () => {
  api = await twinsApi();
});

const answer = async (path: string) => deltaSchema.parse(await (await api.ask(path)).json());
async function more(): Promise<string> {
  const id = await upload(api.ports, 'twins', 'fu1-later.csv', LATER);
  await upload(api.ports, 'twins', 'gu1-later.csv', LATER.replace('T11', 'T12').replace('39.5', '36.5'));
  await settleAll(api.ports);
  return id;
}

describe('since a snapshot', () => {
  it('nothing has changed where nothing came', async () => {
    const { snapshot } = await answer(ASKED);
    expect((await answer(`${ASKED}&since=${snapshot}`)).since).toMatchObject({ isSame: true, causes: [] });
  });

  it('moved what new downlinks moved, and their withdrawal moves it back', async () => {
    const { snapshot, summaryAll } = await answer(ASKED);
    await api.ask(`${ASKED}&snapshot=${snapshot}`);
    const later = await more();
    const { since, summaryAll: now } = await answer(`${DELTAS}?since=${snapshot}`);
    expect(since).toMatchObject({ isSame: false, movedWindows: 1 });
    expect(since!.causes.map(({ code }) => code)).toEqual(['new']);
    expect(since!.causes[0]!.sentence).toContain(later);
    expect(since!.moved).toContainEqual({
      field: 'summaryAll.delta',
      before: summaryAll.delta,
      now: now.delta,
    });
    const second = await answer(ASKED);
    await api.ask(`${ASKED}&snapshot=${second.snapshot}`);
    await withdrawDownlink(api.ports, { experiment: 'twins', downlink: later }, { by: 'ada', reason: 'x' });
    await settleAll(api.ports);
    const back = await answer(`${DELTAS}?since=${second.snapshot}`);
    expect(back.since!.causes.map(({ code }) => code)).toEqual(['withdrawn']);
  });

  it('names a new definition', async () => {
    const { snapshot } = await answer(ASKED);
    await api.ask(`${ASKED}&snapshot=${snapshot}`);
    await api.ask('/v1/experiments/twins', {
      method: 'PUT',
      body: TWIN_DEFINITION.replace(/margin: 0\.5/, 'margin: 0.6'),
    });
    await settleAll(api.ports);
    const { since } = await answer(`${DELTAS}?since=${snapshot}`);
    expect(since!.causes).toEqual([
      { code: 'definition', sentence: 'revision 1 of the definition was in force then, 2 now' },
    ]);
    expect(since!.moved).toContainEqual({ field: 'summary.equivalence.margin', before: 0.5, now: 0.6 });
  });
});
