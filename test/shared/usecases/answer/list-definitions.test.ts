import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../shared/domain/canonical-json.ts';
import { definitionKey, definitionKind } from '../../../../shared/domain/experiment/experiment-record.ts';
import { sha256 } from '../../../../shared/formats/digest.ts';
import { listDefinitions, showDefinition } from '../../../../shared/usecases/answer/list-definitions.ts';
import { showExperiment } from '../../../../shared/usecases/answer/show-experiment.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { update } from '../../../../shared/usecases/known/update.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';

const titled = (title: string) => TWIN_DEFINITION.replace('Two incubators', title);

/** The digest of each, in the order in which they were put in force. */
async function applied(ports: ReturnType<typeof memoryPorts>, ...titles: readonly string[]) {
  const digests: string[] = [];
  for (const title of titles) {
    digests.push((await applyExperiment(ports, 'twins', titled(title))).sha256);
    ports.clock.advance(1_000_000);
  }
  return digests;
}

describe('the definitions of an experiment', () => {
  it('stand with every revision that they were, and when', async () => {
    const ports = memoryPorts();
    const [a, b] = await applied(ports, 'A', 'B', 'A', 'A', 'C', 'A');
    const { inForce, definitions } = await listDefinitions(ports, 'twins');
    expect(inForce).toEqual({ revision: 5, sha256: a });
    expect(definitions.map(({ revisions }) => revisions.map(({ revision }) => revision))).toEqual([
      ...[[1, 3, 5], [2], [4]],
    ]);
    expect(definitions.slice(0, 2).map((one) => one.sha256)).toEqual([a, b]);
    const times = definitions.flatMap(({ revisions }) => revisions).map(({ appliedAt }) => appliedAt);
    expect(new Set(times).size).toBe(5);
  });

  it('say who put each revision in force, but for those of before that was noted', async () => {
    const ports = memoryPorts();
    for (const [title, by] of [
      ['A', null],
      ['B', 'ada'],
      ['C', 'bob'],
    ] as const)
      await applyExperiment(ports, 'twins', titled(title), { by });
    const { definitions } = await listDefinitions(ports, 'twins');
    expect(definitions.flatMap(({ revisions }) => revisions.map(({ appliedBy }) => appliedBy))).toEqual([
      undefined,
      'ada',
      'bob',
    ]);
    expect((await showExperiment(ports, 'twins')).appliedBy).toBe('bob');
  });

  it('are named without a revision where an older version noted none', async () => {
    const ports = memoryPorts();
    const [a, b] = await applied(ports, 'A', 'B');
    await update(ports, definitionKind, definitionKey('twins', a!), (current) => ({
      ...current!,
      revisions: [],
    }));
    const { definitions } = await listDefinitions(ports, 'twins');
    expect(definitions).toMatchObject([
      { sha256: a, revisions: [] },
      { sha256: b, revisions: [{ revision: 2 }] },
    ]);
  });

  it('are shown as they were sent: their canonical JSON has the digest', async () => {
    const ports = memoryPorts();
    const [a = ''] = await applied(ports, 'A', 'B');
    const { definition } = await showDefinition(ports, 'twins', a);
    expect(definition).toMatchObject({ id: 'twins', title: 'A' });
    expect(sha256(canonicalJson(definition))).toBe(a);
  });

  it('that there never were are refused', async () => {
    const ports = memoryPorts();
    await expect(listDefinitions(ports, 'twins')).rejects.toMatchObject({ code: 'experiment.unknown' });
    await applied(ports, 'A');
    await expect(showDefinition(ports, 'twins', '0'.repeat(64))).rejects.toMatchObject({
      code: 'definition.unknown',
      kind: 'not-found',
    });
  });
});
