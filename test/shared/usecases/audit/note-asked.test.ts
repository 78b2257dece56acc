import { expect, it } from 'vitest';
import { listAudit } from '../../../../shared/usecases/audit/list-audit.ts';
import { noteAsked } from '../../../../shared/usecases/audit/note-asked.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';

const ALL = { after: null, sees: () => true, seesAll: true };

it('keeps what was noted: nothing is written twice', async () => {
  const ports = memoryPorts();
  const change = { id: 'one', holder: 'ada', operation: 'writeNote', requestId: 'r' };
  const answer = await noteAsked(ports, change, {});
  await answer({ status: 201, code: null });
  await answer({ status: 500, code: 'internal' });
  expect((await listAudit(ports, {}, ALL)).page.entries[0]!.answer?.status).toBe(201);
});
