/** What each function may do is what its code does, and what it is told the name of. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { FUNCTIONS, QUEUES } from '../../cdk/stacks/processing.ts';
import { HOLDERS } from '../../shared/domain/holder/holder-record.ts';
import { ENVIRONMENT, GUARDED_PARTITIONS } from '../../shared/runtime/environment-names.ts';
import { decide } from '../support/iam-policy.ts';
import { references, resolved } from './resolved-policies.ts';
import { functions, list, mappings, ofType, resources, target } from './synthesized-stack.ts';

const ROOT = join(import.meta.dirname, '../..');
const idsOf = (type: string) => ofType(type).map(([id]) => id);
const bucketId = (isRaw: boolean) =>
  ofType('AWS::S3::Bucket').find(([, r]) => 'NotificationConfiguration' in r.Properties === isRaw)![0];
const readerOf = (queue: string) =>
  functions.find(({ id }) => id === mappings.find((m) => m.queue === queue)?.fn)?.name;

/** What people call the things that a permission names. */
const NAMES = new Map([
  [bucketId(true), 'raw'],
  [bucketId(false), 'archive'],
  [idsOf('AWS::DynamoDB::GlobalTable')[0]!, 'table'],
  [idsOf('AWS::SNS::Topic')[0]!, 'topic'],
  ...idsOf('AWS::KMS::Key').map((id): [string, string] => [id, 'key']),
  ...idsOf('AWS::SecretsManager::Secret').map((id): [string, string] => [id, 'tokens']),
  ...idsOf('AWS::Logs::LogGroup').map((id): [string, string] => [id, 'logs']),
  ...mappings.map(({ queue }): [string, string] => {
    const named = Object.entries(QUEUES).find(([, { consumer }]) => consumer === readerOf(queue));
    return [queue, named?.[0] ?? 'dead letters of ingest'];
  }),
]);
/** What a Ref, GetAtt or ARN names, with what stands below it: `table/index/due`, `raw/raw/*`. */
function nameOf(resource: unknown): string {
  const below = /"(\/[^"]*)"\]\]\}$/.exec(JSON.stringify(resource))?.[1] ?? '';
  return `${NAMES.get(target(resource)) ?? target(resource)}${below}`;
}

type Function = (typeof functions)[number];
/** `action name`, one each. */
const rightsOf = ({ statements }: Function) =>
  statements
    .flatMap((s) => list(s.Action).flatMap((action) => list(s.Resource).map((r) => `${action} ${nameOf(r)}`)))
    .sort();
const holdersOf = (right: string) =>
  functions.filter((fn) => rightsOf(fn).includes(right)).map(({ name }) => name);

const matches = (text: string, pattern: RegExp) => [
  ...new Set([...text.matchAll(pattern)].map((match) => match[1]!)),
];
/** The handler with all of the project that it reaches and nothing that it does not. */
function codeOf(name: keyof typeof FUNCTIONS): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(ROOT, 'functions', FUNCTIONS[name].entry)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    write: false,
  });
  return outputFiles[0]!.text;
}

const TAGGED = [
  'archive/segments/*',
  'archive/merged/*',
  'archive/deltas/*',
  'archive/rejects/*',
  'archive/assays/*',
];
const OBJECT_RIGHTS: Readonly<Record<string, readonly string[]>> = {
  size: ['s3:GetObject', 's3:ListBucket'],
  open: ['s3:GetObject', 's3:ListBucket'],
  read: ['s3:GetObject', 's3:ListBucket'],
  readRange: ['s3:GetObject', 's3:ListBucket'],
  put: ['s3:PutObject'],
  presignPut: ['s3:PutObject'],
  presignGet: ['s3:GetObject', 's3:ListBucket'],
};
const OF_VERSIONS = ['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket', 's3:ListBucketVersions'];
const VERSION_RIGHTS = { size: OF_VERSIONS, read: OF_VERSIONS, readRange: OF_VERSIONS };
function objectRights(code: string, store: 'raw' | 'archive', objects: string): string[] {
  const methods = matches(
    code,
    new RegExp(`\\.${store}\\.(size|open|read|readRange|put|presignPut|presignGet)\\(`, 'g'),
  );
  // What is derived is read by its version.
  const rights = store === 'archive' ? { ...OBJECT_RIGHTS, ...VERSION_RIGHTS } : OBJECT_RIGHTS;
  return methods
    .flatMap((method) => rights[method]!)
    .map((action) => `${action} ${action.startsWith('s3:List') ? store : objects}`);
}

