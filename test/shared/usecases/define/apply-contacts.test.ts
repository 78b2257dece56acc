import { describe, expect, it } from 'vitest';
import { applyContacts, showContacts } from '../../../../shared/usecases/define/apply-contacts.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { PLAN } from '../../../support/gap-experiment.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';

describe('a contact plan', () => {
  it('has another revision where a contact differs', async () => {
    const memory = memoryPorts();
    await applyExperiment(memory, 'twins', TWIN_DEFINITION);
    const first = await applyContacts(memory, 'twins', PLAN, 'ada');
    const second = await applyContacts(memory, 'twins', PLAN.replace('01:12', '01:13'), 'ada');
    expect(second).toMatchObject({ revision: 2, to: '2026-03-20T01:13:00Z' });
    expect(second.sha256).not.toBe(first.sha256);
  });

  it('is refused for an experiment that there is not, and said to be absent before it is put', async () => {
    const memory = memoryPorts();
    await expect(applyContacts(memory, 'twins', PLAN, 'ada')).rejects.toMatchObject({
      code: 'experiment.unknown',
    });
    await applyExperiment(memory, 'twins', TWIN_DEFINITION);
    await expect(showContacts(memory, 'twins')).rejects.toMatchObject({ code: 'contacts.none' });
  });
});
