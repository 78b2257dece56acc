import { REGION } from './plan/references.ts';
import type { Signer } from './s3/signing.ts';
import { signed } from './signed-call.ts';

export interface AwsCall {
  readonly url: string;
  /** Null where the door asks nobody who they are. */
  readonly signer: Signer | null;
  /** `DynamoDB_20120810.CreateTable` */
  readonly target: string;
  readonly body: object;
  readonly signal?: AbortSignal;
}

/** Where nobody asks who it is, a call must look as if it were signed: dynalite answers no other. */
const NOBODY: Signer = { region: REGION, accessKeyId: 'local', secretAccessKey: 'none' };

/**
 * Calls an operation of an AWS JSON protocol on the local data plane.
 *
 * @throws AwsCallFailure with the service's own error type
 */
export async function callAws({ url, signer, target, body, signal }: AwsCall): Promise<unknown> {
  const text = JSON.stringify(body);
  const response = await fetch(url, {
    method: 'POST',
    headers: signedHeaders(url, 'application/x-amz-json-1.0', text, signer, { 'x-amz-target': target }),
    body: text,
    ...(signal === undefined ? {} : { signal }),
  });
  return answered(target, response);
}

/** The headers of a POST to a door, with its signature. */
export function signedHeaders(
  url: string,
  contentType: string,
  body: string,
  signer: Signer | null,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const { host, pathname: path } = new URL(url);
  const headers = { host, 'content-type': contentType, ...more };
  const call = { method: 'POST', path, headers, body: Buffer.from(body) };
  return signed(call, signer ?? NOBODY, SERVICE, Date.now());
}

/** In the scope of the credential; a door takes any. */
const SERVICE = 'local';

async function answered(target: string, response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) throw new AwsCallFailure(target, response.status, text);
  return text === '' ? {} : JSON.parse(text);
}

export class AwsCallFailure extends Error {
  readonly answer: string;

  constructor(target: string, status: number, answer: string) {
    super(`${target} answered ${status}: ${answer}`);
    this.name = 'AwsCallFailure';
    this.answer = answer;
  }
}
