/** The policy of the raw bucket, evaluated: what it refuses to everybody, and that all that our own code writes passes. */
import { S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { BucketDrop } from '../../shared/aws/drop-objects.ts';
import { BucketKept } from '../../shared/aws/kept-objects.ts';
import { BucketObjects } from '../../shared/aws/objects.ts';
import { BucketPartUploads } from '../../shared/aws/part-uploads.ts';
import type { PresignedPut } from '../../shared/ports.ts';
import { type Decision, decide, type PolicyRequest, type PolicyStatement } from '../support/iam-policy.ts';
import { references, resolved } from './resolved-policies.ts';
import { functions, ofType, resources, target } from './synthesized-stack.ts';

const [rawId] = ofType('AWS::S3::Bucket').find(([, r]) => 'NotificationConfiguration' in r.Properties)!;
const bucket = String(references.ref(rawId));
const arn = `arn:aws:s3:::${bucket}`;
const POLICY = resolved(
  ofType('AWS::S3::BucketPolicy').find(([, p]) => target(p.Properties.Bucket) === rawId)![1].Properties
    .PolicyDocument.Statement,
);

const BREAK_GLASS = 'arn:aws:iam::000000000000:role/howship-break-glass';
const ADMINISTRATOR = 'arn:aws:iam::000000000000:role/administrator';
/** What whoever may do everything is allowed by their own policy. */
const EVERYTHING: PolicyStatement = { Effect: 'Allow', Action: '*', Resource: '*' };
const OVER_TLS = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };

/** What S3 tells IAM of each operation that a permission to put objects is for. */
const CREATES = {
  PutObject: true,
  CopyObject: true,
  CompleteMultipartUpload: true,
  CreateMultipartUpload: false,
  UploadPart: false,
  UploadPartCopy: false,
} as const;
type Putting = keyof typeof CREATES;

function putting(operation: Putting, key: string, isNew: boolean): PolicyRequest {
  return {
    action: 's3:PutObject',
    resource: `${arn}/${key}`,
    context: {
      ...OVER_TLS,
      'aws:PrincipalArn': ADMINISTRATOR,
      's3:ObjectCreationOperation': String(CREATES[operation]),
      ...(isNew && { 's3:if-none-match': '*' }),
    },
  };
}
const asAdministrator = (request: PolicyRequest): Decision => decide([EVERYTHING, ...POLICY], request);

describe('a raw file', () => {
  it.each(['PutObject', 'CopyObject', 'CompleteMultipartUpload'] as const)(
    'is made by %s with If-None-Match only, by an administrator too',
    (operation) => {
      for (const key of ['raw/osteo/d1', 'raw/~trial/osteo/d1']) {
        expect(asAdministrator(putting(operation, key, true)), key).toBe('ALLOWED');
        expect(asAdministrator(putting(operation, key, false)), key).toBe('DENIED');
      }
    },
  );

  it.each(['CreateMultipartUpload', 'UploadPart', 'UploadPartCopy'] as const)(
    'may come in parts: %s knows no If-None-Match and passes',
    (operation) => {
      expect(asAdministrator(putting(operation, 'raw/osteo/d1', false))).toBe('ALLOWED');
    },
  );

  it('is written over by nobody, the break-glass role neither', () => {
    const { context, ...request } = putting('PutObject', 'raw/osteo/d1', false);
    const byBreakGlass = { ...request, context: { ...context, 'aws:PrincipalArn': BREAK_GLASS } };
    expect(asAdministrator(byBreakGlass)).toBe('DENIED');
  });

  it('is the only thing held to that: what is kept is written anew, and the drop is its senders’', () => {
    for (const key of ['kept/osteo/NOTE/n1', 'drop/osteo/fu1.csv'])
      expect(asAdministrator(putting('PutObject', key, false)), key).toBe('ALLOWED');
  });
});

const deleting = (action: string, key: string, principal: string | null): PolicyRequest => ({
  action,
  resource: `${arn}/${key}`,
  context: { ...OVER_TLS, ...(principal !== null && { 'aws:PrincipalArn': principal }) },
});

describe('a deletion', () => {
  it.each([
    ['s3:DeleteObject', 'raw/osteo/d1', 'DENIED'],
    ['s3:DeleteObject', 'kept/osteo/NOTE/n1', 'DENIED'],
    // Its versions stay, so that a file is there until it is taken in, and after.
    ['s3:DeleteObject', 'drop/osteo/fu1.csv', 'ALLOWED'],
    ['s3:DeleteObjectVersion', 'raw/osteo/d1', 'DENIED'],
    ['s3:DeleteObjectVersion', 'raw/~trial/osteo/d1', 'DENIED'],
    ['s3:DeleteObjectVersion', 'kept/osteo/NOTE/n1', 'DENIED'],
    ['s3:DeleteObjectVersion', 'drop/osteo/fu1.csv', 'DENIED'],
  ] as const)('%s of %s by an administrator: %s', (action, key, expected) => {
    expect(asAdministrator(deleting(action, key, ADMINISTRATOR))).toBe(expected);
    expect(asAdministrator(deleting(action, key, BREAK_GLASS)), 'break-glass').toBe('ALLOWED');
    // Who has no name, or one that only begins so, is not that role.
    expect(asAdministrator(deleting(action, key, null)), 'nameless').toBe(expected);
    expect(asAdministrator(deleting(action, key, `${BREAK_GLASS}-2`)), 'like it').toBe(expected);
  });

  it('is no function’s, and none is the role that may', () => {
    for (const fn of functions) {
      const own = resolved(fn.statements);
      for (const action of ['s3:DeleteObject', 's3:DeleteObjectVersion'])
        expect(decide(own, deleting(action, 'raw/osteo/d1', null)), `${fn.name} ${action}`).toBe(
          'NOT_ALLOWED',
        );
      expect(resources[fn.role]?.Properties.RoleName, fn.name).toBeUndefined();
    }
  });

  it('of what a dry run sent is left to a rule of the bucket, which no policy holds back', () => {
    expect(resources[rawId]?.Properties.LifecycleConfiguration.Rules).toContainEqual(
      expect.objectContaining({ Prefix: 'raw/~trial/', ExpirationInDays: 7, Status: 'Enabled' }),
    );
  });
});

