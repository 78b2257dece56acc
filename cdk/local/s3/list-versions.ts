import type { Answer } from './answer.ts';
import { maxKeysOf, textCoding } from './list.ts';
import { byteString } from './ordered-keys.ts';
import type { BucketStore, ObjectVersion } from './store.ts';
import { element, group, xmlDocument } from './xml.ts';

/** ListObjectVersions: every version and delete marker, by key, of a key the newest first. */
export function listVersions(store: BucketStore, query: ReadonlyMap<string, string>): Answer {
  const prefix = query.get('prefix') ?? '';
  const maxKeys = maxKeysOf(query.get('max-keys'));
  const text = textCoding(query.get('encoding-type'));
  const [afterKey, afterVersion] = [query.get('key-marker') ?? '', query.get('version-id-marker') ?? ''];
  const all = versionsBelow(store, prefix, afterKey, afterVersion);
  const page = all.slice(0, maxKeys);
  const last = page.at(-1);
  const children = [
    element('Name', store.name),
    element('Prefix', text(prefix)),
    element('KeyMarker', text(afterKey)),
    element('VersionIdMarker', afterVersion),
    element('MaxKeys', maxKeys),
    ...(query.has('encoding-type') ? [element('EncodingType', 'url')] : []),
    element('IsTruncated', all.length > page.length),
    ...(all.length > page.length && last !== undefined
      ? [element('NextKeyMarker', text(last.key)), element('NextVersionIdMarker', idOf(last))]
      : []),
    ...page.map((version) => entry(store, version, text)),
  ];
  const body = { kind: 'xml', text: xmlDocument('ListVersionsResult', children) } as const;
  return { status: 200, headers: {}, body };
}

const idOf = ({ versionId }: ObjectVersion): string => versionId ?? 'null';

function versionsBelow(
  store: BucketStore,
  prefix: string,
  afterKey: string,
  afterVersion: string,
): ObjectVersion[] {
  const bound = byteString(afterKey);
  const keys = store
    .keysHeld()
    .filter((key) => key.startsWith(prefix))
    .map((key) => ({ key, bytes: byteString(key) }))
    .filter(({ bytes }) => bytes > bound || (afterVersion !== '' && bytes === bound))
    .sort((a, b) => (a.bytes < b.bytes ? -1 : 1));
  return keys.flatMap(({ key, bytes }) => {
    const newestFirst = store.versionsOf(key).toReversed();
    if (bytes !== bound || afterVersion === '') return newestFirst;
    return newestFirst.slice(newestFirst.findIndex((one) => idOf(one) === afterVersion) + 1);
  });
}

function entry(store: BucketStore, version: ObjectVersion, text: (key: string) => string): string {
  const { key, etag, bytes, modified, deleteMarker } = version;
  const named = [
    element('Key', text(key)),
    element('VersionId', idOf(version)),
    element('IsLatest', store.versionsOf(key).at(-1) === version),
    element('LastModified', new Date(modified).toISOString()),
  ];
  if (deleteMarker) return group('DeleteMarker', named);
  return group('Version', [
    ...named,
    element('ETag', `"${etag}"`),
    element('Size', bytes),
    element('StorageClass', 'STANDARD'),
  ]);
}
