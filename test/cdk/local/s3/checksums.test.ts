import { describe, expect, it } from 'vitest';
import { CHECKSUM_ALGORITHMS, checksumDigest, promisedChecksum } from '../../../../cdk/local/s3/checksums.ts';

describe('checksums', () => {
  // Check values of the CRC catalogue (0xCBF43926, 0xE3069283) and of FIPS 180 for "123456789".
  it.each([
    ['crc32', 'cbf43926'],
    ['crc32c', 'e3069283'],
    ['sha1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
    ['sha256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
  ] as const)('%s of 123456789 has its published value, however it is cut', (algorithm, hex) => {
    const digest = checksumDigest(algorithm);
    for (const piece of ['1234', '', '56789']) digest.update(Buffer.from(piece));
    expect(Buffer.from(digest.value(), 'base64').toString('hex')).toBe(hex);
  });

  it('are promised by one header or one trailer', () => {
    expect(promisedChecksum(new Map())).toBeNull();
    const mode = new Map([['x-amz-checksum-mode', 'ENABLED']]);
    expect(promisedChecksum(mode)).toBeNull();
    for (const algorithm of CHECKSUM_ALGORITHMS) {
      const trailer = new Map([['x-amz-trailer', `x-amz-checksum-${algorithm}`]]);
      expect(promisedChecksum(trailer)).toEqual({ algorithm, value: null });
    }
    const header = new Map([['x-amz-checksum-crc32', 'NhCmhg==']]);
    expect(promisedChecksum(header)).toEqual({ algorithm: 'crc32', value: 'NhCmhg==' });
  });

  it.each<[string, [string, string][], string]>([
    [
      'two at a time',
      [
        ['x-amz-checksum-crc32', 'NhCmhg=='],
        ['x-amz-checksum-crc32c', 'NhCmhg=='],
      ],
      'InvalidRequest',
    ],
    [
      'header and trailer',
      [
        ['x-amz-checksum-crc32', 'NhCmhg=='],
        ['x-amz-trailer', 'x-amz-checksum-crc32'],
      ],
      'InvalidRequest',
    ],
    ['a value of the wrong length', [['x-amz-checksum-crc32', 'NhCm']], 'InvalidRequest'],
    ['a value that is not base64', [['x-amz-checksum-crc32', 'N!CmhQ==']], 'InvalidRequest'],
    [
      'an algorithm announced without its value',
      [['x-amz-sdk-checksum-algorithm', 'CRC32']],
      'InvalidRequest',
    ],
    [
      'another value than announced',
      [
        ['x-amz-sdk-checksum-algorithm', 'SHA1'],
        ['x-amz-checksum-crc32', 'NhCmhg=='],
      ],
      'InvalidRequest',
    ],
    ['an unknown algorithm', [['x-amz-checksum-crc64nvme', 'AAAAAAAAAAA=']], 'NotImplemented'],
  ])('refuse %s', (_, headers, code) => {
    expect(() => promisedChecksum(new Map(headers))).toThrow(expect.objectContaining({ code }));
  });
});
