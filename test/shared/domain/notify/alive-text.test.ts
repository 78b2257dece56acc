import { expect, it } from 'vitest';
import { alarmsOf } from '../../../../shared/domain/alarm/alarm.ts';
import { type AliveFacts, aliveText } from '../../../../shared/domain/notify/alive-text.ts';
import { LIMIT, TOLD } from '../../../support/told-anomalies.ts';

const now = Date.parse('2026-03-02T08:00:00Z') * 1000;
const HOUR = 3600e6;
const GAP = TOLD.map(({ anomaly }) => anomaly).find(({ kind }) => kind === 'GAP')!;
const FACTS: AliveFacts = {
  ...{ experiment: 'osteo-m3', now, open: [], missedContacts: [], failed: [] },
  units: [
    { unit: 'FU1', asOf: now - HOUR },
    { unit: 'GU1', asOf: null },
  ],
  ...{ pending: 0, damaged: 0, unsent: 0, untaken: [] },
};

it('says up to when each unit was looked at, also of one of which nothing came, and that nothing is open in that', () => {
  expect(aliveText(FACTS)).toEqual({
    subject: 'osteo-m3: alive, no open alarms',
    text: [
      'Howship is alive at 2 Mar 08:00 UTC. Of osteo-m3 it looked at:',
      '- FU1 up to 2 Mar 07:00 UTC, 1 h ago',
      '- GU1: no sample of it is judged yet',
      'Open: no alarm in what was looked at.',
      'Did not come in the last 24 h: nothing that is known.',
      './howship handover -e osteo-m3 --since PT24H says more.',
    ].join('\n'),
  });
});

it('names what is open, what did not come, and what is not known', () => {
  const { subject, text } = aliveText({
    ...FACTS,
    open: alarmsOf([LIMIT], new Map(), now),
    missedContacts: [{ id: 'c1', aos: now - 3 * HOUR, los: now - 3 * HOUR + 600e6, station: 'KIR' }],
    failed: [{ fileName: 'a.csv', state: 'REFUSED' }],
    ...{ pending: 4, damaged: 1, unsent: 2, untaken: [{ severity: 'WARNING', channels: ['co2'] }] },
  });
  expect(subject).toBe('osteo-m3: alive, 1 open alarm');
  expect(text.split('\n').slice(3, -1)).toEqual([
    'Open: CRITICAL LIMIT:FU1:temperature:HIGH (active).',
    'Did not come in the last 24 h: no file of the contact 2 Mar 05:00 to 05:10 UTC, "a.csv" is REFUSED.',
    'Not in this yet: 4 things received and not judged.',
    'Not in this: 1 item that cannot be read (./howship verify).',
    'Not told: 2 messages that no receiver has taken.',
    'Nobody hears of WARNING in co2: no route takes it.',
  ]);
  const [gap] = alarmsOf([{ ...GAP, unit: 'GU1' }], new Map(), now);
  expect(aliveText({ ...FACTS, open: [gap!] }).text).toContain(
    '- GU1: no sample of it is judged yet; open without one: GAP\n',
  );
  expect(aliveText({ ...FACTS, missedContacts: null }).text).toContain(
    'There is no contact plan, so missed contacts are not known.',
  );
});
