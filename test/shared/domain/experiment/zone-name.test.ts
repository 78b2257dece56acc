import { describe, expect, it } from 'vitest';
import { isZoneKnown, zoneProblem } from '../../../../shared/domain/experiment/zone-name.ts';

describe('the name of a zone', () => {
  it.each([
    'UTC',
    'Europe/Berlin',
    'America/Argentina/Buenos_Aires',
    'Asia/Calcutta',
    'US/Eastern',
    'Antarctica/Troll',
    '+05:30',
    '-07:00',
    '+00:00',
    '+14:00',
  ])('may be %s', (zone) => {
    expect(zoneProblem(zone)).toBeNull();
  });

  it.each([
    ['Etc/GMT-5', 'Etc/GMT-5 is +05:00, write "+05:00", or "-05:00" if that is meant'],
    ['Etc/GMT+5', 'Etc/GMT+5 is -05:00, write "-05:00", or "+05:00" if that is meant'],
    ['Etc/GMT-14', 'write "+14:00"'],
    ['Etc/UTC', 'write "UTC"'],
    ['Etc/GMT', 'write "UTC"'],
    ['GMT', 'write "UTC"'],
    ['GMT0', 'write "UTC"'],
    ['utc', 'write "UTC"'],
    ['Z', 'write "UTC"'],
    ['Zulu', 'write "UTC"'],
    ['GMT+5', 'write "+05:00"'],
    ['GMT-05:00', 'write "-05:00"'],
    ['UTC+5', 'write "+05:00"'],
    ['UTC+05:30', 'write "+05:30"'],
    ['GMT+0530', 'write "+05:30"'],
    ['+05', 'write "+05:00"'],
    ['+0530', 'write "+05:30"'],
    ['-7:00', 'write "-07:00"'],
    ['BST', '"Europe/London", "+01:00" or "Asia/Dhaka"'],
    ['IST', '"Asia/Kolkata", "Europe/Dublin" or "Asia/Jerusalem"'],
    ['AST', '"America/Halifax", "-04:00" or "+03:00"'],
    ['CST', '"America/Chicago", "-06:00" or "Asia/Shanghai"'],
    ['EST', '"America/New_York" or "-05:00"'],
    ['ECT', '"America/Guayaquil", "Europe/Paris" or "-05:00"'],
    ['NST', '"America/St_Johns", "-03:30" or "Pacific/Auckland"'],
    ['est', '"America/New_York" or "-05:00"'],
    ['CET', '"Europe/Paris" or "+01:00"'],
    ['CEST', '"Europe/Paris" or "+02:00"'],
    ['EST5EDT', 'write "America/New_York"'],
    ['Japan', 'write "Asia/Tokyo"'],
    ['NZ-CHAT', 'write "Pacific/Chatham"'],
    ['Europe/Berlln', 'did you mean "Europe/Berlin"?'],
    ['here', 'name one such as Europe/Berlin, UTC or "+01:00"'],
    ['+24:00', 'expected a zone as Area/City'],
  ])('is not %s, and the advice is %s', (zone, advice) => {
    expect(zoneProblem(zone)).toContain(
      `expected a zone as Area/City, UTC or an offset such as +05:30, got "${zone}"`,
    );
    expect(zoneProblem(zone)).toContain(advice);
  });

  it('is none of the short names that the runtime takes for some zone', () => {
    const short =
      'ACT AET AGT ART AST BET BST CAT CET CNT CST CTT EAT ECT EET EST HST IET IST JST MET MIT MST NET NST PLT PNT PRT PST SST VST WET CST6CDT EST5EDT MST7MDT PST8PDT Cuba Egypt Eire GB Iran Israel Navajo PRC ROC ROK Turkey UCT W-SU';
    const taken = short.split(' ').filter((zone) => isZoneKnown(zone) && zoneProblem(zone) === null);
    expect(taken).toEqual([]);
  });
});
