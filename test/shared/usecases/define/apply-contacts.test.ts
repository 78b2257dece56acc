import { describe, expect, it } from 'vitest';
import { contactsKey, contactsKind } from '../../../../shared/domain/contacts/contact-plan.ts';
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

  it('takes the place of what was planned from its first contact on, and what was known stays answerable', async () => {
    const memory = memoryPorts();
    await applyExperiment(memory, 'twins', TWIN_DEFINITION);
    memory.clock.setTo('2026-02-20T00:00:00Z');
    await applyContacts(memory, 'twins', PLAN, 'ada');
    memory.clock.setTo('2026-03-10T00:00:00Z');
    const later = 'aos,los,station\n2026-03-15T02:00:00Z,2026-03-15T02:12:00Z,Kiruna\n';
    expect(await applyContacts(memory, 'twins', later, 'bob')).toMatchObject({
      ...{ revision: 2, contacts: 2, from: '2026-03-01T08:00:00Z', to: '2026-03-15T02:12:00Z' },
      ...{ effective: '2026-03-15T02:00:00Z', stayed: 1, replaced: 1, added: 1, warnings: [] },
    });
    const begins = ({ contacts }: { contacts: readonly { aos: string }[] }) => contacts.map(({ aos }) => aos);
    const now = await showContacts(memory, 'twins');
    expect(begins(now)).toEqual(['2026-03-01T08:00:00Z', '2026-03-15T02:00:00Z']);
    expect(now.revisions.map(({ revision, appliedBy }) => `${revision} ${appliedBy}`)).toEqual([
      '1 ada',
      '2 bob',
    ]);
    const known = await showContacts(memory, 'twins', Date.parse('2026-03-09T23:00:00Z') * 1000);
    expect(begins(known)).toEqual(['2026-03-01T08:00:00Z', '2026-03-20T01:00:00Z']);
    expect(known.revision).toBe(1);
    await expect(
      showContacts(memory, 'twins', Date.parse('2026-02-19T00:00:00Z') * 1000),
    ).rejects.toMatchObject({
      code: 'contacts.none-then',
      message: expect.stringContaining('revision 1, the first that is known, was put at 2026-02-20T00:00:00'),
    });
  });

  it('that was put with the definition before leaves later tables in force', async () => {
    const memory = memoryPorts();
    await applyExperiment(memory, 'twins', TWIN_DEFINITION);
    await applyContacts(memory, 'twins', PLAN, 'ada');
    const later = 'aos,los\n2026-03-21T02:00:00Z,2026-03-21T02:12:00Z\n';
    const second = await applyContacts(memory, 'twins', later, 'bob');
    const again = await applyContacts(memory, 'twins', PLAN, 'ada', { from: null, onlyNew: true });
    expect(again).toMatchObject({ revision: 2, sha256: second.sha256, contacts: 3, replaced: 0 });
    const back = await applyContacts(memory, 'twins', PLAN, 'ada');
    expect(back).toMatchObject({ revision: 3, contacts: 2, replaced: 1 });
  });

  it('of an older version, whose history nobody kept, is followed by one that names it', async () => {
    const memory = memoryPorts();
    await applyExperiment(memory, 'twins', TWIN_DEFINITION);
    await applyContacts(memory, 'twins', PLAN, 'ada');
    const { version, item } = (await memory.catalogue.get(contactsKind, contactsKey('twins')))!;
    const { from: _from, table: _table, history: _history, ...older } = item;
    await memory.catalogue.put(contactsKind, contactsKey('twins'), older as typeof item, version);
    await applyContacts(memory, 'twins', PLAN.replace('01:12', '01:13'), 'bob');
    const { revisions } = await showContacts(memory, 'twins');
    expect(revisions.map(({ revision, effective }) => [revision, effective])).toEqual([
      [1, undefined],
      [2, '2026-03-01T08:00:00Z'],
    ]);
  });
});
