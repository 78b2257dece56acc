import { randomInt } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { LocalStackFailure } from './home/failure.ts';
import { closeServer, isFromBrowser, LOOPBACK, listenOnLoopback, readBody } from './loopback.ts';
import type { SecretPlan } from './plan/plan.ts';
import type { Signer } from './s3/signing.ts';
import { whyNotSigned } from './signed-call.ts';
import type { Door } from './tables.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const MAX_REQUEST_BYTES = 64 * 1024;
const recordSchema = z.record(z.string(), z.unknown());
const requestSchema = z.strictObject({ SecretId: z.string() });

/** Values of secrets by their ARN. */
export type SecretValues = ReadonlyMap<string, string>;

/**
 * The value of every secret of the template: generated once, then remembered; or text, in which references to other
 * secrets (`{{resolve:secretsmanager:<arn>:SecretString:<key>::}}`) are replaced.
 *
 * @param remember gives what was generated for a name before, or keeps and gives what is generated now
 */
export function secretValues(
  secrets: readonly SecretPlan[],
  remember: (name: string, generate: () => string) => string,
): SecretValues {
  const values = new Map<string, string>();
  for (const { name, arn, properties } of secrets) {
    const rule = properties.GenerateSecretString;
    if (rule !== undefined)
      values.set(
        arn,
        remember(name, () => generated(rule)),
      );
  }
  for (const { name, arn, properties } of secrets) {
    if (properties.SecretString !== undefined)
      values.set(arn, withReferences(name, properties.SecretString, values));
  }
  return values;
}

function generated(rule: NonNullable<SecretPlan['properties']['GenerateSecretString']>): string {
  const password = Array.from({ length: rule.PasswordLength }, () => LETTERS[randomInt(LETTERS.length)]).join(
    '',
  );
  const template = recordSchema.parse(JSON.parse(rule.SecretStringTemplate));
  return JSON.stringify({ ...template, [rule.GenerateStringKey]: password });
}

function withReferences(name: string, text: string, values: SecretValues): string {
  return text.replaceAll(/\{\{resolve:([^}]*)\}\}/g, (reference, path: string) => {
    const [, arn, key] = /^secretsmanager:(.+):SecretString:([^:]+)::$/.exec(path) ?? [];
    const value = values.get(arn ?? '');
    const field = value === undefined ? undefined : recordSchema.parse(JSON.parse(value))[key ?? ''];
    if (typeof field === 'string') return field;
    throw new LocalStackFailure(
      'template.unknown-reference',
      `${name}: the local stack resolves {{resolve:secretsmanager:<arn>:SecretString:<key>::}} of a generated secret of the same stack, got ${reference}`,
    );
  });
}

/** Secrets Manager's GetSecretValue, and nothing else, for calls that are signed with these credentials. */
export async function startSecrets(values: SecretValues, signer: Signer): Promise<Door> {
  const server = createServer((request, response) => {
    // A rejection means that whoever asked is gone, so nobody waits for an answer.
    answer(request, response, values, signer).catch(() => response.destroy());
  });
  const url = `http://${LOOPBACK}:${await listenOnLoopback(server)}`;
  return { url, close: () => closeServer(server, 0) };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  values: SecretValues,
  signer: Signer,
): Promise<void> {
  if (isFromBrowser(request)) {
    return refuse(response, 403, 'AccessDeniedException', 'a local stack tells no web page its secrets');
  }
  const operation = request.headers['x-amz-target'];
  if (operation !== 'secretsmanager.GetSecretValue') {
    return refuse(
      response,
      501,
      'NotImplementedException',
      `the local stack answers GetSecretValue only, got ${operation}`,
    );
  }
  const body = (await readBody(request, MAX_REQUEST_BYTES)) ?? Buffer.alloc(0);
  const { method = '', url: path = '', headers } = request;
  const why = whyNotSigned({ method, path, headers, body }, signer);
  if (why !== null) return refuse(response, 400, 'AccessDeniedException', why);
  const parsed = requestSchema.safeParse(parsedJson(body));
  if (!parsed.success) return refuse(response, 400, 'InvalidRequestException', z.prettifyError(parsed.error));
  const arn = parsed.data.SecretId;
  const value = values.get(arn);
  if (value === undefined) return refuse(response, 400, 'ResourceNotFoundException', `no secret ${arn}`);
  const name = arn.slice(arn.lastIndexOf(':') + 1);
  send(response, 200, {
    ARN: arn,
    Name: name,
    VersionId: 'local',
    VersionStages: ['AWSCURRENT'],
    SecretString: value,
  });
}

function parsedJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    // What is not JSON is as wrong as JSON of another shape, and answered alike.
    return null;
  }
}

function refuse(response: ServerResponse, status: number, type: string, message: string): void {
  send(response, status, { __type: type, message });
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
}
