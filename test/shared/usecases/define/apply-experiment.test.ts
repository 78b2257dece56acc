import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../shared/domain/canonical-json.ts';
import { indexDefinition } from '../../../../shared/domain/experiment/definition-index.ts';
import {
  definitionKey,
  definitionKind,
  experimentKey,
  experimentKind,
} from '../../../../shared/domain/experiment/experiment-record.ts';
import { readingOf } from '../../../../shared/domain/experiment/reading.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { sha256 } from '../../../../shared/formats/digest.ts';
import { listExperiments, showExperiment } from '../../../../shared/usecases/answer/show-experiment.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { update } from '../../../../shared/usecases/known/update.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';
import { twinsDefined, twinsIn } from '../../../support/twins-in.ts';

describe('a definition', () => {
  it('changes nothing where it is in force already, also as other text, and gets a revision where it says something else', async () => {
    const memory = await twinsDefined();
    const same = await applyExperiment(memory, 'twins', `# said again\n${TWIN_DEFINITION}`);
    expect(same.revision).toBe(1);
    const changed = await applyExperiment(memory, 'twins', TWIN_DEFINITION.replace('margin: 3', 'margin: 4'));
    expect(changed.revision).toBe(2);
    expect(changed.sha256).not.toBe(same.sha256);
    expect(await showExperiment(memory, 'twins')).toMatchObject({ revision: 2, sha256: changed.sha256 });
  });

  it('is refused under the name of another experiment, and leaves nothing behind', async () => {
    const memory = memoryPorts();
    await expect(applyExperiment(memory, 'other', TWIN_DEFINITION)).rejects.toMatchObject({
      code: 'experiment.id-mismatch',
      message: expect.stringContaining('"twins", the address names "other"'),
    });
    expect(await listExperiments(memory)).toEqual({ experiments: [] });
    await expect(showExperiment(memory, 'twins')).rejects.toMatchObject({ code: 'experiment.unknown' });
  });

  it('stays in force as an earlier version accepted it, and is refused with what has changed in it', async () => {
    const memory = await twinsDefined();
    const before = TWIN_DEFINITION.replaceAll('formats: [ISO8601]', 'zone: BST');
    const { canonical } = readDefinition(before);
    const digest = sha256(canonical);
    await memory.catalogue.put(definitionKind, definitionKey('twins', digest), { canonical }, null);
    const readingRevision = sha256(
      canonicalJson(readingOf(indexDefinition(readDefinition(before).definition))),
    );
    await update(memory, experimentKind, experimentKey('twins'), (record) =>
      record === null ? null : { ...record, sha256: digest, readingRevision },
    );
    expect(await applyExperiment(memory, 'twins', `# again\n${before}`)).toMatchObject({
      revision: 1,
      sha256: digest,
    });
    await expect(
      applyExperiment(memory, 'twins', before.replace('margin: 3', 'margin: 4')),
    ).rejects.toMatchObject({
      code: 'definition.invalid',
      message: expect.stringContaining('got "BST", which says too little'),
    });
  });

  it('keeps every unit that has samples, and its buckets', async () => {
    const memory = await twinsIn();
    const without = TWIN_DEFINITION.replaceAll('GU1', 'GU9');
    await expect(applyExperiment(memory, 'twins', without)).rejects.toMatchObject({
      code: 'experiment.unit-has-samples',
      message: expect.stringContaining('GU1 has samples and cannot leave'),
    });
    const faster = TWIN_DEFINITION.replaceAll('period: PT1M', 'period: PT0.1S');
    await expect(applyExperiment(memory, 'twins', faster)).rejects.toMatchObject({
      code: 'experiment.unit-has-samples',
    });
    expect(await showExperiment(memory, 'twins')).toMatchObject({ revision: 1 });
  });
});
