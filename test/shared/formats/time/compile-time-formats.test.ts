import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import type { Ambiguous } from '../../../../shared/domain/survey/fold-corrections.ts';
import { compileTimeFormats } from '../../../../shared/formats/time/compile-time-formats.ts';

/** Reads the text from the middle of other bytes: digits beside it must not leak in. */
function read(
  text: string,
  formats: readonly string[],
  zone: string | null = 'UTC',
  ambiguous: Ambiguous = 'REJECT',
) {
  const bytes = new TextEncoder().encode(`9${text}9`);
  const reader = compileTimeFormats(formats, zone, ambiguous);
  const at = reader.read(bytes, 1, bytes.length - 1);
  return at < 0 ? reader.explain(bytes, 1, bytes.length - 1).code : at;
}

function utc(iso: string, micros = 0): number {
  return Date.parse(iso) * 1000 + micros;
}

/** What the reader notes of the texts beside their times. */
function noteOf(texts: readonly string[], format: string) {
  const reader = compileTimeFormats([format], 'UTC', 'REJECT');
  const misfits = texts.map((text) => {
    const bytes = new TextEncoder().encode(text);
    return (
      reader.read(bytes, 0, bytes.length) < 0 && reader.explain(bytes, 0, bytes.length).isMisfit === true
    );
  });
  const hours = Array.from({ length: 24 }, (_, hour) => hour).filter(
    (hour) => reader.hoursShown() & (1 << hour),
  );
  return { misfits, hours };
}

describe('what a text shows beside its time', () => {
  it('is a misfit where it has the form of a time and a field that no time has', () => {
    const texts = ['13/1/2026 5:00', '1/32/2026 5:00', '1/1/2026 25:00', '1/1/2026 5:60'];
    expect(noteOf(texts, 'M/d/yyyy H:mm').misfits).toEqual([true, true, true, true]);
    const iso = ['2026-13-01T05:00Z', '2026-01-32T05:00Z', '2026-01-01T25:00Z', '2026-01-01T05:60Z'];
    expect(noteOf([...iso, '2026-01-01T05:00:61Z'], 'ISO8601').misfits).toEqual(Array(5).fill(true));
    expect(noteOf(['2026-367 05:00'], 'yyyy-DDD HH:mm').misfits).toEqual([true]);
  });

  it('is no proof where a clock may write it, or where the form is another one', () => {
    const texts = [
      '0/0/2026 5:00',
      '2/30/2026 5:00',
      '1/1/2026 24:00',
      '1/1/2026',
      '1/1/26 5:00',
      '1/1/1960 5:00',
    ];
    expect(noteOf(texts, 'M/d/yyyy H:mm').misfits).toEqual(Array(6).fill(false));
    expect(noteOf(['2026-06-30T23:59:60Z', '2026-02-29T05:00Z'], 'ISO8601').misfits).toEqual([false, false]);
  });

  it('is the hour of its wall clock, in its own offset', () => {
    expect(noteOf(['1/1/2026 1:00', '1/1/2026 12:00'], 'M/d/yyyy H:mm').hours).toEqual([1, 12]);
    expect(noteOf(['2026-01-01T02:00+05:00', '2026-01-01T03:00'], 'ISO8601').hours).toEqual([2, 3]);
    expect(noteOf(['1772323200'], 'epoch-s').hours).toEqual([]);
    // Where AM and PM stand, all hours may come.
    expect(noteOf(['1/1/2026 1:00 PM'], 'M/d/yyyy h:mm a').hours).toContain(0);
  });
});

