import { describe, expect, it } from 'vitest';
import { AUDIT_ENTRIES, auditKind } from '../../../../shared/domain/audit/audit-entry.ts';
import { type AuditPlace, listAudit } from '../../../../shared/usecases/audit/list-audit.ts';
import { noteAsked } from '../../../../shared/usecases/audit/note-asked.ts';
import { withDamaged } from '../../../support/damaged-items.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';

const ALL = { after: null, sees: (_: string): boolean => true, seesAll: true };
const DAY = 86_400;

/** A change of each experiment in turn, a minute apart, answered but for every tenth. */
async function changes(ports: MemoryPorts, many: number, experiments: readonly string[] = ['osteo']) {
  ports.clock.setTo('2026-05-01T00:00:00Z');
  for (let i = 0; i < many; i++) {
    const change = {
      id: `id${i}`,
      holder: i % 2 === 0 ? 'ada' : 'bob',
      operation: 'writeNote',
      requestId: `r${i}`,
    };
    const named = { experiment: experiments[i % experiments.length]! };
    const answer = await noteAsked(ports, change, named);
    if (i % 10 !== 9)
      await answer({ status: i % 3 === 0 ? 403 : 201, code: i % 3 === 0 ? 'auth.right' : null });
    ports.clock.advance(60);
  }
}

async function whole(ports: MemoryPorts, query: Parameters<typeof listAudit>[1], who = ALL) {
  const requests: string[] = [];
  let after: AuditPlace | null = null;
  for (let pages = 0; pages < 50; pages++) {
    const { page, next } = await listAudit(ports, query, { ...who, after });
    requests.push(...page.entries.map(({ requestId }) => requestId));
    if (next === null) return requests;
    after = next;
  }
  throw new Error('the pages have no end');
}

describe('who changed what', () => {
  it('is told in order of time, with the answer, or that none is known', async () => {
    const ports = memoryPorts();
    await changes(ports, 10);
    const { page, next } = await listAudit(ports, {}, ALL);
    expect(
      page.entries.map(({ holder, answer }) => [holder, answer?.status, answer?.code]).slice(0, 4),
    ).toEqual([
      ['ada', 403, 'auth.right'],
      ['bob', 201, undefined],
      ['ada', 201, undefined],
      ['bob', 403, 'auth.right'],
    ]);
    expect(page.entries[9]).toMatchObject({ requestId: 'r9', answer: null });
    expect(next).toBeNull();
  });

  it('is told page by page, each entry once and with its answer', async () => {
    const ports = memoryPorts();
    await changes(ports, 250);
    const first = await listAudit(ports, {}, ALL);
    expect(first.page.entries).toHaveLength(100);
    expect(first.page.entries.filter(({ answer }) => answer === null)).toHaveLength(10);
    expect(first.page.to).toBe(first.page.entries.at(-1)!.at);
    expect(await whole(ports, {})).toEqual(Array.from({ length: 250 }, (_, i) => `r${i}`));
    expect(await whole(ports, { holder: 'bob' })).toHaveLength(125);
  });

  it('is looked for in a range: the last seven days, if none is asked for', async () => {
    const ports = memoryPorts();
    await changes(ports, 3);
    const [, second] = (await listAudit(ports, {}, ALL)).page.entries;
    const from = Date.parse(second!.at) * 1000;
    expect(await whole(ports, { from, to: from + 1000 })).toEqual(['r1']);
    ports.clock.advance(7 * DAY);
    const late = (await listAudit(ports, {}, ALL)).page;
    expect(late.entries).toEqual([]);
    expect(Date.parse(late.to) - Date.parse(late.from)).toBe(7 * DAY * 1000);
    await expect(listAudit(ports, { from: 5, to: 5 }, ALL)).rejects.toMatchObject({
      code: 'audit.range-empty',
    });
  });

  it('is of the experiments that are seen, and of none where all are', async () => {
    const ports = memoryPorts();
    await changes(ports, 4, ['osteo', 'oclast']);
    const answer = await noteAsked(
      ports,
      { id: 'h', holder: 'ada', operation: 'addHolder', requestId: 'h' },
      {},
    );
    await answer({ status: 201, code: null });
    const team = { after: null, sees: (id: string) => id === 'oclast', seesAll: false };
    expect(await whole(ports, {}, team)).toEqual(['r1', 'r3']);
    expect(await whole(ports, { experiment: 'osteo' }, team)).toEqual([]);
    expect(await whole(ports, {})).toEqual(['r0', 'r1', 'r2', 'r3', 'h']);
  });

  it('names an entry that is damaged, and tells all others', async () => {
    const ports = memoryPorts();
    await changes(ports, 3);
    const { partition, prefix } = AUDIT_ENTRIES;
    const stored = await Array.fromAsync(ports.catalogue.list(auditKind, partition, prefix));
    const damaged = stored[2]!.key.sort;
    const { page } = await listAudit(withDamaged(ports, [`${partition}/${damaged}`]), {}, ALL);
    expect(page.entries.map(({ requestId }) => requestId)).toEqual(['r0', 'r2']);
    expect(page.damaged?.map(({ id }) => id)).toEqual([damaged]);
  });
});
