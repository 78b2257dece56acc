import { describe, expect, it } from 'vitest';
import {
  zoneContradiction,
  zoneOfColumn,
  zoneOfPreamble,
} from '../../../../shared/domain/experiment/stated-zone.ts';

describe('the zone that a file states', () => {
  it.each([
    ['Date Time, GMT-05:00', 'GMT-05:00', -300],
    ['Date Time, GMT +05:30', 'GMT +05:30', 330],
    ['Time (UTC+2)', 'UTC+2', 120],
    ['Time (UTC+0200)', 'UTC+0200', 120],
    ['Timestamp [UTC]', 'UTC', 0],
    ['Controller_Time_GMT', 'GMT', 0],
    ['time_utc', 'utc', 0],
    ['Time (UTC−3)', 'UTC−3', -180],
    ['Time [+01:00]', '+01:00', 60],
    ['Time -07:00', '-07:00', -420],
    ['Time (Z)', 'Z', 0],
    ['Time (+0530)', '+0530', 330],
    ['Time -0700', '-0700', -420],
    ['Time_PDT', 'PDT', -420],
    ['Time (CET)', 'CET', 60],
    ['time_cest', 'cest', 120],
    ['Zeit, EET', 'EET', 120],
    ['Time [AEST]', 'AEST', 600],
  ])('stands in the column %s', (name, text, minutes) => {
    expect(zoneOfColumn(name)).toEqual({ text, minutes: [minutes], isCity: false });
  });

  it.each([
    ['Time (EST)', [-300, 600]],
    ['Time IST', [60, 120, 330]],
    ['Date-Time (BST)', [60, 360, 660]],
  ])('may be several in the column %s', (name, minutes) => {
    expect(zoneOfColumn(name)).toMatchObject({ minutes, isCity: false });
  });

  it('may be a city', () => {
    const berlin = { text: 'Europe/Berlin', isCity: true };
    expect(zoneOfColumn('Time (Europe/Berlin)')).toMatchObject(berlin);
    expect(zoneOfPreamble('# Time zone: Europe/Berlin')).toMatchObject(berlin);
    expect(zoneOfPreamble('# tz=Europe/Berlin')).toMatchObject(berlin);
    expect(zoneOfColumn('Time (Start/Stop)')).toBeNull();
  });

  it.each(['TIME_EST', 'time est', 'Zeit_IST', 'MET', 'time (met)', 'Time (WEST)', 'CETUS time', 'Past'])(
    'is not named in the column %s',
    (name) => {
      expect(zoneOfColumn(name)).toBeNull();
    },
  );

  it.each(['time', 'Date/Time', 'gmtime', 'Time 10:30', 'Time (UTC+25)', 'T-07', 'outcome', 'Time (local)'])(
    'does not stand in the column %s',
    (name) => {
      expect(zoneOfColumn(name)).toBeNull();
    },
  );

  it.each([
    ['# Time zone: GMT-05:00', -300],
    ['Timezone,UTC+2', 120],
    ['TZ: +05:30', 330],
    ['UTC offset: -5', -300],
    ['UTC Offset (hours),+5:30', 330],
    ['GMT offset = 2 h', 120],
    ['# all times UTC', 0],
    ['Times are in GMT+1', 60],
    ['Timezone: CET', 60],
    ['# timestamps: UTC+2', 120],
    ['All time stamps are local time (UTC+2)', 120],
    ['# clock offset: UTC+01:00', 60],
    ['Recorded in UTC-3', -180],
    ['All times in CEST', 120],
  ])('stands above the header: %s', (line, minutes) => {
    expect(zoneOfPreamble(line)?.minutes).toEqual([minutes]);
  });

  it.each([
    'Plot Title: incubator 3',
    'Exported 2026-03-01 12:00 UTC',
    'Exported 2026-03-01 12:00 CET',
    'Operator: J. EST, lab 3',
    'Recorded 2026-03-01 12:00 UTC',
    'Export time: 2026-03-01 12:00:00 GMT+02:00',
    'Time zone: local',
    'Sample times: 3 per minute, downloaded 12:00 UTC',
    'Offset: -0.3 Cel',
  ])('does not stand above the header: %s', (line) => {
    expect(zoneOfPreamble(line)).toBeNull();
  });

  const held = (zone: string | undefined, text: string, formats: string[] = ['M/d/yyyy H:mm']) => {
    const stated = zoneOfColumn(text);
    if (stated === null) throw new Error(`${text} states no zone`);
    return zoneContradiction({ formats, ...(zone === undefined ? {} : { zone }) }, stated);
  };

  it.each([
    ['Europe/Paris', 'Time (UTC+2)'],
    ['Europe/Paris', 'Time (UTC+1)'],
    ['Europe/London', 'Time GMT'],
    ['UTC', 'Time GMT'],
    ['UTC', 'Time (UTC+00:00)'],
    ['-05:00', 'Date Time, GMT-05:00'],
    ['America/New_York', 'Date Time, GMT-04:00'],
    ['Asia/Kolkata', 'Time (UTC+5:30)'],
    ['Europe/Berlin', 'Time (CET)'],
    ['Europe/Berlin', 'Time (CEST)'],
    ['+01:00', 'Time (CET)'],
    ['America/New_York', 'Time (EST)'],
    ['Australia/Sydney', 'Time (EST)'],
    ['Asia/Dhaka', 'Time (BST)'],
    ['Europe/Berlin', 'Time (Europe/Paris)'],
    ['Asia/Calcutta', 'Time (Asia/Kolkata)'],
    // A logger that does not change its clock with the season.
    ['+01:00', 'Time (Europe/Paris)'],
  ])('agrees with %s: %s', (zone, text) => {
    expect(held(zone, text)).toBeNull();
  });

  it.each([
    ['+05:00', 'Date Time, GMT-05:00', 'zone: "-05:00"'],
    ['Etc/GMT-5', 'Date Time, GMT-05:00', 'zone: "-05:00"'],
    ['UTC', 'Time (UTC+2)', 'zone: "+02:00"'],
    ['Europe/Berlin', 'Timestamp [UTC]', 'zone: "UTC"'],
    ['Europe/Paris', 'Time (UTC+3)', 'zone: "+03:00"'],
    ['UTC', 'Time (CET)', 'zone: "+01:00", or an Area/City'],
    ['UTC', 'Time (EST)', 'the zone that is meant'],
    ['Europe/London', 'Time (CEST)', 'zone: "+02:00"'],
    ['UTC', 'Time (Europe/Berlin)', 'zone: "Europe/Berlin"'],
    ['UTC', 'Time (Europe/London)', 'zone: "Europe/London"'],
    ['+03:00', 'Time (Europe/Paris)', 'zone: "Europe/Paris"'],
  ])('contradicts %s: %s', (zone, text, advice) => {
    expect(held(zone, text)).toContain(`the source reads its times in the zone ${zone}`);
    expect(held(zone, text)).toContain(advice);
  });

  it('tells what the short name may mean', () => {
    expect(held('UTC', 'Time (EST)')).toMatch(
      /^says EST \(UTC-05:00 or UTC\+10:00\), the source reads its times in the zone UTC, which is never UTC-05:00 or UTC\+10:00:/,
    );
    expect(held('UTC', 'Time (Europe/London)')).toMatch(
      /^says Europe\/London, the source reads its times in the zone UTC, whose offset differs at some times:/,
    );
  });

  it('contradicts nothing where the source names no zone, or reads counts', () => {
    expect(held(undefined, 'Time (UTC+2)', ['ISO8601'])).toBeNull();
    expect(held('UTC', 'Time (UTC+2)', ['epoch-s'])).toBeNull();
  });
});