function refusalOf(formats: readonly string[], zone: string | null = 'UTC'): Refusal {
  try {
    compileTimeFormats(formats, zone, 'REJECT');
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error(`${formats.join()} was expected to be refused`);
}

describe('patterns', () => {
  it.each([
    ['9/20/2014 3:59', 'M/d/yyyy H:mm', utc('2014-09-20T03:59Z')],
    ['12/06/2017 15:06', 'M/d/yyyy H:mm', utc('2017-12-06T15:06Z')],
    ['9/21/14', 'M/d/yy', utc('2014-09-21T00:00Z')],
    ['69-12-31', 'yy-MM-dd', utc('2069-12-31T00:00Z')],
    ['70-01-01', 'yy-MM-dd', 0],
    ['2016:366:23:59:59.999', 'yyyy:DDD:HH:mm:ss.SSS', utc('2016-12-31T23:59:59.999Z')],
    ['2016-060T00:00:00', "yyyy-DDD'T'HH:mm:ss", utc('2016-02-29T00:00Z')],
    ['01.03.2026 12:00 AM', 'dd.MM.yyyy hh:mm a', utc('2026-03-01T00:00Z')],
    ['01.03.2026 12:30 pm', 'dd.MM.yyyy h:mm a', utc('2026-03-01T12:30Z')],
    ['20260301060000', 'yyyyMMddHHmmss', utc('2026-03-01T06:00Z')],
    ['2026-03-01 06:00:00.5', 'yyyy-MM-dd HH:mm:ss.S', utc('2026-03-01T06:00:00.5Z')],
    ['2026-03-01 06:00:00.25', 'yyyy-MM-dd HH:mm:ss.S', utc('2026-03-01T06:00:00.25Z')],
    ['2026-03-01 06:00:00.1234569999999', 'yyyy-MM-dd HH:mm:ss.S', utc('2026-03-01T06:00:00Z', 123456)],
    ['2026-03-01 06:00:00.123456789', 'yyyy-MM-dd HH:mm:ss.SSSSSSSSS', utc('2026-03-01T06:00:00Z', 123456)],
    ["2026'03 01 um 7", "yyyy''MM dd 'um' H", utc('2026-03-01T07:00Z')],
    ['2026年3月1日', 'yyyy年M月d日', utc('2026-03-01T00:00Z')],
    ['2000-02-29', 'yyyy-MM-dd', utc('2000-02-29T00:00Z')],
    ['2026/3/1 9:5:0', 'yyyy/M/d H:m:s', utc('2026-03-01T09:05Z')],
    ['01-Mar-2026 09:05:00', 'dd-MMM-yyyy HH:mm:ss', utc('2026-03-01T09:05Z')],
    ['1-MAY-26 9:05', 'd-MMM-yy H:mm', utc('2026-05-01T09:05Z')],
    ['September 3, 2026 6:00 am', 'MMMM d, yyyy h:mm a', utc('2026-09-03T06:00Z')],
    ['sep 3, 2026 6:00 am', 'MMMM d, yyyy h:mm a', utc('2026-09-03T06:00Z')],
    ['2026 60 905', 'yyyy D Hmm', utc('2026-03-01T09:05Z')],
    ['2026 9 5', 'yyyy D Hmm', utc('2026-01-09T00:05Z')],
    ['2026 365 2355', 'yyyy D Hmm', utc('2026-12-31T23:55Z')],
    ['2026 365 2355 7', 'yyyy D Hmm s', utc('2026-12-31T23:55:07Z')],
    ['202603010905', 'yyyyMMddHHmm', utc('2026-03-01T09:05Z')],
    ['2026-03-01 09:05:00 UTC', "yyyy-MM-dd HH:mm:ss 'UTC'", utc('2026-03-01T09:05Z')],
    ['01/Mar/2026:09:05:00 +0100', 'dd/MMM/yyyy:HH:mm:ss X', utc('2026-03-01T08:05Z')],
    ['3/1/2026 9:05-07:30', 'M/d/yyyy H:mmX', utc('2026-03-01T16:35Z')],
    ['3/1/2026 9:05Z', 'M/d/yyyy H:mmX', utc('2026-03-01T09:05Z')],
    ['3/1/2026 9:05 gmt', 'M/d/yyyy H:mmX', utc('2026-03-01T09:05Z')],
    ['2100-12-31 23:59', 'yyyy-MM-dd HH:mm', utc('2100-12-31T23:59Z')],
  ])('%s as %s', (text, format, expected) => {
    expect(read(text, [format])).toBe(expected);
  });

  it.each([
    ['2/30/2014', 'M/d/yyyy'],
    ['2/29/2100', 'M/d/yyyy'],
    ['13/1/2014', 'M/d/yyyy'],
    ['0/1/2014', 'M/d/yyyy'],
    ['1/0/2014', 'M/d/yyyy'],
    ['1/1/14', 'M/d/yyyy'],
    ['1/1/20145', 'M/d/yyyy'],
    ['1/1/2014 ', 'M/d/yyyy'],
    ['', 'M/d/yyyy'],
    ['1/1/201', 'M/d/yyyy'],
    ['111/1/2014', 'M/d/yyyy'],
    ['1/1/2014 24:00', 'M/d/yyyy H:mm'],
    ['1/1/2014 23:60', 'M/d/yyyy H:mm'],
    ['1/1/2014 3:5', 'M/d/yyyy H:mm'],
    ['1-Mai-2026', 'd-MMM-yyyy'],
    ['1-Marc-2026', 'd-MMMM-yyyy'],
    ['1-Ma-2026', 'd-MMM-yyyy'],
    ['1-March-2026', 'd-MMM-yyyy'],
    ['1--2026', 'd-MMMM-yyyy'],
    ['2026 60 2400', 'yyyy D Hmm'],
    ['2026 60 65', 'yyyy D Hmm'],
    ['2026 60 10905', 'yyyy D Hmm'],
    ['3/1/2026 9:05+1', 'M/d/yyyy H:mmX'],
    ['3/1/2026 9:05', 'M/d/yyyy H:mmX'],
    ['3/1/2026 9:05ZZ', 'M/d/yyyy H:mmX'],
    ['3/1/2026 9:05+24', 'M/d/yyyy H:mmX'],
    ['2016-12-31 23:59:60', 'yyyy-MM-dd HH:mm:ss'],
    ['2015:366', 'yyyy:DDD'],
    ['2015:000', 'yyyy:DDD'],
    ['1/1/2014 0:30 AM', 'M/d/yyyy h:mm a'],
    ['1/1/2014 13:30 PM', 'M/d/yyyy h:mm a'],
    ['1/1/2014 1:30 XM', 'M/d/yyyy h:mm a'],
    ['1/1/2014 1:30 A', 'M/d/yyyy h:mm a'],
    ['1/1/2014 -3:30', 'M/d/yyyy H:mm'],
    ['2026-03-01 06:00:00.12', 'yyyy-MM-dd HH:mm:ss.SSS'],
    ['2026-03-01 06:00:00.', 'yyyy-MM-dd HH:mm:ss.S'],
  ])('%s as %s is unreadable', (text, format) => {
    expect(read(text, [format])).toBe('time.unreadable');
  });

  it.each([
    ['12/31/1969', 'M/d/yyyy', 'UTC'],
    ['1/1/2101', 'M/d/yyyy', 'UTC'],
    ['1/1/0001', 'M/d/yyyy', 'UTC'],
    ['1/1/9999', 'M/d/yyyy', 'UTC'],
    ['1/1/1970 0:30', 'M/d/yyyy H:mm', 'Europe/Berlin'],
  ])('%s as %s in %s is out of range', (text, format, zone) => {
    expect(read(text, [format], zone)).toBe('time.out-of-range');
  });

  it('take a local time across the border of the range by its instant', () => {
    expect(read('1969-12-31 19:30', ['yyyy-MM-dd HH:mm'], 'America/New_York')).toBe(30 * 60 * 1e6);
    expect(read('2101-01-01 00:30', ['yyyy-MM-dd HH:mm'], 'Europe/Berlin')).toBe(utc('2100-12-31T23:30Z'));
  });
});

describe('ISO 8601', () => {
  it.each([
    ['2026-03-01T06:00Z', utc('2026-03-01T06:00Z')],
    ['2026-03-01t06:00:07z', utc('2026-03-01T06:00:07Z')],
    ['2026-03-01 06:00:00.1234567+02:00', utc('2026-03-01T04:00:00Z', 123456)],
    ['2026-03-01T06:00:00,5-0330', utc('2026-03-01T09:30:00Z', 500000)],
    ['2026-03-01T06:00+14', utc('2026-02-28T16:00Z')],
    ['2026-03-01T06:00-00:00', utc('2026-03-01T06:00Z')],
    ['2026-03-01 06:00:00 UTC', utc('2026-03-01T06:00Z')],
    ['2026-03-01 06:00:00.25UTC', utc('2026-03-01T06:00:00.25Z')],
    ['2026-03-01 06:00 GMT', utc('2026-03-01T06:00Z')],
    ['2026-03-01 06:00:00 +0100', utc('2026-03-01T05:00Z')],
    ['20260301T0600Z', utc('2026-03-01T06:00Z')],
    ['20260301t060007.5-01:30', utc('2026-03-01T07:30:07.5Z')],
  ])('%s', (text, expected) => {
    expect(read(text, ['ISO8601'], null)).toBe(expected);
    expect(read(text, ['ISO8601'], 'Asia/Tokyo')).toBe(expected);
  });

  it('reads a text without offset in the zone, and not at all where none is given', () => {
    expect(read('2026-03-01T06:00', ['ISO8601'], 'Asia/Tokyo')).toBe(utc('2026-02-28T21:00Z'));
    expect(read('2026-03-01T06:00', ['ISO8601'], null)).toBe('time.offset-missing');
  });

  it.each([
    '2026-03-01',
    '2026-3-1T06:00Z',
    '2026-03-01T6:00Z',
    '2026-02-30T06:00Z',
    '2026-03-01T24:00Z',
    '2026-03-01T06:60Z',
    '2026-03-01T06:00:60Z',
    '2026-03-01T06:00:',
    '2026-03-01T06:00:0',
    '2026-03-01T06:00:7Z',
    '2026-03-01T06:00:00.Z',
    '2026-03-01T06:00.5Z',
    '2026-03-01T06:00ZZ',
    '2026-03-01T06:00+',
    '2026-03-01T06:00+1',
    '2026-03-01T06:00+24:00',
    '2026-03-01T06:00+01:60',
    '2026-03-01T06:00+01-00',
    '2026-03-01T06:00+010',
    '2026-03-01T06:00 ',
    '2026-03-01T06:00  Z',
    '2026-03-01T06:00 UTD',
    '2026-03-01T06:00 CET',
    '20260301 0600Z',
    '20260301T06Z',
    '20260301T06000Z',
    '20260301T060060Z',
    '20260301T06:00Z',
    '2026/03/01T06:00Z',
    '2026-03-01X06:00Z',
    '2o26-03-01T06:00Z',
  ])('%s is unreadable', (text) => {
    expect(read(text, ['ISO8601'], 'UTC')).toBe('time.unreadable');
  });

  it('before 1970 and after 2100 is out of range, by the instant', () => {
    expect(read('1970-01-01T00:30+01:00', ['ISO8601'])).toBe('time.out-of-range');
    expect(read('1969-12-31T23:59:59.999999Z', ['ISO8601'])).toBe('time.out-of-range');
    expect(read('2101-01-01T00:00Z', ['ISO8601'])).toBe('time.out-of-range');
    expect(read('2101-01-01T00:30+01:00', ['ISO8601'])).toBe(utc('2100-12-31T23:30Z'));
  });

  it('gives back every microsecond of 1970 to 2100 at any offset', () => {
    const micros = fc.integer({ min: 0, max: 4_133_980_799_999_999 });
    fc.assert(
      fc.property(micros, fc.integer({ min: -839, max: 839 }), (at, minutes) => {
        const shifted = at + minutes * 60e6;
        const fraction = String(((shifted % 1e6) + 1e6) % 1e6).padStart(6, '0');
        const iso = new Date(Math.floor(shifted / 1e6) * 1000).toISOString().slice(0, 19);
        const hours = String(Math.floor(Math.abs(minutes) / 60)).padStart(2, '0');
        const rest = String(Math.abs(minutes) % 60).padStart(2, '0');
        return read(`${iso}.${fraction}${minutes < 0 ? '-' : '+'}${hours}:${rest}`, ['ISO8601'], null) === at;
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});

describe('epoch counts', () => {
  it.each([
    ['0', 'epoch-s', 0],
    ['1700000000', 'epoch-s', 1_700_000_000e6],
    ['1700000000.1234569', 'epoch-s', 1_700_000_000_123_456],
    ['1700000000123.5', 'epoch-ms', 1_700_000_000_123_500],
    ['1700000000123456.9', 'epoch-us', 1_700_000_000_123_456],
    ['1682912554273107499', 'epoch-ns', 1_682_912_554_273_107],
    ['999', 'epoch-ns', 0],
    ['1682912554273107499.75', 'epoch-ns', 1_682_912_554_273_107],
    ['-0', 'epoch-s', 0],
    ['00000000000000000000000001', 'epoch-s', 1_000_000],
  ])('%s as %s', (text, format, expected) => {
    expect(read(text, [format], null)).toBe(expected);
  });

  it.each(['', '-', '.5', '5.', '1e9', '+5', '1 000', '0x10', '1.2.3', '--1'])('%s is unreadable', (text) => {
    expect(read(text, ['epoch-s'])).toBe('time.unreadable');
  });

  it.each([
    ['-1', 'epoch-s'],
    ['4133980800', 'epoch-s'],
    ['1700000000000', 'epoch-s'],
    ['99999999999999999999999999999999999999', 'epoch-ns'],
  ])('%s as %s is out of range', (text, format) => {
    expect(read(text, [format])).toBe('time.out-of-range');
  });
});

describe('days of a spreadsheet', () => {
  it.each([
    ['46082.3784722222', utc('2026-03-01T09:05Z')],
    ['46082.378472', utc('2026-03-01T09:04:59.981Z')],
    ['46082', utc('2026-03-01T00:00Z')],
    ['46082.99999999', utc('2026-03-01T23:59:59.999Z')],
    ['46082.999999999', utc('2026-03-02T00:00Z')],
    ['25569', 0],
  ])('%s', (text, expected) => {
    expect(read(text, ['excel-days'])).toBe(expected);
  });

  it('are of the wall clock in the zone', () => {
    expect(read('46082.3784722222', ['excel-days'], 'Europe/Berlin')).toBe(utc('2026-03-01T08:05Z'));
    expect(read('46110.0833333333', ['excel-days'], 'Europe/Berlin')).toBe('time.nonexistent');
    expect(noteOf(['46082.3784722222'], 'excel-days').hours).toEqual([9]);
    expect(refusalOf(['excel-days'], null).code).toBe('time.zone-missing');
  });

  it.each(['', '.5', '46082.', '46082,5', '4.6E4', '-46082', '46082 '])('%s is unreadable', (text) => {
    expect(read(text, ['excel-days'])).toBe('time.unreadable');
  });

  it.each(['25568', '73416', '99999999999999999999'])('%s is out of range', (text) => {
    expect(read(text, ['excel-days'])).toBe('time.out-of-range');
  });
});

describe('zones', () => {
  const format = ['yyyy-MM-dd HH:mm'];

  it('carry a clock through winter and summer', () => {
    expect(read('2024-01-15 12:00', format, 'Europe/Berlin')).toBe(utc('2024-01-15T11:00Z'));
    expect(read('2024-07-15 12:00', format, 'Europe/Berlin')).toBe(utc('2024-07-15T10:00Z'));
    expect(read('2024-07-15 12:00', format, 'Asia/Kathmandu')).toBe(utc('2024-07-15T06:15Z'));
    expect(read('2024-01-01 00:10', format, 'Australia/Lord_Howe')).toBe(utc('2023-12-31T13:10Z'));
  });

  it('refuse what the clock skipped', () => {
    expect(read('2024-03-31 01:59', format, 'Europe/Berlin')).toBe(utc('2024-03-31T00:59Z'));
    expect(read('2024-03-31 02:00', format, 'Europe/Berlin')).toBe('time.nonexistent');
    expect(read('2024-03-31 02:59', format, 'Europe/Berlin')).toBe('time.nonexistent');
    expect(read('2024-03-31 03:00', format, 'Europe/Berlin')).toBe(utc('2024-03-31T01:00Z'));
    expect(read('2011-12-30 12:00', format, 'Pacific/Apia')).toBe('time.nonexistent');
  });

  it('read what the clock showed twice as the source says', () => {
    const twice = '2024-10-27 02:30';
    expect(read(twice, format, 'Europe/Berlin')).toBe('time.ambiguous');
    expect(read(twice, format, 'Europe/Berlin', 'EARLIER')).toBe(utc('2024-10-27T00:30Z'));
    expect(read(twice, format, 'Europe/Berlin', 'LATER')).toBe(utc('2024-10-27T01:30Z'));
    expect(read('2024-10-27 01:59', format, 'Europe/Berlin')).toBe(utc('2024-10-26T23:59Z'));
    expect(read('2024-10-27 03:00', format, 'Europe/Berlin')).toBe(utc('2024-10-27T02:00Z'));
  });

  it('give back any instant from its local text, whatever was read before (as Intl writes it)', () => {
    const zones = [
      'Europe/Berlin',
      'America/New_York',
      'Africa/Casablanca',
      'Australia/Lord_Howe',
      'America/Caracas',
    ];
    for (const zone of zones) {
      const reader = { earlier: compileTimeFormats(['yyyy-MM-dd HH:mm:ss'], zone, 'EARLIER') };
      const later = compileTimeFormats(['yyyy-MM-dd HH:mm:ss'], zone, 'LATER');
      const writer = new Intl.DateTimeFormat('sv-SE', {
        timeZone: zone,
        dateStyle: 'short',
        timeStyle: 'medium',
      });
      fc.assert(
        fc.property(fc.integer({ min: 86_400, max: 2_000_000_000 }), (second) => {
          const bytes = new TextEncoder().encode(writer.format(second * 1000));
          const found = [reader.earlier, later].map((r) => r.read(bytes, 0, bytes.length) / 1e6);
          return found.includes(second) && found[0]! <= found[1]!;
        }),
        { seed: 2, numRuns: 300 },
      );
    }
  });
});

describe('several formats', () => {
  it('are tried in order', () => {
    const formats = ['M/d/yyyy H:mm', 'M/d/yy H:mm'];
    expect(read('4/22/2019 16:05', formats)).toBe(utc('2019-04-22T16:05Z'));
    expect(read('4/22/19 16:05', formats)).toBe(utc('2019-04-22T16:05Z'));
    expect(read('4/22/190 16:05', formats)).toBe('time.unreadable');
  });

  it('answer with what the format that recognised the text says', () => {
    expect(read('2/2/1950', ['M/d/yyyy', 'yyyy:DDD'])).toBe('time.out-of-range');
    expect(read('2026-03-01T06:00', ['epoch-s', 'ISO8601'], null)).toBe('time.offset-missing');
  });

  it.each([
    [['M/d/yyyy', 'd/M/yyyy']],
    [['M/d/yyyy H:mm', 'MM/dd/yyyy HH:mm', 'dd/MM/yyyy HH:mm']],
    [['d.M.yy', 'yy.M.d']],
    [['epoch-s', 'epoch-ms']],
    [['epoch-s', 'excel-days']],
    [['yyyy D Hmm', 'yyyy D HHmm', 'yyyy M d']],
    [['d-MMM-yy', 'yy-MMM-d']],
    [['M/d/yyyy H:m', 'd/M/yyyy H:mm']],
    [['ISO8601', "yyyyddMM'T'HHmmX"]],
    [['epoch-us', 'yyyyMMddHHmmss']],
    [['yyyyMMdd', "yyyydd'0'M"]],
  ])('%s are refused, because a text could be read in two ways', (formats) => {
    const refusal = refusalOf(formats);
    expect(refusal.code).toBe('time.formats-ambiguous');
    expect(refusal.place.field).toBe(`formats[${formats.length - 1}]`);
  });

  it.each([
    [['M/d/yyyy H:mm', 'MM/dd/yyyy HH:mm']],
    [['ISO8601', 'yyyy-MM-dd HH:mm:ss', 'yyyy-MM-dd', 'M/d/yyyy', 'd.M.yyyy']],
    [['M/d/yyyy H:mm', 'M/d/yyyy h:mm a']],
    [['M/d/yyyy H:mm', 'M/d/yyyy H:m', 'd-MMM-yyyy H:mm', 'd MMMM yyyy H:mm', 'M/d/yyyy H:mmX']],
    [['ISO8601', 'yyyyMMddHHmm', "yyyyMMdd'T'HHmmssX"]],
    [['yyyy D Hmm', 'yyyy D HHmm']],
    [['epoch-s', 'ISO8601']],
  ])('%s live together', (formats) => {
    expect(() => compileTimeFormats(formats, 'UTC', 'REJECT')).not.toThrow();
  });
});

describe('what cannot be compiled', () => {
  it.each([
    ['iso8601', /did you mean ISO8601/],
    ['epoch-sec', /did you mean epoch-s\?/],
    ['M/D/yyyy', /dayOfYear and month exclude each other \(D is the day of the year, d that of the month\)/],
    ['M/dd/DD', /DD at character 6 .* did you mean D/],
    ['M/d/YYYY', /YYYY at character 5 .* did you mean yyyy/],
    ['yyyy-MM-ddTHH:mm', /T at character 11 .*'T'/],
    ['yyyy-MM-dd H:mm XXX', /XXX is no field here: X reads an offset in any form/],
    ['yyyy-MM-dd H:mm zzz', /zzz is no field here: X reads an offset/],
    ['yyyy-MM-dd X H:mm', /the offset, stands last/],
    ["dd-MMMM'h'-yyyy", /name of the month runs into the letters/],
    ['yyyy-MMM', /the date .* is missing/],
    ['yyyy-MMM-MM-dd', /exclude each other/],
    ['yyyy D Hmmss', /runs into/],
    ["yyyy-MM-dd 'at H", /quote/],
    ['MM/dd', /year/],
    ['yyyy H:mm', /date/],
    ['yyyy-MM', /date/],
    ['yyyy-MM-dd h:mm', /h is a 12-hour clock but the pattern has no AM\/PM: add a, or use H$/],
    ['yyyy-MM-dd hh:mm', /hh is a 12-hour clock but the pattern has no AM\/PM: add a, or use HH$/],
    ['yyyy-MM-dd H:mm a', /H is a 24-hour clock, which has no AM or PM: use h, or leave out a$/],
    ['yyyy-MM-dd a', /a is AM or PM of an hour that is missing: add h, or leave out a$/],
    [
      'yyyy-MM-dd K:mm',
      /K is no field here: for a 12-hour clock use h and a \(AM\/PM\), for a 24-hour clock H$/,
    ],
    ['yyyy-MM-dd kk:mm a', /kk is no field here: for a 24-hour clock use HH$/],
    ['yyyy-MM-dd mm', /minutes without hours/],
    ['yyyy-MM-dd HH:ss', /second without minute/],
    ['yyyy-MM-dd HH:mm.SSS', /fraction without second/],
    ['yyyy-MM-dd HH HH', /hour is there twice/],
    ['yyyy-DDD-MM-dd', /exclude each other/],
    ['yyyyMd', /runs into/],
    ["yyyy/M'1'/dd", /runs into/],
    ['', /year/],
    [' d.M.yyyy', /blank/],
    ['d.M.yyyy ', /blank/],
  ])('%s is refused with the place', (format, message) => {
    const refusal = refusalOf(['ISO8601', format]);
    expect(refusal.code).toBe('time.format-invalid');
    expect(refusal.place.field).toBe('formats[1]');
    expect(refusal.message).toMatch(message);
  });

  it('a zone that nobody knows is refused with the nearest', () => {
    const refusal = refusalOf(['ISO8601'], 'Europe/Berlni');
    expect(refusal.code).toBe('time.zone-unknown');
    expect(refusal.message).toContain('did you mean Europe/Berlin?');
  });

  it('a pattern without a zone is refused, no format at all too', () => {
    expect(refusalOf(['M/d/yyyy'], null).code).toBe('time.zone-missing');
    expect(refusalOf([]).code).toBe('time.format-missing');
  });
});

it('any bytes are an instant of 1970 to 2100 or have a reason', () => {
  const reader = compileTimeFormats(
    ['ISO8601', 'M/d/yyyy H:mm', 'yyyy:DDD:HH:mm:ss.SSS', 'd-MMMM-yyyy h:mm aX', 'D yyyy Hmm'],
    'Europe/Berlin',
    'REJECT',
  );
  const character = fc.constantFrom(...'0123456789/:-+.TZ aPMry\u0000é');
  fc.assert(
    fc.property(fc.array(character, { maxLength: 30 }), (characters) => {
      const bytes = new TextEncoder().encode(characters.join(''));
      const at = reader.read(bytes, 0, bytes.length);
      if (at < 0) expect(reader.explain(bytes, 0, bytes.length).code).toMatch(/^time\./);
      else expect(at >= 0 && at < Date.UTC(2101, 0, 1) * 1000 && Number.isInteger(at)).toBe(true);
    }),
    { seed: 3, numRuns: 3000 },
  );
});

it('what a text is read as does not depend on the texts before it', () => {
  const part = fc.constantFrom('3', '31', '13', '2', '02', '');
  const text = fc
    .tuple(
      part,
      part,
      fc.constantFrom('2026', '2024', '202', '20267'),
      part,
      part,
      fc.constantFrom('', 'PM', 'x', 'Z', '+01', '+0130', ' UTC'),
    )
    .map(([month, day, year, hour, minute, end]) => `${month}/${day}/${year} ${hour}:${minute}${end}`);
  const formatsOf = [
    ['M/d/yyyy H:mm'],
    ['M/d/yyyy h:mma', 'M/d/yyyy H:mm'],
    ['M/d/yyyy H:mmX', 'M/d/yyyy H:m'],
    ['M/d/yyyy H:mX'],
  ];
  for (const formats of formatsOf) {
    const used = compileTimeFormats(formats, 'Europe/Berlin', 'REJECT');
    fc.assert(
      fc.property(text, (one) => {
        const bytes = new TextEncoder().encode(`9${one}9`);
        const fresh = compileTimeFormats(formats, 'Europe/Berlin', 'REJECT');
        const [is, was] = [used, fresh].map((reader) => reader.read(bytes, 1, bytes.length - 1));
        expect(is).toBe(was);
      }),
      { seed: 41, numRuns: 400 },
    );
  }
});

it('a date that was met in an unreadable text is not forgotten to be another one', () => {
  const reader = compileTimeFormats(['M/d/yyyy H:mm'], 'UTC', 'REJECT');
  const times = ['3/1/2026 6:05', '3/2/2026 6:05x', '3/2/2026 6:06', '3/2/2026 6:07', '3/30/2026 6:07'].map(
    (text) => {
      const bytes = new TextEncoder().encode(text);
      return reader.read(bytes, 0, bytes.length);
    },
  );
  expect(times).toEqual([
    utc('2026-03-01T06:05Z'),
    expect.toSatisfy((at) => at < 0),
    utc('2026-03-02T06:06Z'),
    utc('2026-03-02T06:07Z'),
    utc('2026-03-30T06:07Z'),
  ]);
});
