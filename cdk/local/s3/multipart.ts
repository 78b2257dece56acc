import { createHash } from 'node:crypto';
import { type Answer, emptyAnswer } from './answer.ts';
import { receiveBody, receiveText } from './body.ts';
import type { Call } from './call.ts';
import { checksumTitle, promisedChecksum } from './checksums.ts';
import { completedParts, type NamedPart } from './complete-document.ts';
import { writeCondition } from './conditions.ts';
import { S3Error } from './errors.ts';
import type { MultipartStore, Part, Upload } from './multipart-store.ts';
import { writeAll } from './object-file.ts';
import { checksumHeaders, keptHeaders } from './object-headers.ts';
import { partChecksum, refuseMissingChecksum, refuseOtherChecksum } from './part-checksums.ts';
import type { Draft } from './store.ts';
import { element, group, xmlDocument } from './xml.ts';

const SMALLEST_PART = 5 * 1024 * 1024;
const MOST_PARTS = 10_000;
const LARGEST_XML = 4 * 1024 * 1024;

/** CreateMultipartUpload. */
export async function createUpload({ bucket, uploads, key, headers, now }: Call): Promise<Answer> {
  const checksum = partChecksum(headers.get('x-amz-checksum-algorithm'));
  const { id } = await uploads.create(key, { headers: keptHeaders(headers), checksum }, now);
  return xmlAnswer('InitiateMultipartUploadResult', [
    element('Bucket', bucket.name),
    element('Key', key),
    element('UploadId', id),
  ]);
}

/** UploadPart. A part of the same number takes the place of the earlier one. */
export async function uploadPart({ bucket, uploads, key, query, body, now }: Call): Promise<Answer> {
  const number = partNumberOf(query.get('partNumber') ?? '');
  const upload = uploads.upload(query.get('uploadId') ?? '', key);
  const { id } = upload;
  refuseOtherChecksum(upload, promisedChecksum(body.headers));
  return bucket.drafting(async (draft) => {
    const { bytes, md5, checksum } = await receiveBody(body, draft.file);
    await uploads.keep(id, key, draft, { number, bytes, etag: md5, modified: now, checksum });
    const { 'x-amz-checksum-type': _, ...sums } = checksumHeaders({ checksum });
    return emptyAnswer(200, { ETag: `"${md5}"`, ...sums });
  });
}

/** CompleteMultipartUpload: the named parts in one object, its ETag the MD5 of their MD5s and their number. */
export async function completeUpload(call: Call): Promise<Answer> {
  const { bucket, uploads, key, headers, query, body, created } = call;
  const allow = writeCondition(headers, key);
  const id = query.get('uploadId') ?? '';
  uploads.upload(id, key);
  const named = completedParts(await receiveText(body, LARGEST_XML));
  const version = await uploads.end(id, key, async (upload) => {
    const parts = chosenParts(upload, named);
    allow(bucket.latest(key));
    return bucket.drafting(async (draft) => {
      const bytes = await concatenate(uploads, id, parts, draft);
      const made = {
        key,
        deleteMarker: false,
        bytes,
        etag: joinedEtag(parts),
        headers: upload.headers,
        checksum: null,
      };
      return bucket.commit(draft, made, allow);
    });
  });
  created(version);
  const answer = xmlAnswer('CompleteMultipartUploadResult', [
    element('Location', `/${bucket.name}/${key}`),
    element('Bucket', bucket.name),
    element('Key', key),
    element('ETag', `"${version.etag}"`),
  ]);
  return version.versionId === null
    ? answer
    : { ...answer, headers: { 'x-amz-version-id': version.versionId } };
}

/** AbortMultipartUpload. */
export async function abortUpload({ uploads, key, query }: Call): Promise<Answer> {
  await uploads.end(query.get('uploadId') ?? '', key, async () => undefined);
  return emptyAnswer(204);
}

/** ListParts. */
export async function listParts({ bucket, uploads, key, query }: Call): Promise<Answer> {
  const upload = uploads.upload(query.get('uploadId') ?? '', key);
  const marker = wholeNumber('part-number-marker', query.get('part-number-marker') ?? '0');
  const most = Math.min(wholeNumber('max-parts', query.get('max-parts') ?? '1000'), 1000);
  const following = [...upload.parts.values()].filter((part) => part.number > marker).sort(byNumber);
  const page = following.slice(0, most);
  return xmlAnswer('ListPartsResult', [
    element('Bucket', bucket.name),
    element('Key', key),
    element('UploadId', upload.id),
    element('PartNumberMarker', marker),
    element('NextPartNumberMarker', page.at(-1)?.number ?? 0),
    element('MaxParts', most),
    element('IsTruncated', following.length > page.length),
    element('StorageClass', 'STANDARD'),
    ...page.map(partElement),
  ]);
}

function partElement(part: Part): string {
  const { checksum } = part;
  return group('Part', [
    element('PartNumber', part.number),
    element('LastModified', new Date(part.modified).toISOString()),
    element('ETag', `"${part.etag}"`),
    element('Size', part.bytes),
    ...(checksum === null ? [] : [element(`Checksum${checksumTitle(checksum.algorithm)}`, checksum.value)]),
  ]);
}

/** The parts that the request names, in its order, which must ascend; each must be there as named. */
function chosenParts(upload: Upload, named: readonly NamedPart[]): Part[] {
  const parts = named.map((one, i) => {
    if (i > 0 && one.number <= named[i - 1]!.number) {
      throw new S3Error(
        'InvalidPartOrder',
        'The list of parts was not in ascending order. Parts must be ordered by part number.',
      );
    }
    const part = upload.parts.get(one.number);
    refuseMissingChecksum(upload, one);
    if (part !== undefined && part.etag === one.etag && sameChecksum(part, one)) return part;
    throw new S3Error(
      'InvalidPart',
      "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      { fields: { UploadId: upload.id, PartNumber: String(one.number), ETag: one.etag } },
    );
  });
  const small = parts.slice(0, -1).find((part) => part.bytes < SMALLEST_PART);
  if (small === undefined) return parts;
  throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
    fields: {
      ProposedSize: String(small.bytes),
      MinSizeAllowed: String(SMALLEST_PART),
      PartNumber: String(small.number),
    },
  });
}

function sameChecksum(part: Part, named: NamedPart): boolean {
  const { checksum } = named;
  return (
    checksum === null ||
    (checksum.algorithm === part.checksum?.algorithm && checksum.value === part.checksum.value)
  );
}

async function concatenate(
  store: MultipartStore,
  id: string,
  parts: readonly Part[],
  draft: Draft,
): Promise<number> {
  let bytes = 0;
  for (const part of parts) {
    for await (const piece of store.content(id, part)) {
      await writeAll(draft.file, piece, bytes);
      bytes += piece.length;
    }
  }
  return bytes;
}

function joinedEtag(parts: readonly Part[]): string {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part.etag, 'hex');
  return `${hash.digest('hex')}-${parts.length}`;
}

function partNumberOf(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= MOST_PARTS) return number;
  throw new S3Error(
    'InvalidArgument',
    `Part number must be an integer between 1 and ${MOST_PARTS}, inclusive`,
  );
}

function wholeNumber(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new S3Error('InvalidArgument', `${name} is a whole number, got "${text}".`);
}

function byNumber(a: Part, b: Part): number {
  return a.number - b.number;
}

function xmlAnswer(root: string, children: readonly string[]): Answer {
  return { status: 200, headers: {}, body: { kind: 'xml', text: xmlDocument(root, children) } };
}