it('the bucket answers nobody without TLS', () => {
  const { context, ...request } = putting('PutObject', 'raw/osteo/d1', true);
  const open = { ...request, context: { ...context, 'aws:SecureTransport': 'false' } };
  expect(asAdministrator(open)).toBe('DENIED');
});

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** A client that sends nothing, notes what it would have sent and answers as S3 does where all is well. */
function silentClient(sent: Sent[]): S3Client {
  const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' };
  const client = new S3Client({ region: 'eu-central-1', credentials });
  client.middlewareStack.add(
    (_next) => async (args) => {
      sent.push(args.request as Sent);
      const part = { PartNumber: 1, ETag: '"e"', Size: 5 };
      const output = { $metadata: {}, UploadId: 'u', Parts: [part], IsTruncated: false };
      return { output, response: {} };
    },
    { step: 'finalizeRequest', priority: 'low', name: 'silent' },
  );
  return client;
}

function linked({ method, url, headers }: PresignedPut): Sent {
  const { pathname, searchParams } = new URL(url);
  return { method, path: pathname, query: Object.fromEntries(searchParams), headers };
}

function operationOf({ method, query, headers }: Sent): Putting | null {
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  if (method === 'POST') return 'uploads' in query ? 'CreateMultipartUpload' : 'CompleteMultipartUpload';
  if (method !== 'PUT') return null;
  if ('partNumber' in query) return 'UploadPart';
  return names.includes('x-amz-copy-source') ? 'CopyObject' : 'PutObject';
}

function requestOf(sent: Sent, operation: Putting): PolicyRequest {
  const isNew = Object.entries(sent.headers).some(
    ([name, value]) => name.toLowerCase() === 'if-none-match' && value === '*',
  );
  return putting(operation, decodeURIComponent(sent.path).replace(/^\//, ''), isNew);
}

/** Everything that our code writes to the raw bucket, by the function that does so, or signs the link with which others do. */
async function ourWrites(): Promise<Record<'api' | 'take-drop' | 'watch', Sent[]>> {
  const [api, takeDrop, watch]: [Sent[], Sent[], Sent[]] = [[], [], []];
  const content = { bytes: 5, sha256: 'ab'.repeat(32) };
  const uploads = new BucketPartUploads(silentClient(api), bucket);
  const ofLinks = silentClient([]);
  await uploads.begin('raw/osteo/d1', true, 'fu1.csv');
  await uploads.complete('raw/osteo/d1', 'u');
  const part = { key: 'raw/osteo/d1', upload: 'u', part: 1 };
  const presigning = new BucketObjects(ofLinks, bucket);
  api.push(linked(await new BucketPartUploads(ofLinks, bucket).presignPart(part, content, 60)));
  for (const key of ['raw/osteo/d2', 'raw/~trial/osteo/d3'])
    api.push(linked(await presigning.presignPut(key, { ...content, declared: 'fu2.csv' }, 60)));
  await new BucketKept(silentClient(api), bucket).put('osteo/NOTE/n1', new Uint8Array(5));
  const dropped = { key: 'drop/osteo/fu1.csv', version: 'v1' };
  await new BucketDrop(silentClient(takeDrop), bucket).copyToRaw(dropped, 'raw/osteo/d4', 'fu1.csv');
  await new BucketKept(silentClient(watch), bucket).put('osteo/EVENT/e1', new Uint8Array(5));
  return { api, 'take-drop': takeDrop, watch };
}

it('lets all pass that our code writes, by the permissions of the function that does', async () => {
  const passed = Object.entries(await ourWrites()).flatMap(([name, sent]) => {
    const own = resolved(functions.find((fn) => fn.name === name)!.statements);
    return sent.flatMap((one) => {
      const operation = operationOf(one);
      if (operation === null) return [];
      const request = requestOf(one, operation);
      const decision = decide([...own, ...POLICY], request);
      return [`${name} ${operation} ${request.resource.slice(arn.length + 1)}: ${decision}`];
    });
  });
  expect(passed.sort()).toEqual([
    'api CompleteMultipartUpload raw/osteo/d1: ALLOWED',
    'api CreateMultipartUpload raw/osteo/d1: ALLOWED',
    'api PutObject kept/osteo/NOTE/n1: ALLOWED',
    'api PutObject raw/osteo/d2: ALLOWED',
    'api PutObject raw/~trial/osteo/d3: ALLOWED',
    'api UploadPart raw/osteo/d1: ALLOWED',
    'take-drop CopyObject raw/osteo/d4: ALLOWED',
    'watch PutObject kept/osteo/EVENT/e1: ALLOWED',
  ]);
});
