import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyAnomaly } from '../../../../shared/domain/anomaly/anomaly.ts';
import type { Ask } from '../../../../shared/domain/contacts/ask-again.ts';
import { GAP_CAUSES } from '../../../../shared/domain/contacts/told-cause.ts';
import { type Anomaly, anomalySchema } from '../../../../shared/domain/detect/registry.ts';
import {
  DOWNLINK_STATES,
  NO_COUNTS,
  type ReceiptRecord,
} from '../../../../shared/domain/downlink/receipt.ts';
import { parseInstant } from '../../../../shared/domain/instant.ts';
import {
  type MissingStretch,
  NO_FACTS,
  type VerdictFacts,
  verdictOf,
} from '../../../../shared/domain/verdict/verdict.ts';
import { someEvidence } from '../../../support/evidence.ts';
import { RECEIPT } from '../../../support/some-receipt.ts';

const at = (text: string): number => Date.parse(text) * 1000;

const HOUR = 3600e6;

const gap = (hour: number, rest: Partial<MissingStretch> = {}): MissingStretch => ({
  unit: 'FU1',
  channels: ['co2', 'temperature'],
  from: at('2026-03-01T00:00:00Z') + hour * HOUR,
  to: at('2026-03-01T00:41:00Z') + hour * HOUR,
  samples: 40,
  cause: 'LOST',
  ...rest,
});

const ask = (hour: number, rest: Partial<Ask> = {}): Ask => ({
  ...gap(hour),
  reason: 'it should have come',
  priority: hour,
  ...rest,
});

const anomaly = (rest: Partial<AnyAnomaly>): Anomaly =>
  anomalySchema.parse({
    id: 'a',
    kind: 'STUCK',
    unit: 'FU1',
    channels: ['co2'],
    from: at('2026-03-01T07:00:00Z'),
    to: null,
    severity: 'WARNING',
    blame: 'FU1',
    evidence: someEvidence(rest.kind ?? 'STUCK'),
    detector: { name: 'stuck', version: '1' },
    ...rest,
  });

const verdict = (receipt: Partial<ReceiptRecord>, facts: Partial<VerdictFacts> = {}) =>
  verdictOf({ ...RECEIPT, ...receipt }, { ...NO_FACTS, ...facts });

interface Situation {
  readonly about: string;
  readonly receipt: Partial<ReceiptRecord>;
  readonly facts: Partial<Omit<VerdictFacts, 'flying'>> & { readonly flying: readonly string[] };
}

const GOLDEN = new URL('../../../golden/verdicts/', import.meta.url);
const situations = readdirSync(GOLDEN)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length));

function situation(name: string): Situation {
  const text = readFileSync(new URL(`${name}.json`, GOLDEN), 'utf8');
  return JSON.parse(text, (_, value) =>
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:]+Z$/.test(value) ? at(value) : value,
  );
}

describe('the five lines in a situation', () => {
  it('are kept for ten situations and more', () => {
    expect(situations.length).toBeGreaterThanOrEqual(10);
  });

  it.each(situations)('read as they should: %s', (name) => {
    const { receipt, facts } = situation(name);
    const lines = verdict(receipt, { ...facts, flying: new Set(facts.flying) });
    const expected = new URL(`${name}.expected.txt`, GOLDEN);
    if (process.env.UPDATE_GOLDEN) writeFileSync(expected, `${lines.join('\n')}\n`);
    expect(`${lines.join('\n')}\n`).toBe(readFileSync(expected, 'utf8'));
  });
});

