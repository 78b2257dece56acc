import { beforeEach, describe, expect, it } from 'vitest';
import { experimentKey, experimentKind } from '../../../../shared/domain/experiment/experiment-record.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { recordEvents } from '../../../../shared/usecases/define/record-events.ts';
import { loadExperiment } from '../../../../shared/usecases/known/load-experiment.ts';
import { loadReading } from '../../../../shared/usecases/known/load-reading.ts';
import { update } from '../../../../shared/usecases/known/update.ts';
import { countedPorts } from '../../../support/counted-ports.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';

const E = 'twins';
let memory: MemoryPorts;

beforeEach(async () => {
  memory = memoryPorts();
  await applyExperiment(memory, E, TWIN_DEFINITION);
});

describe('a loaded experiment', () => {
  it('names its definition, the generation that is served and what its samples are read by', async () => {
    const { revision } = await applyExperiment(
      memory,
      E,
      TWIN_DEFINITION.replace('Two incubators', 'The same two'),
    );
    const loaded = await loadExperiment(memory, E);
    expect(loaded).toMatchObject({ experiment: E, generation: 1, revision });
    expect(loaded.definition.title).toBe('The same two');
    expect(loaded.index.definition).toBe(loaded.definition);
  });

  it('parses a definition once, however often it is loaded', async () => {
    const first = await loadExperiment(memory, E);
    expect((await loadExperiment(memory, E)).index).toBe(first.index);
  });

  it('reads its events when they are asked for, once', async () => {
    const { ports, calls } = countedPorts(memory);
    const loaded = await loadExperiment(ports, E);
    expect(calls).toEqual(['catalogue.get']);
    const events = await loaded.events();
    expect(events.map(({ unit, name }) => `${unit} ${name}`)).toEqual(['FU1 activation', 'GU1 activation']);
    expect(await loaded.events()).toBe(events);
    expect(calls).toEqual(['catalogue.get', 'catalogue.list']);
  });

  it('is what stood there when it was loaded: who needs news of later loads it again', async () => {
    const loaded = await loadExperiment(memory, E);
    expect(await loaded.events()).toHaveLength(2);
    const later = {
      unit: 'FU1',
      name: 'fixation',
      at: '2026-03-02T00:00:00Z',
      accuracy: 'PT1S',
      source: 'log',
    };
    await recordEvents(memory, E, [later], 'test');
    expect(await loaded.events()).toHaveLength(2);
    expect(await (await loadExperiment(memory, E)).events()).toHaveLength(3);
  });

  it('is damaged where its definition is gone, and says which', async () => {
    const sha256 = 'f'.repeat(64);
    await update(memory, experimentKind, experimentKey(E), (one) => ({ ...one!, sha256 }));
    const damaged = { name: 'Damaged', key: `${E}/DEFINITION#${sha256}` };
    await expect(loadExperiment(memory, E)).rejects.toMatchObject(damaged);
    const past = { readingRevision: 'other', definition: sha256 };
    await expect(loadReading(memory, E, past)).rejects.toMatchObject(damaged);
  });

  it('is refused under an unknown id, naming the nearest', async () => {
    await expect(loadExperiment(memory, 'twin')).rejects.toThrow('did you mean "twins"?');
  });
});
