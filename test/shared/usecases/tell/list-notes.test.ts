import { beforeEach, describe, expect, it } from 'vitest';
import { notesText } from '../../../../functions/cli/text/notes-text.ts';
import { UNLIMITED } from '../../../../functions/cli/text/page.ts';
import { listNotes } from '../../../../shared/usecases/tell/list-notes.ts';
import { writeNote } from '../../../../shared/usecases/tell/write-note.ts';
import { type TestApi, twinsApi } from '../../../support/api.ts';

const E = 'twins';
const TEN = Date.parse('2026-03-01T10:00:00Z') * 1000;

let api: TestApi;
beforeEach(async () => {
  api = await twinsApi();
  api.ports.clock.setTo('2026-03-02T08:00:00Z');
});

describe('a list of notes', () => {
  it('stands on the time axis, of an instant and a unit or all, with who wrote it when', async () => {
    const { ports } = api;
    await writeNote(ports, E, { text: 'crew asleep from here on' }, 'nora');
    await writeNote(ports, E, { text: 'fan replaced', at: TEN, unit: 'FU1' }, 'ada');
    expect((await listNotes(ports, E, {})).notes).toEqual([
      {
        ...{ id: expect.any(String), at: '2026-03-01T10:00:00Z', unit: 'FU1', text: 'fan replaced' },
        ...{ writtenAt: expect.stringContaining('2026-03-02T08:00:00'), by: 'ada' },
      },
      {
        ...{ id: expect.any(String), at: expect.any(String), text: 'crew asleep from here on' },
        ...{ writtenAt: expect.stringContaining('2026-03-02T08:00:00'), by: 'nora' },
      },
    ]);
    const texts = async (query: Parameters<typeof listNotes>[2]) =>
      (await listNotes(ports, E, query)).notes.map(({ text }) => text);
    expect(await texts({ unit: 'GU1' })).toEqual(['crew asleep from here on']);
    expect(await texts({ from: TEN, to: TEN + 1 })).toEqual(['fan replaced']);
    expect(await texts({ to: TEN })).toEqual([]);
  });

  it('is listed for people in a row', async () => {
    await writeNote(api.ports, E, { text: 'fan replaced', at: TEN, unit: 'FU1' }, 'ada');
    expect(notesText(await listNotes(api.ports, E, {}), UNLIMITED).split('\n')[2]).toMatch(
      /^2026-03-01T10:00Z {2}FU1 +fan replaced +ada +2026-03-02T08:00Z$/,
    );
    expect(notesText({ notes: [], known: 0 }, UNLIMITED)).toBe('nobody has written a note yet\n');
    const none = await listNotes(api.ports, E, { to: TEN });
    expect(notesText(none, UNLIMITED)).toBe('none of 1 note is about that\n');
  });

  it('refuses an empty range, and a unit that there is not', async () => {
    await expect(listNotes(api.ports, E, { from: TEN, to: TEN })).rejects.toMatchObject({
      code: 'notes.range-empty',
    });
    await expect(listNotes(api.ports, E, { unit: 'FU9' })).rejects.toMatchObject({ code: 'unit.unknown' });
  });
});
