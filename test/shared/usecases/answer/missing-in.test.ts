import { beforeAll, describe, expect, it } from 'vitest';
import { queryDelta } from '../../../../shared/usecases/answer/query-deltas.ts';
import { testApi } from '../../../support/api.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from '../../../support/twin-experiment.ts';
import { twinsDefined } from '../../../support/twins-in.ts';

const CODES = { from: 11, to: 24 };
const ASKED = { pair: 'P1', channel: 'temperature', resolution: 600 };
let memory: MemoryPorts;

/** Of the flight unit, a reading a minute: missing codes in the minutes 11 to 23. */
beforeAll(async () => {
  const missing = 'channel: temperature, missing: [{ value: -999 }]';
  memory = await twinsDefined(
    TWIN_DEFINITION.replaceAll('temp: { unit: FU1, channel: temperature', `temp: { unit: FU1, ${missing}`),
  );
  const { flight, ground } = twinFiles({ isFrozen: false });
  const [header, ...rows] = flight.trimEnd().split('\n');
  const coded = rows.map((row, minute) =>
    minute >= CODES.from && minute < CODES.to ? row.replace(/,[^,]*,/, ',-999,') : row,
  );
  await upload(memory, 'twins', 'fu1.csv', `${[header, ...coded].join('\n')}\n`);
  await upload(memory, 'twins', 'gu1.csv', ground);
  await settleAll(memory);
});

describe('the missing codes of a delta', () => {
  it('are counted by window and add up to those of the range, and a side without has none', async () => {
    const { missingCodes, windows, excluded } = await queryDelta(memory, 'twins', ASKED);
    expect(missingCodes).toEqual([
      {
        ...{ side: 'flight', unit: 'FU1', n: 13 },
        windows: [
          { at: '2026-03-01T06:10:00Z', elapsedSeconds: 600, n: 9 },
          { at: '2026-03-01T06:20:00Z', elapsedSeconds: 1200, n: 4 },
        ],
      },
    ]);
    expect(excluded.flight.invalid).toBe(13);
    expect(windows.slice(0, 3).map(({ flight }) => flight.n)).toEqual([10, 1, 6]);
  });

  it('are of the range that is asked for', async () => {
    const from = Date.parse('2026-03-01T06:20:00Z') * 1000;
    const { missingCodes } = await queryDelta(memory, 'twins', { ...ASKED, from });
    expect(missingCodes).toMatchObject([{ n: 4, windows: [{ elapsedSeconds: 1200, n: 4 }] }]);
    const later = await queryDelta(memory, 'twins', { ...ASKED, from: from + 600e6 });
    expect(later).not.toHaveProperty('missingCodes');
  });

  it('stand in the rows of a table, in one of their own where nothing is paired', async () => {
    const path = '/v1/experiments/twins/deltas?pair=P1&channel=temperature&resolution=PT5M';
    const text = await (await testApi(memory).ask(path, { headers: { Accept: 'text/csv' } })).text();
    const [header = '', ...rows] = text.split('\r\n').filter((line) => !/^#|^$/.test(line));
    const place = (name: string) => header.split(',').indexOf(name);
    const cells = rows.slice(0, 5).map((row) => {
      const cell = row.split(',');
      return ['elapsedSeconds', 'flight.n', 'delta', 'flight.missingCodes', 'ground.missingCodes'].map(
        (name) => (name === 'delta' ? cell[place(name)] !== '' : cell[place(name)]),
      );
    });
    expect(cells).toEqual([
      ['0', '5', true, '0', '0'],
      ['300', '5', true, '0', '0'],
      ['600', '1', true, '4', '0'],
      ['900', '', false, '5', '0'],
      ['1200', '1', true, '4', '0'],
    ]);
  });
});