/** Where the two writes to the archive are of an answer and of a snapshot, they need no right to any other object. */
function archiveRights(code: string): string[] {
  const rights = objectRights(code, 'archive', 'archive/*');
  const writes = code.match(/\.archive\.put\([^,]*/g) ?? [];
  const isOfAnswers =
    code.includes('const key = answerKey(') &&
    writes.length === 2 &&
    writes.some((write) => write.includes('put(snapshotKey('));
  return rights.flatMap((right) =>
    isOfAnswers && right === 's3:PutObject archive/*'
      ? ['s3:PutObject archive/answers/*', 's3:PutObject archive/snapshots/*']
      : [right],
  );
}

/**
 * The catalogue reads what is too long for an item from the archive. Who writes such items anew has to put it there; who
 * writes one that was read finds it there.
 */
function longListRights(code: string): string[] {
  const isMaker = /update\w*\(\s*\w+,\s*definitionKind/.test(code);
  return [
    ...OF_VERSIONS.map((action) => `${action} archive${action.startsWith('s3:List') ? '' : '/*'}`),
    ...(isMaker ? ['s3:PutObject archive/items/*'] : []),
  ];
}

/** What is dropped is read by its version, copied to raw files, and listed with all versions. */
function dropRights(code: string): string[] {
  const of = ['s3:GetObject raw/drop/*', 's3:GetObjectVersion raw/drop/*', 's3:ListBucket raw'];
  return [
    ...(code.includes('drop.look(') ? of : []),
    ...(code.includes('.drop.copyToRaw(') ? [...of, 's3:PutObject raw/raw/*'] : []),
    ...(code.includes('.drop.list(') ? ['s3:ListBucketVersions raw'] : []),
  ];
}

/** The rights that the code's calls ask for, but for logs and what Lambda does to read a queue for it. */
function neededBy(code: string): Set<string> {
  const catalogue = readFileSync(join(ROOT, 'shared/aws/catalogue.ts'), 'utf8');
  const commands = [...matches(catalogue, /new (\w+)Command\(/g), ...matches(catalogue, /paginate(\w+)\(/g)];
  return new Set([
    ...commands.map((command) => `dynamodb:${command} table`),
    ...(code.includes('.catalogue.due(') ? ['dynamodb:Query table/index/due'] : []),
    ...objectRights(code, 'raw', 'raw/raw/*'),
    ...archiveRights(code),
    ...(code.includes('.archive.supersede(')
      ? TAGGED.flatMap((objects) => [`s3:GetObjectTagging ${objects}`, `s3:PutObjectTagging ${objects}`])
      : []),
    ...longListRights(code),
    ...dropRights(code),
    ...(code.includes('.kept.put(') ? ['s3:PutObject raw/kept/*'] : []),
    ...(code.includes('.kept.read(') ? ['s3:GetObject raw/kept/*', 's3:ListBucket raw'] : []),
    ...(code.includes('.kept.files(') ? ['s3:GetObject raw/raw/*'] : []),
    ...(code.includes('.uploads.parts(') ? ['s3:ListMultipartUploadParts raw/raw/*'] : []),
    ...matches(code, /\.queues\.(\w+)\.send(?:All)?\(/g).map((queue) => `sqs:SendMessage ${queue}`),
    ...matches(code, /releaseTo\("(\w+)QueueUrl"/g).map((queue) => `sqs:ChangeMessageVisibility ${queue}`),
    ...(code.includes('.notifier.publish(')
      ? ['sns:Publish topic', 'kms:Decrypt key', 'kms:GenerateDataKey key']
      : []),
    ...(code.includes('= holderTokens(') || code.includes('holderTokens()')
      ? ['secretsmanager:GetSecretValue tokens']
      : []),
  ]);
}

/** What a dry run does over ports that write to memory only: it takes the way of the data and needs none of its rights. */
const OVER_MEMORY: Readonly<Record<string, readonly string[]>> = {
  'ingest-downlink': [
    'sqs:SendMessage flag',
    ...TAGGED.flatMap((objects) => [`s3:GetObjectTagging ${objects}`, `s3:PutObjectTagging ${objects}`]),
  ],
};

describe('the permissions of each function', () => {
  it.each(functions)('are the calls that its code makes, and no more: $name', (fn) => {
    const code = codeOf(fn.name);
    const reading = new Set(
      ['ReceiveMessage', 'ChangeMessageVisibility', 'DeleteMessage', 'GetQueueUrl', 'GetQueueAttributes'].map(
        (action) => `sqs:${action}`,
      ),
    );
    const needed = neededBy(code);
    for (const right of OVER_MEMORY[fn.name] ?? []) expect(needed.delete(right)).toBe(true);
    const beyond = rightsOf(fn).filter((right) => {
      const [action = '', ...name] = right.split(' ');
      if (needed.has(right) || action.startsWith('logs:')) return false;
      const isOwnQueue = mappings.some((m) => m.fn === fn.id && NAMES.get(m.queue) === name.join(' '));
      return !(isOwnQueue && reading.has(action));
    });
    expect(beyond).toEqual([]);
    expect([...needed].filter((right) => !rightsOf(fn).includes(right))).toEqual([]);
  });

  it('let nobody write raw objects but the API, whose links do, and who copies what was dropped', () => {
    expect(holdersOf('s3:PutObject raw/raw/*').sort()).toEqual(['api', 'take-drop']);
    expect(holdersOf('s3:GetObject raw/drop/*')).toEqual(['take-drop']);
    expect(holdersOf('s3:PutObject raw/drop/*')).toEqual([]);
    const writes = functions.flatMap((fn) => rightsOf(fn)).filter((right) => /^s3:.* raw\b/.test(right));
    expect(new Set(writes)).toEqual(
      new Set([
        's3:PutObject raw/raw/*',
        's3:GetObject raw/raw/*',
        's3:ListMultipartUploadParts raw/raw/*',
        's3:ListBucket raw',
        's3:PutObject raw/kept/*',
        's3:GetObject raw/kept/*',
        's3:GetObject raw/drop/*',
        's3:GetObjectVersion raw/drop/*',
        's3:ListBucketVersions raw',
      ]),
    );
    // The API signs links to them, and reads one where somebody asks for the lines of a number.
    expect(holdersOf('s3:GetObject raw/raw/*')).toContain('api');
    expect(codeOf('api')).toMatch(/\.raw\.open\(/);
    expect(codeOf('api')).not.toMatch(/\.raw\.put\(/);
  });

  it('let only those write the archive that compute what stands in it', () => {
    expect(holdersOf('s3:PutObject archive/*')).toEqual([
      'ingest-downlink',
      'align-twins',
      'flag-anomalies',
      'analyze-assay',
    ]);
    expect(holdersOf('s3:PutObject archive/answers/*')).toEqual(['api']);
  });

  it('let nobody who only reads a queue send to it; an ingest sends what repeated a withdrawn file and that there is something to tell of a file, who meets a rebuild that is damaged sends it, and what is to be told later is sent by who tells', () => {
    expect(holdersOf('sqs:SendMessage ingest')).toEqual([
      'take-drop',
      'ingest-downlink',
      'align-twins',
      'flag-anomalies',
      'watch',
      'api',
    ]);
    expect(holdersOf('sqs:SendMessage notify')).toEqual([
      'ingest-downlink',
      'flag-anomalies',
      'notify',
      'ingest-dead-letters',
      'watch',
      'api',
    ]);
  });

  it('let the API alone read and make holders and the audit, and nobody remove one', () => {
    expect(HOLDERS.startsWith(GUARDED_PARTITIONS)).toBe(true);
    const tableArn = String(references.attribute(idsOf('AWS::DynamoDB::GlobalTable')[0]!, 'Arn'));
    const mayDo = (fn: Function, action: string, partition: string): boolean => {
      const context = { 'dynamodb:LeadingKeys': partition };
      const request = { action: `dynamodb:${action}`, resource: tableArn, context };
      return decide(resolved(fn.statements), request) === 'ALLOWED';
    };
    for (const fn of functions) {
      for (const action of ['GetItem', 'Query', 'PutItem', 'DeleteItem'])
        for (const partition of ['osteo', 'EXPERIMENTS', 'WATCH', 'DROP'])
          expect(mayDo(fn, action, partition), `${fn.name} ${action} ${partition}`).toBe(true);
      for (const partition of [HOLDERS, '~AUDIT']) {
        for (const action of ['GetItem', 'Query', 'PutItem'])
          expect(mayDo(fn, action, partition), `${fn.name} ${action} ${partition}`).toBe(fn.name === 'api');
        expect(mayDo(fn, 'DeleteItem', partition), `${fn.name} ${partition}`).toBe(false);
      }
    }
  });

  it('delete no object and scan no table', () => {
    const actions = functions.flatMap(({ statements }) => statements.flatMap((s) => list(s.Action)));
    expect(actions.filter((a) => a.startsWith('s3:Delete') || a === 'dynamodb:Scan')).toEqual([]);
  });

  it.each(functions)('have no wildcard but the keys of objects: $name', ({ statements }) => {
    for (const { Action, Resource, Effect } of statements) {
      expect(Effect).toBe('Allow');
      for (const action of list(Action)) expect(action).not.toContain('*');
      for (const resource of list(Resource)) {
        if (!JSON.stringify(resource).includes('*')) continue;
        expect(resources[target(resource)]?.Type).toBe('AWS::S3::Bucket');
        const ofObjects = [
          's3:GetObject',
          's3:GetObjectVersion',
          's3:PutObject',
          's3:ListMultipartUploadParts',
          's3:GetObjectTagging',
          's3:PutObjectTagging',
        ];
        expect(list(Action).filter((action) => !ofObjects.includes(action))).toEqual([]);
      }
    }
  });

  it.each(functions)('stand in a role of its own without managed policies: $name', ({ role }) => {
    expect(functions.filter((other) => other.role === role)).toHaveLength(1);
    expect(resources[role]?.Properties.ManagedPolicyArns).toBeUndefined();
  });
});

describe('the environment of each function', () => {
  // The code that runs is named by its digest, and where links lead is only said: neither is a thing that could be used.
  const { code: _ofNothing, publicUrl: _onlySaid, ...things } = ENVIRONMENT;
  const variables = new Set<string>(Object.values(things));
  // Lambda reads the dead letters for their function, which never names them.
  const unnamed = new Set(mappings.map(({ queue }) => queue).filter((queue) => !readerIsNamed(queue)));
  const USES = /^(dynamodb:|s3:|sqs:SendMessage$|sqs:ChangeMessageVisibility$|sns:Publish$|secretsmanager:)/;

  it.each(functions)('names what it may use, and it may use what its environment names: $name', (fn) => {
    const named = Object.entries(fn.environment).filter(([variable]) => variables.has(variable));
    const permitted = fn.statements
      .filter((s) => list(s.Action).some((a) => USES.test(a)))
      .flatMap((s) => list(s.Resource).map(target))
      .filter((id) => !unnamed.has(id));
    expect(new Set(named.map(([, value]) => target(value)))).toEqual(new Set(permitted));
    expect(named.length).toBe(new Set(permitted).size);
  });

  const OF_NAME: Readonly<Record<string, string>> = {
    [ENVIRONMENT.table]: 'table',
    [ENVIRONMENT.rawBucket]: 'raw',
    [ENVIRONMENT.archiveBucket]: 'archive',
    [ENVIRONMENT.dropQueueUrl]: 'drop',
    [ENVIRONMENT.ingestQueueUrl]: 'ingest',
    [ENVIRONMENT.alignQueueUrl]: 'align',
    [ENVIRONMENT.flagQueueUrl]: 'flag',
    [ENVIRONMENT.analyzeQueueUrl]: 'analyze',
    [ENVIRONMENT.notifyQueueUrl]: 'notify',
    [ENVIRONMENT.topicArn]: 'topic',
    [ENVIRONMENT.tokensSecretArn]: 'tokens',
  };
  it.each(functions)('gives each thing under the name of its own: $name', ({ environment }) => {
    const named = Object.entries(environment).filter(([variable]) => variables.has(variable));
    for (const [variable, value] of named) expect(nameOf(value), variable).toBe(OF_NAME[variable]);
  });
});

function readerIsNamed(queue: string): boolean {
  return NAMES.get(queue) !== 'dead letters of ingest';
}
