import { describe, expect, it } from 'vitest';
import { headKind, headPrefix } from '../../../../shared/domain/bucket/head.ts';
import { hashArchive } from '../../../../shared/usecases/answer/hash-archive.ts';
import { queryCompleteness } from '../../../../shared/usecases/answer/query-completeness.ts';
import { rereadDownlink } from '../../../../shared/usecases/arrive/reread-downlink.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { showUpkeep, startUpkeep } from '../../../../shared/usecases/upkeep/start-upkeep.ts';
import { twinsApi } from '../../../support/api.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';

const E = 'twins';
const KEY = 'twins/HEAD#g1#GU1#2026-02-06';
const GROUND = 'd000002';

async function loseHeads({ catalogue }: MemoryPorts): Promise<void> {
  const heads = await Array.fromAsync(catalogue.versions(headKind, E, headPrefix(1, 'GU1')));
  for (const { key, version } of heads) await catalogue.remove(headKind, key, version);
}

describe('the heads of a unit that are gone', () => {
  it('are damage, never a unit that sent nothing; the other unit is answered', async () => {
    const { ports } = await twinsApi();
    await loseHeads(ports);
    await expect(queryCompleteness(ports, E, { unit: 'GU1' })).rejects.toMatchObject({ key: KEY });
    await expect(queryCompleteness(ports, E, {})).rejects.toMatchObject({ key: KEY });
    expect((await queryCompleteness(ports, E, { unit: 'FU1' })).received).toBe(600);
  });

  it('are told by a verification as the cause, whose consequences are no defect of ours', async () => {
    const { ports } = await twinsApi();
    await loseHeads(ports);
    await startUpkeep(ports, E, 'VERIFY', 'ada');
    await settleAll(ports);
    const { differs } = await showUpkeep(ports, E, 'VERIFY');
    expect(new Set(differs.map(({ key }) => key))).toEqual(new Set([KEY]));
    expect(differs.map(({ advice }) => advice).join()).toContain(`reread ${GROUND} -e twins`);
    expect(differs.map(({ advice }) => advice).join()).not.toContain('defect');
  });

  it('come back where their files are read again', async () => {
    const { ports } = await twinsApi();
    const sound = await hashArchive(ports, E);
    const answer = await queryCompleteness(ports, E, {});
    await loseHeads(ports);
    await rereadDownlink(ports, { experiment: E, downlink: GROUND }, 'ada');
    await settleAll(ports);
    expect(await hashArchive(ports, E)).toEqual(sound);
    expect(await queryCompleteness(ports, E, {})).toEqual(answer);
    await startUpkeep(ports, E, 'VERIFY', 'ada');
    await settleAll(ports);
    expect((await showUpkeep(ports, E, 'VERIFY')).differs).toEqual([]);
  });

  it('are not missed of a unit that never sent', async () => {
    const ports = memoryPorts();
    await applyExperiment(ports, E, TWIN_DEFINITION);
    await settleAll(ports);
    expect((await queryCompleteness(ports, E, {})).received).toBe(0);
  });
});
