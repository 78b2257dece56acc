import { beforeEach, describe, expect, it } from 'vitest';
import { LONGEST_NOTE, noteKey } from '../../../../shared/domain/note/note.ts';
import { lacksItems } from '../../../../shared/usecases/known/lost-items.ts';
import { listNotes } from '../../../../shared/usecases/tell/list-notes.ts';
import { writeNote } from '../../../../shared/usecases/tell/write-note.ts';
import { startUpkeep } from '../../../../shared/usecases/upkeep/start-upkeep.ts';
import { type TestApi, twinsApi } from '../../../support/api.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll } from '../../../support/run-stack.ts';

const E = 'twins';
const at = (text: string) => Date.parse(text) * 1000;
const TEN = at('2026-03-01T10:00:00Z');

let api: TestApi;
beforeEach(async () => {
  api = await twinsApi();
  api.ports.clock.setTo('2026-03-02T08:00:00Z');
});

describe('a note', () => {
  it('that is sent again changes nothing; another author, or another text, is another note', async () => {
    const { ports } = api;
    const note = { text: 'fan replaced', at: TEN };
    const first = await writeNote(ports, E, note, 'ada');
    ports.clock.setTo('2026-03-02T09:00:00Z');
    expect(await writeNote(ports, E, note, 'ada')).toEqual(first);
    await writeNote(ports, E, note, 'nora');
    await writeNote(ports, E, { ...note, text: 'fan not replaced after all' }, 'ada');
    expect((await listNotes(ports, E, {})).notes).toHaveLength(3);
  });

  it('refuses a unit that there is not', async () => {
    await expect(writeNote(api.ports, E, { text: 'x', unit: 'FU9' }, 'ada')).rejects.toMatchObject({
      code: 'unit.unknown',
    });
  });

  it('is one line of plain characters, of bounded length', async () => {
    const post = (body: object) =>
      api.ask(`/v1/experiments/${E}/notes`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    for (const text of ['', 'two\nlines', 'red \u001b[31m', 'x'.repeat(LONGEST_NOTE + 1)]) {
      const response = await post({ text });
      expect([response.status, await response.json()]).toEqual([
        400,
        expect.objectContaining({ code: expect.stringMatching(/^request\./) }),
      ]);
    }
    expect((await post({ text: 'x'.repeat(LONGEST_NOTE), at: '2026-03-01' })).status).toBe(400);
    expect((await post({ text: 'x'.repeat(LONGEST_NOTE) })).status).toBe(201);
  });

  it('comes back with a rebuild of a table that is lost', async () => {
    const { ports } = api;
    const written = await writeNote(ports, E, { text: 'fan replaced', at: TEN }, 'ada');
    expect(await lacksItems(ports, E)).toBe(false);
    ports.catalogue.partitions.get(E)?.delete(noteKey(E, { at: TEN, id: written.id }).sort);
    expect(await lacksItems(ports, E)).toBe(true);
    const { raw, kept, uploads, clock } = ports;
    const anew = { ...memoryPorts(), raw, kept, uploads, clock };
    await startUpkeep(anew, E, 'REBUILD', 'ada');
    await settleAll(anew);
    expect((await listNotes(anew, E, {})).notes).toEqual([written]);
  });
});
