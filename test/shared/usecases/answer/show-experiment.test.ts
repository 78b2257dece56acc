import { describe, expect, it } from 'vitest';
import { listExperiments, showExperiment } from '../../../../shared/usecases/answer/show-experiment.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { withDamaged } from '../../../support/damaged-items.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';
import { twinsDefined } from '../../../support/twins-in.ts';

describe('an experiment as it is shown', () => {
  it('is the definition in force, with its revision and digest', async () => {
    const memory = await twinsDefined();
    const first = await showExperiment(memory, 'twins');
    expect(first).toMatchObject({ id: 'twins', revision: 1, definition: { title: 'Two incubators' } });
    await applyExperiment(memory, 'twins', TWIN_DEFINITION.replace('Two incubators', 'Two of them'));
    const second = await showExperiment(memory, 'twins');
    expect(second).toMatchObject({ revision: 2, definition: { title: 'Two of them' } });
    expect(second.sha256).not.toBe(first.sha256);
    expect(await listExperiments(memory)).toEqual({ experiments: [second] });
  });

  it('is listed beside others that are damaged, in their record or in their definition, which are named', async () => {
    const memory = await twinsDefined();
    for (const id of ['aaa', 'zzz'])
      await applyExperiment(memory, id, TWIN_DEFINITION.replace(/id: twins/, `id: ${id}`));
    const { experiments } = await listExperiments(memory);
    const { sha256 } = experiments[2]!;
    const ports = withDamaged(memory, ['EXPERIMENTS/aaa', `zzz/DEFINITION#${sha256}`]);
    expect(await listExperiments(ports)).toEqual({
      experiments: [experiments[1]],
      damaged: [
        { id: 'aaa', key: 'EXPERIMENTS/aaa' },
        { id: 'zzz', key: `zzz/DEFINITION#${sha256}` },
      ],
    });
  });

  it('is refused where there is none of that name', async () => {
    const memory = await twinsDefined();
    await expect(showExperiment(memory, 'twin')).rejects.toMatchObject({
      code: 'experiment.unknown',
      message: 'expected a known experiment, got "twin"; did you mean "twins"?',
    });
    await expect(showExperiment(memory, 'zzz')).rejects.toThrow(
      'expected a known experiment, got "zzz"; known: twins; ./howship experiment apply FILE puts a definition in force',
    );
  });
});