describe('the five lines', () => {
  it('name the chores of a bad night after what is wrong now', () => {
    const counts = {
      ...NO_COUNTS,
      rows: 5,
      samples: 20,
      accepted: 12,
      duplicates: 4,
      conflicts: 1,
      rejected: 3,
    };
    const facts = {
      flying: new Set(['FU1']),
      conflictsWith: ['flight-003.csv'],
      missing: [gap(7), gap(9, { channels: ['co2'], samples: 1 })],
      asks: [ask(7), ask(9, { channels: ['co2'] })],
      anomalies: [anomaly({ kind: 'LIMIT', severity: 'CRITICAL', channels: ['temperature'] })],
    };
    const warnings = [{ code: 'channel.promoted', message: 'co2' }];
    const unmappedColumns = ['Fan', 'Door'];
    const lines = verdict({ state: 'INGESTED_WITH_REJECTS', counts, warnings, unmappedColumns }, facts);
    expect(lines[0]).toMatch(
      /^In: 12 of 20 samples are new, 4 repeated \(stored already, or twice in this file\), 1 in conflict \(both kept\), 3 rejected;/,
    );
    expect(lines[4]).toBe(
      'Do: look at FU1 temperature now: 39, at worst 39.2, 0.7 above the critical limit of 38.5 (4 readings), since 1 Mar 07:00 UTC; request the missing data above; read the rejects (3); decide which values are right (1 conflict with flight-003.csv, listed by ./howship sql in the view losing; until then the value of the better source counts, of equal sources the smaller one); map or ignore the columns Fan, Door; read the warnings (1).',
    );
  });

  it('of a file that was empty or cut before its first byte ask for it whole', () => {
    for (const code of ['file.empty', 'gzip.truncated', 'zstd.truncated']) {
      expect(verdict({ state: 'REFUSED', error: { code, message: 'the file is empty' } })[2]).toBe(
        'Request again: the whole file.',
      );
    }
  });

  it('of samples that contradict others do not say that nothing is wrong', () => {
    const counts = { ...NO_COUNTS, rows: 5, samples: 20, accepted: 18, conflicts: 2 };
    expect(verdict({ counts })[3]).toBe(
      'Worse: nothing was found, but 2 samples contradict others of the same time.',
    );
  });

  it('of a file that came before name that one as people know it', () => {
    const original = { fileName: 'flight-006.csv' };
    expect(verdict({ duplicateOf: 'd0041' }, { original })[0]).toMatch(
      /^In: nothing new\. The same file came before as flight-006\.csv \(d0041\); its /,
    );
  });

  it('of samples of the future say so, and of years that turn say both', () => {
    const now = at('2026-11-22T00:00:00Z');
    const range = { unit: 'FU1', channel: 'co2', from: at('2026-03-11T00:00:00Z'), samples: 2 };
    const [line, , , , todo] = verdict({ ranges: [{ ...range, to: at('2027-03-11T00:00:00Z') }] }, { now });
    expect(line).toBe(
      'In: all 72,522 samples are new; data from 11 Mar 2026 00:00 to 11 Mar 2027 00:00 UTC; the newest sample is 109 d in the future.',
    );
    expect(todo).toBe(
      'Do: check the clock of FU1, and how the file writes its times: it has samples of the future.',
    );
  });

  it('of a file of events alone tell them, and do not doubt the file', () => {
    const event = { name: 'launch', unit: 'FU1', at: 0, accuracy: 1 };
    const counts = { ...NO_COUNTS, rows: 4 };
    const lines = verdict({ ranges: [], counts, events: [event, event] });
    expect(lines[0]).toBe('In: 2 events, no sample in 4 rows.');
    expect(lines[4]).toBe('Do: nothing.');
  });

  it('of a file that was read under an earlier definition say to read it again, unless it is being read', () => {
    const isReadUnderOther = true;
    const wanted = 'Do: read it again under the definition in force (./howship reread d1).';
    expect(verdict({}, { isReadUnderOther })[4]).toBe(wanted);
    expect(verdict({ ranges: [] }, { isReadUnderOther })[4]).toContain('./howship reread d1');
    const request = { at: 0, by: 'ops', attempt: 2, isBegun: false, readingRevision: 'r', touched: [] };
    const rereading = { ...request, error: null };
    expect(verdict({ rereading }, { isReadUnderOther })[4]).toBe('Do: nothing.');
  });

  it('of a file that broke off ask for it again, whatever else is known', () => {
    const warnings = [{ code: 'gzip.truncated', message: 'ends at byte 7' }];
    for (const facts of [{}, { pending: 1 }])
      expect(verdict({ warnings, bytes: 4321 }, facts)[2]).toBe(
        'Request again: this file, which breaks off at byte 4,321.',
      );
  });

  it('of a file without a last line end ask for it if there is more of it', () => {
    const warnings = [{ code: 'row.unended', message: 'line 3 has no line end' }];
    expect(verdict({ warnings, bytes: 4321 })[2]).toBe(
      'Request again: this file if it is longer: it breaks off at byte 4,321 without a line end.',
    );
  });

  it('name three of a kind and count the others', () => {
    const flying = new Set(['FU1']);
    const hours = [7, 8, 9, 10, 11];
    const facts = { flying, missing: hours.map((hour) => gap(hour)), asks: hours.map((hour) => ask(hour)) };
    const [, lost, again] = verdict({}, facts);
    expect(lost).toMatch(/09:00 to 09:41 UTC \(lost on the way\); and 2 more\.$/);
    expect(again).toMatch(
      /T09:00Z to 2026-03-01T09:41Z \(co2 and temperature\); and 2 more, at the next contact \(no contact plan/,
    );
    const unmappedColumns = ['a', 'b', 'c', 'd'];
    expect(verdict({ unmappedColumns })[4]).toBe('Do: map or ignore the columns a, b, c and 1 more.');
  });

  it('say that nothing of their own time is asked for where something of other times is', () => {
    expect(verdict({}, { overwritten: 1 })[2]).toBe(
      'Request again: nothing; 1 stretch is overwritten aboard by now, and lost.',
    );
    expect(verdict({}, { otherAsks: 1 })[2]).toBe(
      'Request again: nothing from the time of this file; 1 stretch of other times still missing (./howship redownlink).',
    );
  });

  it('name ranges that the command line takes as they stand', () => {
    const odd = ask(7, { from: at('2026-03-01T07:00:07.250Z'), to: at('2026-03-01T07:41:09Z') });
    const [, , again = ''] = verdict(
      {},
      { flying: new Set(['FU1']), asks: [ask(7), odd], missing: [gap(7)] },
    );
    const typed = [...again.matchAll(/\d{4}-\S+Z/g)].map(([text]) => parseInstant(text));
    expect(typed).toEqual([ask(7).from, ask(7).to, odd.from, odd.to]);
  });

  it('name the pair where an anomaly is of a pair', () => {
    const { unit: _, ...ofPair } = anomaly({ kind: 'OFFSET', pair: 'P1', channels: ['temperature'] });
    const lines = verdict({}, { anomalies: [ofPair] });
    expect(lines[3]).toBe(
      'Worse: WARNING, P1 temperature different from its twin since 1 Mar 07:00 UTC, ongoing.',
    );
    expect(lines[4]).toBe(
      'Do: look at P1 temperature now: flight minus ground at worst 0.71 (median of 6 h), 0.5 allowed, since 1 Mar 07:00 UTC.',
    );
  });
});

describe('the five lines of a file that brought nothing', () => {
  it('never say that nothing is missing: of a file all of whose samples were rejected', () => {
    const counts = { ...NO_COUNTS, rows: 2, samples: 12, rejected: 12 };
    expect(verdict({ state: 'INGESTED_WITH_REJECTS', counts, ranges: [] })).toEqual([
      'In: nothing. 12 samples in 2 rows, all rejected.',
      'Missing: not known from this file.',
      'Request again: nothing until somebody has read the rejects.',
      'Worse: nothing. The file changes no answer.',
      'Do: read the rejects (12).',
    ]);
  });

  it('of a file without samples doubt the file', () => {
    const lines = verdict({ counts: { ...NO_COUNTS, rows: 1 }, ranges: [] });
    expect(lines[0]).toBe('In: nothing. There is no sample in 1 row.');
    expect(lines[4]).toBe('Do: check that this is the right file.');
  });

  it.each([
    ['AWAITING_UPLOAD', 'In: nothing yet. The file was announced and has not come.'],
    ['RECEIVED', 'In: nothing yet. The file is here.'],
    ['INGESTING', 'In: nothing yet. The file is being read.'],
    ['EXPIRED', 'In: nothing. The file did not come before its upload link expired.'],
  ] as const)('say of one that is %s that nothing is known yet', (state, first) => {
    const lines = verdict({ state, ranges: [], counts: NO_COUNTS });
    expect(lines.slice(0, 4)).toEqual([
      first,
      'Missing: not known before the file is in.',
      'Request again: nothing yet.',
      'Worse: not known before the file is in.',
    ]);
  });

  it('begin with the reason where it was refused or failed, and say whose turn it is', () => {
    const error = { code: 'downlink.size-mismatch', message: 'expected the declared 8 bytes, got 7' };
    expect(verdict({ state: 'REFUSED', error })).toEqual([
      'In: nothing. The file was refused: expected the declared 8 bytes, got 7.',
      'Missing: everything in this file. The uploaded bytes are kept.',
      'Request again: nothing until the problem in the first line is fixed.',
      'Worse: nothing. A refused file changes no answer.',
      'Do: fix the problem in the first line, then upload the file again.',
    ]);
    const again = verdict({ state: 'REFUSED', error, ingestedAt: 1, id: 'd000007' });
    expect(again[2]).toBe('Request again: nothing. The bytes are here.');
    expect(again[4]).toBe(
      'Do: correct the definition as the first line says, then ./howship reread d000007.',
    );
    const failed = verdict({ state: 'FAILED', error });
    expect(failed[0]).toBe(
      'In: nothing. Howship failed to read the file: expected the declared 8 bytes, got 7.',
    );
    expect(failed[4]).toBe('Do: tell whoever runs Howship. ./howship redrive reads the file again.');
  });
});

describe('the verdict while a file is read', () => {
  const since = at('2026-03-01T12:00:00Z');
  const until = at('2026-03-01T12:15:30Z');
  const lease = { run: 'm1', since, until };
  const told = (receipt: Partial<ReceiptRecord>, now: string) => {
    const lines = verdict({ state: 'INGESTING', tries: 1, lease, ...receipt }, { now: at(now) });
    return [lines[0], lines[4]];
  };

  it('says which try may be at work, since when, until when, and by when the next begins', () => {
    expect(told({}, '2026-03-01T12:01:00Z')).toEqual([
      'In: nothing yet. Try 1 of 3 has been reading the file since 12:00:00Z.',
      'Do: wait. The file is safe; most files take seconds, and a try may take until 12:15:30Z. If this try has died, try 2 begins by 12:19:30Z.',
    ]);
    expect(told({ tries: 3 }, '2026-03-01T12:01:00Z')[1]).toMatch(
      /If this try has died, it is FAILED by 12:19:30Z\.$/,
    );
  });

  it('says from the end of its lease on that the try ended without a result', () => {
    expect(told({}, '2026-03-01T12:15:30Z')).toEqual([
      'In: nothing yet. Try 1 of 3 ended without a result: it has not reported since 12:00:00Z.',
      'Do: wait. The file is safe; try 2 begins by 12:19:30Z.',
    ]);
    expect(told({ lease: null, tries: 2 }, '2026-03-01T12:01:00Z')).toEqual([
      'In: nothing yet. Try 2 of 3 ended without a result.',
      'Do: wait. The file is safe; try 3 begins within 4 min.',
    ]);
    expect(told({ lease: null, tries: 3 }, '2026-03-01T12:01:00Z')[1]).toBe(
      'Do: wait. The file is safe; it is FAILED within 4 min.',
    );
  });

  it('says where the next try is late, with the day where that is long ago', () => {
    expect(told({}, '2026-03-01T12:30:00Z')[1]).toBe(
      'Do: wait. The file is safe; try 2 should have begun by 12:19:30Z: if nothing happens, see the logs of watch and ingest-downlink.',
    );
    expect(told({}, '2026-03-02T12:30:00Z')[0]).toMatch(/has not reported since 1 Mar 12:00 UTC\.$/);
  });

  it('is of the try too where the file waits for its next one, and of none where none has begun', () => {
    expect(told({ state: 'RECEIVED', lease: null, tries: 0 }, '2026-03-01T12:01:00Z')[0]).toBe(
      'In: nothing yet. The file is here.',
    );
    expect(told({ state: 'REFUSED', lease: null }, '2026-03-01T12:01:00Z')[0]).toMatch(
      /^In: nothing. The file was refused/,
    );
  });
});

describe('any verdict', () => {
  it('has five lines, one question each, whatever is known', () => {
    const anyReceipt = fc.record({
      state: fc.constantFrom(...DOWNLINK_STATES),
      ranges: fc.constantFrom([], RECEIPT.ranges),
      duplicateOf: fc.constantFrom(null, 'd0'),
      unmappedColumns: fc.constantFrom<string[]>([], ['Fan']),
      error: fc.constantFrom(null, { code: 'x.y', message: 'it is so' }),
    });
    const anyFacts = fc.record({
      missing: fc.constantFrom(
        [],
        [gap(7)],
        GAP_CAUSES.map((cause) => gap(7, { cause })),
      ),
      asks: fc.constantFrom(
        [],
        [ask(7)],
        GAP_CAUSES.map((cause) => ask(7, { cause })),
      ),
      otherAsks: fc.constantFrom(0, 1, 2),
      overwritten: fc.constantFrom(0, 1, 2),
      contact: fc.constantFrom(null, {
        aos: RECEIPT.ranges[0]!.from,
        los: RECEIPT.ranges[0]!.to,
        station: null,
        id: null,
      }),
      isPlanned: fc.boolean(),
      planEnd: fc.constantFrom(null, at('2026-03-01T12:00:00Z')),
      flying: fc.constantFrom(new Set<string>(), new Set(['FU1'])),
      now: fc.constantFrom(null, 0, at('2026-03-01T12:00:00Z'), at('2026-04-01T12:00:00Z')),
      anomalies: fc.constantFrom([], [anomaly({})]),
      pending: fc.constantFrom(0, 3),
    });
    fc.assert(
      fc.property(anyReceipt, anyFacts, (receipt, facts) => {
        const lines = verdict(receipt, facts);
        expect(lines.map((line) => line.slice(0, line.indexOf(': ')))).toEqual([
          'In',
          'Missing',
          'Request again',
          'Worse',
          'Do',
        ]);
        for (const line of lines) expect(line).toMatch(/^[^\n]*[^.: ]\.$/);
        expect(lines.join()).not.toMatch(/undefined|NaN|Infinity|null/);
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});

it('a reading again that failed is something to do, with the command', () => {
  const rereading = {
    ...{ at: 0, by: 'ada', attempt: 2, isBegun: true, readingRevision: 's', touched: [] },
    error: { code: 'columns.none-mapped', message: 'no column is mapped' },
  };
  const todo = (receipt: ReceiptRecord) => verdictOf(receipt, NO_FACTS).at(-1);
  expect(todo({ ...RECEIPT, rereading })).toMatch(
    /^Do: .*fix why it could not be read again \(columns\.none-mapped\), then .*reread d1[.;]/,
  );
  expect(todo({ ...RECEIPT, rereading: { ...rereading, error: null } })).not.toContain('reread');
});
