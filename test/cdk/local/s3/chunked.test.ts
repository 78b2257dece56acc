import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeChunked } from '../../../../cdk/local/s3/chunked.ts';
import { type ChunkSigning, signingKey } from '../../../../cdk/local/s3/signing.ts';

/** The worked example "Transferring Payload in Multiple Chunks" of the Amazon S3 API reference: 65 KiB of `a` in two chunks. */
const SIGNING: ChunkSigning = {
  key: signingKey(
    {
      region: 'us-east-1',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    },
    '20130524',
  ),
  timestamp: '20130524T000000Z',
  scope: '20130524/us-east-1/s3/aws4_request',
  seed: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
};
const FRAMED = [
  `10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n${'a'.repeat(65_536)}\r\n`,
  `400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n${'a'.repeat(1024)}\r\n`,
  '0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n',
].join('');

async function decode(
  framed: string,
  options: { signing?: ChunkSigning; announced?: string[]; cuts?: number[] } = {},
) {
  const bytes = Buffer.from(framed, 'latin1');
  const cuts = [0, ...(options.cuts ?? []).map((cut) => cut % (bytes.length + 1)), bytes.length].sort(
    (a, b) => a - b,
  );
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let i = 1; i < cuts.length; i += 1) yield bytes.subarray(cuts[i - 1], cuts[i]);
  }
  const trailers = new Map<string, string>();
  const { signing = null, announced = [] } = options;
  const got: Buffer[] = [];
  for await (const piece of decodeChunked({ source: pieces(), signing, announced, trailers }))
    got.push(piece);
  return { text: Buffer.concat(got).toString('latin1'), trailers: Object.fromEntries(trailers) };
}

describe('decodeChunked', () => {
  it('verifies the published chain of chunk signatures', async () => {
    expect((await decode(FRAMED, { signing: SIGNING })).text).toBe('a'.repeat(66_560));
  });

  it.each([
    ['a byte of the data', FRAMED.replace('aaaa', 'aaba')],
    ['a signature', FRAMED.replace('ad80c7', 'ad80c8')],
    ['the last signature', FRAMED.replace('b6c6ea', 'b6c6eb')],
    ['an unsigned chunk', FRAMED.replace(/^10000;chunk-signature=\w+/, '10000')],
  ])('refuses the published example with %s changed', async (_, framed) => {
    await expect(decode(framed, { signing: SIGNING })).rejects.toMatchObject({
      code: 'SignatureDoesNotMatch',
    });
  });

  it('gives the same bytes wherever the wire cuts them', async () => {
    const chunk = fc.string({ unit: 'binary-ascii', maxLength: 60 });
    const property = fc.asyncProperty(
      fc.array(chunk, { maxLength: 4 }),
      chunk,
      fc.array(fc.nat(40_000), { maxLength: 12 }),
      async (starts, last, cuts) => {
        const chunks = [...starts.map((start) => start + 'x'.repeat(8192)), ...(last === '' ? [] : [last])];
        const framed = chunks.map((data) => `${data.length.toString(16)}\r\n${data}\r\n`).join('');
        const announced = ['x-amz-checksum-crc32'];
        const end = '0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n';
        const decoded = await decode(framed + end, { announced, cuts });
        expect(decoded).toEqual({ text: chunks.join(''), trailers: { 'x-amz-checksum-crc32': 'NhCmhg==' } });
      },
    );
    await fc.assert(property, { seed: 3, numRuns: 200 });
  });

  const sum = ['x-amz-checksum-crc32'];
  it.each<[string, string, string[], string]>([
    ['a body that ends early', '5\r\nhel', [], 'IncompleteBody'],
    ['a body without its last chunk', '5\r\nhello\r\n', [], 'IncompleteBody'],
    ['a chunk longer than it says', '4\r\nhello\r\n0\r\n\r\n', [], 'IncompleteBody'],
    ['a size that is none', 'five\r\nhello\r\n0\r\n\r\n', [], 'IncompleteBody'],
    ['bytes after the end', '0\r\n\r\nmore', [], 'IncompleteBody'],
    ['a line without end', `5${'x'.repeat(5000)}`, [], 'IncompleteBody'],
    ['a small chunk before the last', '5\r\nhello\r\n5\r\nworld\r\n0\r\n\r\n', [], 'InvalidChunkSizeError'],
    [
      'a trailer that was not announced',
      '0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n',
      [],
      'MalformedTrailerError',
    ],
    ['a trailer that did not come', '0\r\n\r\n', sum, 'MalformedTrailerError'],
    ['a trailer that is no header', '0\r\nnonsense\r\n\r\n', sum, 'MalformedTrailerError'],
  ])('refuses %s', async (_, framed, announced, code) => {
    await expect(decode(framed, { announced })).rejects.toMatchObject({ code });
  });
});
