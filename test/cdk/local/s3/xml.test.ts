import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completedParts } from '../../../../cdk/local/s3/complete-document.ts';
import { element, parseXml, xmlDocument } from '../../../../cdk/local/s3/xml.ts';

const character = fc
  .oneof(
    fc.integer({ min: 0, max: 0xff }),
    fc.integer({ min: 0, max: 0xd7ff }),
    fc.integer({ min: 0xe000, max: 0x10ffff }),
  )
  .map((code) => String.fromCodePoint(code));

describe('parseXml', () => {
  it('reads back any text that element wrote', () => {
    const property = fc.property(fc.array(character), (characters) => {
      const text = characters.join('');
      expect(parseXml(xmlDocument('Key', [element('Text', text)])).children).toEqual([
        { name: 'Text', text, children: [] },
      ]);
    });
    fc.assert(property, { seed: 2, numRuns: 200 });
  });

  it.each([
    '',
    'text',
    '<a>',
    '</a>',
    '<a></b>',
    '<a/><b/>',
    '<a><b></a></b>',
    '<a>&unknown;</a>',
    '<a>&#x110000;</a>',
    '<!DOCTYPE a><a/>',
    '<a><![CDATA[x]]></a>',
    '<a><!-- x --></a>',
    '<a',
    '<a>x</a>y',
    '<a> < </a>',
  ])('refuses %j', (text) => {
    expect(() => parseXml(text)).toThrow(expect.objectContaining({ code: 'MalformedXML' }));
  });
});

describe('completedParts', () => {
  it('reads numbers, ETags with or without quotes, and checksums', () => {
    const parts = completedParts(
      `<?xml version="1.0"?>
      <CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
        <Part><ETag>&quot;ab&quot;</ETag><PartNumber>1</PartNumber></Part>
        <Part><PartNumber>10000</PartNumber><ETag>cd</ETag><ChecksumCRC32>NhCmhg==</ChecksumCRC32></Part>
      </CompleteMultipartUpload>`,
    );
    expect(parts).toEqual([
      { number: 1, etag: 'ab', checksum: null },
      { number: 10_000, etag: 'cd', checksum: { algorithm: 'crc32', value: 'NhCmhg==' } },
    ]);
  });

  it.each([
    ['<CompleteMultipartUpload></CompleteMultipartUpload>', 'MalformedXML'],
    ['<Other><Part><ETag>a</ETag><PartNumber>1</PartNumber></Part></Other>', 'MalformedXML'],
    ['<CompleteMultipartUpload><Part><ETag>a</ETag></Part></CompleteMultipartUpload>', 'MalformedXML'],
    [
      '<CompleteMultipartUpload><Part><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>',
      'MalformedXML',
    ],
    [
      '<CompleteMultipartUpload><Part><ETag>a</ETag><PartNumber>x</PartNumber></Part></CompleteMultipartUpload>',
      'MalformedXML',
    ],
    ['<CompleteMultipartUpload><Piece/></CompleteMultipartUpload>', 'MalformedXML'],
    [
      '<CompleteMultipartUpload><Part><ChecksumCRC64NVME>a</ChecksumCRC64NVME></Part></CompleteMultipartUpload>',
      'NotImplemented',
    ],
  ])('refuses %s', (text, code) => {
    expect(() => completedParts(text)).toThrow(expect.objectContaining({ code }));
  });
});
