import { REGION } from './plan/references.ts';

interface AwsCall {
  readonly url: string;
  /** `DynamoDB_20120810.CreateTable` */
  readonly target: string;
  readonly body: object;
  readonly signal?: AbortSignal;
}

/**
 * Calls an operation of an AWS JSON protocol on the local data plane, which wants to see a signature but checks none.
 *
 * @throws AwsCallFailure with the service's own error type
 */
export async function callAws({ url, target, body, signal }: AwsCall): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
      'x-amz-date': '20260101T000000Z',
      authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${REGION}/local/aws4_request, SignedHeaders=host, Signature=none`,
    },
    body: JSON.stringify(body),
    ...(signal === undefined ? {} : { signal }),
  });
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
