import { beforeEach, describe, expect, it } from 'vitest';
import { deltaSchema } from '../../../../shared/contract/deltas.ts';
import { snapshotKey } from '../../../../shared/domain/archive/keys.ts';
import { snapshotKind, snapshotRecordKey } from '../../../../shared/domain/snapshot/snapshot-record.ts';
import { sha256 } from '../../../../shared/formats/digest.ts';
import { deltaSince } from '../../../../shared/usecases/answer/delta-since.ts';
import { pinnedDelta } from '../../../../shared/usecases/answer/pinned-delta.ts';
import { bodyOf, bodyText } from '../../../../shared/usecases/answer/snapshot-of-delta.ts';
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

const QUERY = { pair: ['P1'], channel: ['temperature'] };

/** Ports under which a downlink comes each time that pages of the pair are read, so many times. */
function meanwhile(times: number) {
  const ids: string[] = [];
  const { archive } = api.ports;
  const readRange: typeof archive.readRange = async (...asked) => {
    const bytes = await archive.readRange(...asked);
    if (ids.length < times) {
      const at = `2026-03-01T11:${30 + ids.length}:00Z`;
      ids.push('');
      ids[ids.length - 1] = await upload(api.ports, 'twins', `fu1-${at}.csv`, `t,temp,rh\n${at},39.5,80\n`);
      await settleAll(api.ports);
    }
    return bytes;
  };
  return { ids, ports: { ...api.ports, archive: Object.assign(Object.create(archive), { readRange }) } };
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

  it('says of what came while the snapshot was computed again that it came since', async () => {
    const { snapshot } = await answer(ASKED);
    const came = meanwhile(1);
    const pinned = await pinnedDelta(came.ports, 'twins', snapshot, QUERY, 'ada');
    expect(pinned.delta().snapshot).toBe(snapshot);
    const { since } = await answer(`${DELTAS}?since=${snapshot}`);
    expect(since!.causes.map(({ code }) => code)).toEqual(['new']);
    expect(since!.causes[0]!.sentence).toContain(came.ids[0]);
  });

  it('names what came while it was computed only where that is in the answer', async () => {
    const { snapshot } = await answer(ASKED);
    await api.ask(`${ASKED}&snapshot=${snapshot}`);
    const came = meanwhile(1);
    const delta = await deltaSince(came.ports, 'twins', snapshot, {});
    expect(delta.since!.causes.map(({ sentence }) => sentence)).toEqual([
      `1 downlink came since: ${came.ids[0]}`,
    ]);
    expect(delta.snapshot).toBe((await answer(ASKED)).snapshot);
  });

  it('calls no length moved that an earlier version wrote otherwise', async () => {
    const asked = `${ASKED}&resolution=P1D`;
    const now = JSON.parse(await (await api.ask(asked)).text());
    const body = bodyText({ ...bodyOf(now), resolution: 'PT24H', program: '0.0.1' });
    const { archive, catalogue } = api.ports;
    await archive.put(snapshotKey('twins', sha256(body)), Buffer.from(body));
    const of = { pair: 'P1', channel: 'temperature', asked: { from: null, to: null }, resolution: 'PT24H' };
    const kept = { pending: 0, downlinks: [], events: [], pinnedAt: 0, pinnedBy: 'ada' };
    const record = { sha256: sha256(body), ...of, ...kept };
    await catalogue.put(snapshotKind, snapshotRecordKey('twins', record.sha256), record, null);
    const { since } = await answer(`${asked}&since=sha256:${record.sha256}`);
    expect(since).toMatchObject({ isSame: false, moved: [], movedFields: 0, movedWindows: 0 });
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
