import { CHECKSUM_ALGORITHMS, type Checksum, checksumTitle } from './checksums.ts';
import { notImplemented, S3Error } from './errors.ts';
import { parseXml, type XmlNode } from './xml.ts';

/** A part as the body of CompleteMultipartUpload names it. */
export interface NamedPart {
  readonly number: number;
  /** Without quotes. */
  readonly etag: string;
  readonly checksum: Checksum | null;
}

/** Reads the body of CompleteMultipartUpload: at least one part. */
export function completedParts(xml: string): NamedPart[] {
  const root = parseXml(xml);
  if (root.name !== 'CompleteMultipartUpload' || root.children.length === 0) {
    throw malformed('expected CompleteMultipartUpload with at least one Part');
  }
  return root.children.map(namedPart);
}

function namedPart(node: XmlNode): NamedPart {
  if (node.name !== 'Part') throw malformed(`expected Part, got ${node.name}`);
  let number = 0;
  let etag: string | null = null;
  let checksum: Checksum | null = null;
  for (const { name, text } of node.children) {
    const algorithm = CHECKSUM_ALGORITHMS.find((one) => name === `Checksum${checksumTitle(one)}`);
    if (name === 'PartNumber') number = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
    else if (name === 'ETag') etag = text.trim().replace(/^"(.*)"$/, '$1');
    else if (algorithm !== undefined) checksum = { algorithm, value: text.trim() };
    else throw notImplemented(`${name} in a Part of CompleteMultipartUpload`);
  }
  if (number < 1 || etag === null) throw malformed('a Part needs PartNumber and ETag');
  return { number, etag, checksum };
}

function malformed(why: string): S3Error {
  return new S3Error(
    'MalformedXML',
    `The XML you provided did not validate against our published schema: ${why}.`,
  );
}
