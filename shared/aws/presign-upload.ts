/** Links that take one content: S3 refuses another length (403), and other bytes where their digest is signed (400). */
import type { Content, DeclaredContent } from '../ports.ts';

const DIGEST = 'x-amz-checksum-sha256';
/** Name of the metadata that holds what was declared of the file. */
export const DECLARED = 'declared';
const DECLARED_HEADER = `x-amz-meta-${DECLARED}`;

/**
 * The SDK computes a checksum for every PUT, in a link that of a body which does not exist yet. Kept out of the URL
 * and of the signature, because a store that honours it would refuse every upload.
 */
const CHECKSUM_OF_NOTHING = ['x-amz-checksum-crc32', 'x-amz-sdk-checksum-algorithm'];

/** The content as the command must name it. */
export function promised({ bytes, sha256 }: Content) {
  return { ContentLength: bytes, ...(sha256 !== null && { ChecksumSHA256: base64Of(sha256) }) };
}

/** For `getSignedUrl`. The digest is sent as a header: S3 holds no body against a parameter of the URL. */
export function linkOptions(seconds: number) {
  return {
    expiresIn: seconds,
    unhoistableHeaders: new Set(['if-none-match', DIGEST, DECLARED_HEADER, ...CHECKSUM_OF_NOTHING]),
    unsignableHeaders: new Set(CHECKSUM_OF_NOTHING),
  };
}

/** What whoever sends the content must say of it, beside its length. */
export function linkHeaders({ sha256 }: Content): Readonly<Record<string, string>> {
  return sha256 === null ? {} : { [DIGEST]: base64Of(sha256) };
}

/** The same of a whole file, with what is declared of it. */
export function declaredHeaders({ declared, ...content }: DeclaredContent): Readonly<Record<string, string>> {
  return { ...linkHeaders(content), [DECLARED_HEADER]: declared };
}

function base64Of(hexadecimal: string): string {
  return Buffer.from(hexadecimal, 'hex').toString('base64');
}
