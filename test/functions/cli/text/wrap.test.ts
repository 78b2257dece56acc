import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lengthOf, wrapText } from '../../../../functions/cli/text/wrap.ts';

describe('a text within a width', () => {
  it('breaks between words; continued lines hang', () => {
    const text = '  In: all 600 samples are new\nWorse: CO2 of FU1 is 0 % since 19 Nov 12:48 UTC\n';
    expect(wrapText(text, 24).split('\n')).toEqual([
      '  In: all 600 samples',
      '    are new',
      'Worse: CO2 of FU1 is 0 %',
      '  since 19 Nov 12:48 UTC',
      '',
    ]);
  });

  it('leaves lines that fit, and every line where there is no width', () => {
    const text = '  API    http://127.0.0.1\n\n  a   b\n';
    expect(wrapText(text, 30)).toBe(text);
    expect(wrapText('x '.repeat(500), null)).toBe('x '.repeat(500));
  });

  it('breaks no word and no command', () => {
    const link = `http://127.0.0.1/${'a'.repeat(40)}`;
    expect(wrapText(`see ${link} first`, 20)).toBe(`see\n  ${link}\n  first`);
    const command = '    ./howship event add -e simulated --file a/long/path/events.csv';
    expect(wrapText(command, 20)).toBe(command);
    // What is copied is copied whole.
    const hint = '(1) nobody has confirmed the scale: ./howship pits confirm-scale pits --micrometres 0.76';
    expect(wrapText(hint, 24)).toBe(
      '(1) nobody has confirmed\n  the scale:\n  ./howship pits confirm-scale pits --micrometres 0.76',
    );
    expect(wrapText(hint, 120)).toBe(hint);
  });

  it('counts no room for colours', () => {
    expect(lengthOf('\x1b[1;31mCRITICAL\x1b[0m')).toBe(8);
  });

  it('holds the same words in the same order, no line too long', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'é', '%', '–'), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(word), fc.integer({ min: 20, max: 60 }), (words, width) => {
        const lines = wrapText(words.join(' '), width).split('\n');
        expect(lines.join(' ').split(/ +/).filter(Boolean)).toEqual(words);
        expect(lines.filter((line) => line.length > width)).toEqual([]);
      }),
      { seed: 3, numRuns: 200 },
    );
  });
});
