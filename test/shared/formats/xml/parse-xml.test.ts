import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import { parseXml } from '../../../../shared/formats/xml/parse-xml.ts';

const parse = (text: string) => parseXml(text, new Set(['adp']));

describe('XML', () => {
  it('becomes elements with attributes and text', () => {
    const root = parse(
      '\ufeff<?xml version="1.0"?>\n<!-- a > b -->\n<r:rdml xmlns:r="x" version=\'1.2\'><s id="a &amp; b"> one &lt; two<![CDATA[ <3]]> </s><s/></r:rdml>\n',
    );
    expect(root).toMatchObject({ name: 'rdml', attributes: { version: '1.2' } });
    expect(root.children).toMatchObject([
      { name: 's', attributes: { id: 'a & b' }, text: 'one < two <3' },
      { name: 's', text: '' },
    ]);
  });

  it('keeps no more of some elements than their number', () => {
    const root = parse('<data><cq>1</cq><adp><cyc>1</cyc></adp><adp/></data>');
    expect(root.children.map(({ name }) => name)).toEqual(['cq']);
    expect(root.left).toEqual({ adp: 2 });
  });

  it('knows characters by number, and leaves what is no entity', () => {
    expect(parse('<a>&#956;&#x3bc;&nbsp;&#99999999;&amp</a>').text).toBe('μμ&nbsp;&#99999999;&amp');
  });

  it.each([
    ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 1],
    ['the end of another element', '<a>\n<b></a>', 2],
    ['an end too much', '<a></a></a>', 1],
    ['no end', '<a>\n<b>', 2],
    ['an end within a tag', '<a>\n<b id="x', 2],
    ['two roots', '<a/><b/>', 1],
    ['nothing', '', 1],
    ['too deep a nest', '<a>'.repeat(200), 1],
  ])('is refused with %s, by line', (_, text, line) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'xml.malformed', place: { line } }));
  });

  it('is read or refused, whatever the text, in a time that grows with it alone', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '/',
      '<a',
      '<a>',
      '</a>',
      '<b id="',
      '"',
      "'",
      '=',
      ' ',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
      '&lt;',
      '&#',
      'x',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        try {
          expect(parse(pieces.join('')).name).not.toBe('');
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      }),
      { seed: 2, numRuns: 2000 },
    );
    expect(() => parse(`<a ${'b="c" '.repeat(100_000)}`)).toThrow(Refusal);
    expect(() => parse(`<a>${'<!-- '.repeat(100_000)}`)).toThrow(Refusal);
  });
});
