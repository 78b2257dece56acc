import type { Answer } from './answer.ts';
import type { Call } from './call.ts';
import { writtenHeaders } from './object-headers.ts';
import { readable } from './objects.ts';
import { element, group, xmlDocument } from './xml.ts';

/** GetObjectTagging. */
export function getObjectTagging({ bucket, key, query }: Call): Answer {
  const version = readable(bucket, key, query.get('versionId'));
  const tags = Object.entries(version.tags).map(([name, value]) =>
    group('Tag', [element('Key', name), element('Value', value)]),
  );
  const { 'x-amz-version-id': id } = writtenHeaders(version);
  return {
    status: 200,
    headers: id === undefined ? {} : { 'x-amz-version-id': id },
    body: { kind: 'xml', text: xmlDocument('Tagging', [group('TagSet', tags)]) },
  };
}
